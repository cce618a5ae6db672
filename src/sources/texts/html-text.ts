import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { decode } from './decode.js';
import { limits } from './limits.js';
import { UnreadableText } from './unreadable-text.js';

/** As much of the DOM as is used here: the project does not load the types of a browser. */
interface DomNode {
  readonly nodeType: number;
  readonly localName?: string;
  readonly data?: string;
  readonly textContent: string | null;
  readonly firstChild: DomNode | null;
  readonly nextSibling: DomNode | null;
  readonly parentNode: DomNode | null;
  remove(): void;
}
interface DomDocument {
  readonly documentElement: DomNode | null;
  readonly body: DomNode | null;
  querySelectorAll(selector: string): Iterable<DomNode>;
}

interface Article {
  title?: string | null;
  content: DomNode;
}

/** Readability, typed for this DOM; its serializer says what `content` is. */
const Reader = Readability as unknown as new (
  document: DomDocument,
  options: { maxElemsToParse: number; disableJSONLD: boolean; serializer: (node: DomNode) => DomNode },
) => { parse(): Article | null };

/** Never part of what a page says. */
const unread =
  'script, style, template, noscript, iframe, object, embed, svg, canvas, link, nav, button, select';
/** Around what a page says: taken away where no main content can be told from the rest. */
const surroundings = 'aside, header, footer, form, [hidden], [aria-hidden="true"]';

const blocks = new Set(
  (
    'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody tfoot thead tr ul'
  ).split(' '),
);

/**
 * What an HTML page says: its main content, found by Mozilla's Readability (Firefox's reader view); where that finds
 * none, the page without its navigation and the like. Block elements become paragraphs, divided by a blank line.
 * Scripts are never run, nothing is fetched.
 *
 * @param charset from the Content-Type header; it goes before what the page itself says
 * @throws UnreadableText
 */
export function htmlText(bytes: Uint8Array, charset?: string): { text: string; title?: string } {
  const html = decode(bytes, charset ?? declaredCharset(bytes));
  try {
    const document = parse(html);
    const title = titleOf(document);
    const article = mainContent(document);
    const text = article ? paragraphs(article.content) : withoutSurroundings(html);
    const named = article?.title?.replace(/\s+/g, ' ').trim() || title;
    return named === '' ? { text } : { text, title: named };
  } catch (error) {
    if (isTooComplex(error)) throw tooComplex();
    throw error;
  }
}

/** What the page itself says its charset is, in its first 4,096 bytes: <meta charset> or <meta http-equiv>. */
function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1');
  const said = /<meta\s[^>]*?charset\s*=\s*(?:["']\s*)?([\w:.-]+)/i.exec(
    head.replace(/<!--[\s\S]*?-->/g, ''),
  )?.[1];
  // A page that could be read this far is not in UTF-16, whatever it says: the HTML standard takes UTF-8 then.
  return said !== undefined && /^utf-?16/i.test(said) ? 'utf-8' : said;
}

function parse(html: string): DomDocument {
  // A fragment gets a page around it: without one, the parser takes its first element for the root.
  const whole = /<(?:html|body)[\s>]/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`;
  if (count(whole, /<[a-z]/gi) > limits.elements) throw tooComplex();
  const { document } = parseHTML(whole) as unknown as { document: DomDocument };
  if (document.documentElement && depthOf(document.documentElement) > limits.depth) throw tooComplex();
  for (const element of [...document.querySelectorAll(unread)]) element.remove();
  return document;
}

/** The page's title; in a page without a head it stands among the text, and is taken out. */
function titleOf(document: DomDocument): string {
  const [first, ...others] = document.querySelectorAll('title');
  const title = (first?.textContent ?? '').replace(/\s+/g, ' ').trim();
  for (const element of first ? [first, ...others] : [])
    if (element.parentNode?.localName !== 'head') element.remove();
  return title;
}

function mainContent(document: DomDocument): Article | undefined {
  if (!document.body?.firstChild) return undefined;
  const options = {
    maxElemsToParse: limits.elements,
    disableJSONLD: true,
    serializer: (node: DomNode) => node,
  };
  try {
    const article = new Reader(document, options).parse();
    return article?.content ? article : undefined;
  } catch (error) {
    if (isTooComplex(error)) throw error;
    return undefined; // an odd page that it stumbles over can still be read as a whole
  }
}

/** Readability's own limit on elements, or a stack that overflows, anyone who notices first. */
function isTooComplex(error: unknown): boolean {
  return error instanceof RangeError || /^Aborting parsing/.test(String((error as Error).message));
}

function withoutSurroundings(html: string): string {
  const document = parse(html);
  titleOf(document);
  for (const element of [...document.querySelectorAll(surroundings)]) element.remove();
  const root = document.body?.firstChild ? document.body : document.documentElement;
  return root ? paragraphs(root) : '';
}

/** The text below a node: blocks apart by a blank line, <br> a line break, cells of a row by a space. */
function paragraphs(root: DomNode): string {
  const parts: string[] = [];
  let preformatted = 0;
  const enter = ({ nodeType, localName, data }: DomNode): void => {
    if (nodeType === 3)
      parts.push(preformatted > 0 ? (data ?? '') : (data ?? '').replace(/[ \t\n\f\r]+/g, ' '));
    else if (localName === 'br') parts.push('\n');
    else if (localName === 'td' || localName === 'th') parts.push(' ');
    else if (localName !== undefined && blocks.has(localName)) parts.push('\n\n');
    if (localName === 'pre') preformatted += 1;
  };
  const leave = ({ localName }: DomNode): void => {
    if (localName === 'pre') preformatted -= 1;
    if (localName !== undefined && blocks.has(localName)) parts.push('\n\n');
  };
  walk(root, enter, leave);
  return tidy(parts.join(''));
}

/** How deeply elements lie in one another. */
function depthOf(root: DomNode): number {
  let depth = 0;
  let deepest = 0;
  walk(
    root,
    () => (deepest = Math.max(deepest, (depth += 1))),
    () => (depth -= 1),
  );
  return deepest;
}

/** Goes through a tree without recursion: pages nest deeper than a stack. */
function walk(root: DomNode, enter: (node: DomNode) => void, leave: (node: DomNode) => void): void {
  let node: DomNode = root;
  for (;;) {
    enter(node);
    if (node.firstChild) {
      node = node.firstChild;
      continue;
    }
    leave(node);
    while (node !== root && !node.nextSibling) leave((node = node.parentNode!));
    if (node === root) return;
    node = node.nextSibling!;
  }
}

function count(text: string, pattern: RegExp): number {
  let found = 0;
  for (const _ of text.matchAll(pattern)) found += 1;
  return found;
}

function tidy(text: string): string {
  return (
    text
      // From the first blank of a run only: else each blank of a long run looks for the line's end again.
      .replace(/(?<![ \t])[ \t]*\n[ \t]*/g, '\n')
      .replace(/ {2,}/g, ' ')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  );
}

function tooComplex(): UnreadableText {
  return new UnreadableText(
    'too-complex',
    `This page has more than ${limits.elements} elements, or elements nested more than ${limits.depth} deep. ` +
      'Save only the article, or copy its text and send it as text/plain.',
  );
}
