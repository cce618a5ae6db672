/*
 * Selecting a passage in the text of its source, with the mouse or with the keyboard. Where it stands is counted in code points
 * of the source's whole text, as the service counts: see the contract in src/web/sources/source-text.tsx.
 */
import { pageIn } from './live.js';

/** A stretch of a source's text, in code points, `end` exclusive. */
interface Stretch {
  start: number;
  end: number;
  words: string;
}

/** What was taken: where it stands in the text with this SHA-256. */
export interface Taken {
  start: number;
  end: number;
  text: string;
}

/** Where a word stands in a paragraph, in code units. */
interface Word {
  paragraph: Element;
  from: number;
  to: number;
  /** The places of its paragraph's first and last word among all words. */
  first: number;
  last: number;
}

/** The keyboard's selection: from one word to another, by their places in the text. */
interface Cursor {
  anchor: number;
  focus: number;
}

let close: () => void = () => undefined;

/** Shows the text of the source that is chosen in a row of the form, below that row. */
export async function openPicker(
  form: HTMLFormElement,
  row: string,
  take: (taken: Taken) => void,
): Promise<void> {
  close();
  const place = form.querySelector(`[data-row="${CSS.escape(row)}"]`);
  const template = document.querySelector<HTMLTemplateElement>('template[data-picker]');
  const panel = template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
  if (!place || !panel) return;
  const opener = place.querySelector<HTMLElement>('[data-pick]');
  const part = <Kind extends HTMLElement>(name: string): Kind =>
    panel.querySelector<Kind>(`[data-picker-${name}]`)!;
  const [frame, shown, button] = [part('text'), part('words'), part<HTMLButtonElement>('take')];
  let stretch: Stretch | null = null;

  const note = (): void => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return;
    const found = stretchOf(frame, selection.getRangeAt(0));
    if (!found) return;
    stretch = found;
    shown.textContent = found.words;
    button.disabled = false;
  };
  const finish = (): void => {
    const text = frame.querySelector<HTMLElement>('[data-text]')?.dataset.text;
    if (stretch && text !== undefined) take({ start: stretch.start, end: stretch.end, text });
  };
  close = () => {
    document.removeEventListener('selectionchange', note);
    panel.remove();
  };
  const leave = (): void => {
    close();
    opener?.focus();
  };

  document.addEventListener('selectionchange', note);
  button.addEventListener('click', finish);
  part('close').addEventListener('click', leave);
  walkable(frame, finish, leave);
  place.append(panel);

  const source = form.querySelector<HTMLInputElement>(`[name="/evidence/${CSS.escape(row)}/source"]`)?.value;
  if (source === undefined || source.trim() === '') {
    part('source').hidden = false;
    part('close').focus();
    return;
  }
  const load = async (address: string): Promise<void> => {
    const page = await pageAt(address);
    const text = page?.querySelector('[data-text]');
    part('none').hidden = text != null;
    part('found').hidden = text == null;
    if (!page || !text) return part('close').focus();
    // The paragraphs alone: what stands beside them on the source's page has no use here.
    text.replaceChildren(...text.querySelectorAll('[data-start]'));
    for (const element of text.querySelectorAll('[id]')) element.removeAttribute('id');
    frame.replaceChildren(document.importNode(text, true));
    part('parts').replaceChildren(...otherParts(page, address, load));
    frame.scrollTop = 0;
    frame.focus();
  };
  await load(`/sources/${encodeURIComponent(source.trim())}`);
}

async function pageAt(address: string): Promise<Document | null> {
  try {
    const answer = await fetch(address, { headers: { accept: 'text/html' } });
    return answer.ok ? await pageIn(answer) : null;
  } catch {
    return null;
  }
}

/** Buttons for what the source's page links to as further parts of the text. */
function otherParts(page: Document, address: string, load: (address: string) => Promise<void>): Element[] {
  const { pathname } = new URL(address, location.href);
  const known = new Set<string>();
  return [...page.querySelectorAll<HTMLAnchorElement>('main a[href*="from="]')].flatMap((link) => {
    const target = new URL(link.getAttribute('href') ?? '', location.href);
    const from = target.searchParams.get('from') ?? '';
    if (target.pathname !== pathname || !/^\d+$/.test(from) || known.has(from)) return [];
    known.add(from);
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = link.textContent;
    button.addEventListener('click', () => void load(`${pathname}?from=${from}`));
    return [button];
  });
}

/**
 * What a selection holds of the text, without blanks at its ends; null where it holds none. What lies between two
 * paragraphs is a part of the text where both are, whatever stands there.
 */
function stretchOf(text: Element, range: Range): Stretch | null {
  const pieces: Stretch[] = [];
  for (const paragraph of text.querySelectorAll<HTMLElement>('[data-start]')) {
    if (!range.intersectsNode(paragraph)) continue;
    const part = document.createRange();
    part.selectNodeContents(paragraph);
    const before = part.cloneRange();
    if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) {
      part.setStart(range.startContainer, range.startOffset);
    }
    if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) {
      part.setEnd(range.endContainer, range.endOffset);
    }
    before.setEnd(part.startContainer, part.startOffset);
    const selected = part.toString();
    const words = selected.trim();
    if (words === '') continue;
    const blanks = selected.slice(0, selected.length - selected.trimStart().length);
    const start = Number(paragraph.dataset.start) + codePoints(before.toString() + blanks);
    pieces.push({ start, end: start + codePoints(words), words });
  }
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (!first || !last) return null;
  return { start: first.start, end: last.end, words: pieces.map(({ words }) => words).join('\n\n') };
}

function codePoints(text: string): number {
  return [...text].length;
}

/** Lets the keyboard select in a text: see the hint on the page. */
function walkable(frame: HTMLElement, finish: () => void, leave: () => void): void {
  let words: Word[] = [];
  let cursor: Cursor | undefined;
  let of: Element | null = null;
  frame.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === 'Escape') {
      event.preventDefault();
      return event.key === 'Enter' ? finish() : leave();
    }
    if (of !== frame.firstElementChild) {
      of = frame.firstElementChild;
      words = wordsOf(frame);
      cursor = undefined;
    }
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const focus = stepped(words, cursor?.focus, event.key, event.shiftKey);
    if (focus === undefined) return;
    event.preventDefault();
    cursor = { anchor: event.shiftKey && cursor ? cursor.anchor : focus, focus };
    select(words, cursor);
  });
  frame.addEventListener('pointerdown', () => (cursor = undefined));
}

function wordsOf(text: Element): Word[] {
  const words: Word[] = [];
  for (const paragraph of text.querySelectorAll('[data-start]')) {
    const found = [...(paragraph.textContent ?? '').matchAll(/\S+/g)];
    const [first, last] = [words.length, words.length + found.length - 1];
    for (const { index, 0: word } of found) {
      words.push({ paragraph, from: index, to: index + word.length, first, last });
    }
  }
  return words;
}

/** The word that a key leads to; undefined for other keys. With Shift, up and down go to the ends of paragraphs. */
function stepped(
  words: readonly Word[],
  at: number | undefined,
  key: string,
  isExtending: boolean,
): number | undefined {
  if (!/^(Arrow(Left|Right|Up|Down)|Home|End)$/.test(key) || words.length === 0) return undefined;
  if (at === undefined) return 0;
  const { first, last } = words[at]!;
  const [above, below] = [words[first - 1], words[last + 1]];
  switch (key) {
    case 'ArrowRight':
      return Math.min(at + 1, words.length - 1);
    case 'ArrowLeft':
      return Math.max(at - 1, 0);
    case 'Home':
      return first;
    case 'End':
      return last;
    case 'ArrowDown':
      if (isExtending) return at < last ? last : (below?.last ?? last);
      return below?.first ?? first;
    default:
      if (isExtending && at > first) return first;
      return above?.first ?? first;
  }
}

/** Shows the keyboard's selection as the browser shows any, so that there is one way on from here. */
function select(words: readonly Word[], { anchor, focus }: Cursor): void {
  const [first, last] = [words[Math.min(anchor, focus)]!, words[Math.max(anchor, focus)]!];
  const begin = pointIn(first.paragraph, first.from);
  const end = pointIn(last.paragraph, last.to);
  if (!begin || !end) return;
  document.getSelection()?.setBaseAndExtent(begin.node, begin.offset, end.node, end.offset);
  (focus <= anchor ? begin : end).node.parentElement?.scrollIntoView({ block: 'nearest' });
}

/** The text node of an element in which one of its code units stands, marks and all. */
function pointIn(element: Element, at: number): { node: Text; offset: number } | null {
  const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let before = 0;
  for (let node = nodes.nextNode() as Text | null; node; node = nodes.nextNode() as Text | null) {
    if (at <= before + node.length) return { node, offset: at - before };
    before += node.length;
  }
  return null;
}
