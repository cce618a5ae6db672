/*
 * The form of an assessment without new pages: its buttons give back the same page of the server, of which the parts that can
 * change are put in place. Only recording leaves the page.
 */
import { type DraftFields, keepDraft, noteSent, noteTyped } from './draft.js';
import { pageIn, placeLive } from './live.js';
import { openPicker } from './pick-passage.js';

/** Somebody who goes on typing while an answer is under way is asked for again, so often. */
const MOST_ATTEMPTS = 5;

const form = document.querySelector<HTMLFormElement>('form[data-rating]');
if (form) start(form);

function start(form: HTMLFormElement): void {
  form.dataset.scripted = '';
  document.getElementById('mistakes')?.focus();
  let edits = 0;
  form.addEventListener('input', () => (edits += 1));

  /** Presses a button of the form, and shows what comes of it in place. */
  let underWay = Promise.resolve();
  let waiting = 0;
  const press = (what: string, fields?: DraftFields): Promise<void> => {
    form.setAttribute('aria-busy', 'true');
    waiting += 1;
    // One after the other: an answer to an earlier press must not replace that to a later one.
    underWay = underWay
      .then(() => shown(what, fields))
      .finally(() => {
        waiting -= 1;
        if (waiting === 0) form.removeAttribute('aria-busy');
      });
    return underWay;
  };
  const shown = async (what: string, fields?: DraftFields): Promise<void> => {
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const before = edits;
      const page = await answerTo(form, what, fields);
      if (!page) return sendAsPage(form, what);
      // What was typed meanwhile is not in that answer, and must not be replaced by it.
      if (edits !== before && fields === undefined) continue;
      return show(form, page);
    }
  };

  form.addEventListener('submit', (event) => {
    const { value = 'again' } = (event.submitter ?? {}) as Partial<HTMLButtonElement>;
    if (value === 'record') {
      noteSent();
      return;
    }
    event.preventDefault();
    void press(value);
  });
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || (event.target as HTMLElement).id !== 'find') return;
    event.preventDefault();
    void press('find');
  });
  // Another status or assessor may make other passages fit.
  form.addEventListener('change', (event) => {
    const { name } = event.target as HTMLInputElement;
    if (name === '/status' || name === '/assessor') void press('again');
  });
  form.addEventListener('click', (event) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-pick]')?.dataset.pick;
    if (row === undefined) return;
    void openPicker(form, row, ({ start, end, text }) => void press(`take/${row}/${start}/${end}/${text}`));
  });
  keepDraft(form, (fields) => press('again', fields));
}

/** The page that the form with a button pressed gives; undefined where that is not this form again. */
async function answerTo(
  form: HTMLFormElement,
  what: string,
  fields?: DraftFields,
): Promise<Document | undefined> {
  const body = new URLSearchParams();
  if (fields === undefined) {
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
  } else {
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    for (const { name, value } of form.querySelectorAll<HTMLInputElement>('input[type=hidden]')) {
      // What the passages of the draft were ticked for is the draft's.
      if (!/^((row)?\/|kept$|kind$)/.test(name)) body.set(name, value);
    }
  }
  body.set('do', what);
  try {
    const answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'text/html' } });
    const page = await pageIn(answer);
    return page.querySelector('form[data-rating]') ? page : undefined;
  } catch {
    return undefined;
  }
}

/** Sends the form as a browser without scripts does: whatever the server says then is a page of its own. */
function sendAsPage(form: HTMLFormElement, what: string): void {
  const button = document.createElement('input');
  button.type = 'hidden';
  button.name = 'do';
  button.value = what;
  form.append(button);
  noteSent();
  form.submit();
}

function show(form: HTMLFormElement, page: Document): void {
  const focused = document.activeElement?.id ?? '';
  placeLive(page);
  noteTyped(form);
  const next =
    document.getElementById('mistakes') ??
    form.querySelector<HTMLElement>('[autofocus]') ??
    (focused === '' ? null : document.getElementById(focused));
  next?.focus();
}
