/*
 * Keeps what is typed into a form until it is recorded, in this browser alone: a session that ended meanwhile, or a window
 * closed by mistake, loses nothing. A page with `data-recorded` says that a form's work is done.
 */

/** The fields of a form, by name. */
export type DraftFields = Record<string, string>;

interface Draft {
  /** When it was last typed in, in milliseconds since 1970. */
  at: number;
  /** Who typed it: anyone who signs in after them with the same browser is not shown it. */
  by: string;
  fields: DraftFields;
}

/** What belongs to the page and its session, and not to what was typed. */
const OF_THE_PAGE = new Set(['_csrf', 'version', 'newest', 'key', 'do']);

for (const { dataset } of document.querySelectorAll<HTMLElement>('[data-recorded]')) {
  forget(dataset.recorded ?? '');
}

/** Whether the form holds something that is neither recorded nor about to be sent. */
let isUnsaved = false;

/**
 * Keeps a form's fields as they are typed, asks before they are left behind, and offers those of an earlier form.
 * @param putBack shows the form with these fields
 */
export function keepDraft(form: HTMLFormElement, putBack: (fields: DraftFields) => Promise<void>): void {
  const name = form.dataset.draft ?? '';
  // A form that comes back from the server holds what was typed; one that is opened again may have been typed in before.
  if (form.dataset.typed === undefined) offer(name, form.dataset.by ?? '', putBack);
  else noteTyped(form);
  for (const kind of ['input', 'change']) form.addEventListener(kind, () => noteTyped(form));
  window.addEventListener('beforeunload', (event) => {
    if (isUnsaved) event.preventDefault();
  });
}

/** Keeps what the form holds now. */
export function noteTyped(form: HTMLFormElement): void {
  isUnsaved = true;
  const fields = Object.fromEntries(
    [...new FormData(form)].filter(
      (field): field is [string, string] => typeof field[1] === 'string' && !OF_THE_PAGE.has(field[0]),
    ),
  );
  try {
    const draft: Draft = { at: Date.now(), by: form.dataset.by ?? '', fields };
    localStorage.setItem(keyOf(form.dataset.draft ?? ''), JSON.stringify(draft));
  } catch {
    // Nowhere to keep it: the warning before leaving is all there is.
  }
}

/** Says that the form is being sent: leaving the page now leaves nothing behind. */
export function noteSent(): void {
  isUnsaved = false;
}

function offer(name: string, by: string, putBack: (fields: DraftFields) => Promise<void>): void {
  const draft = kept(name);
  const box = document.querySelector<HTMLElement>('[data-draft-offer]');
  if (draft?.by !== by || !box) return;
  const time = box.querySelector('time');
  if (time) {
    const { lang } = document.documentElement;
    const at = new Date(draft.at);
    time.dateTime = at.toISOString();
    time.textContent = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, {
      dateStyle: 'long',
      timeStyle: 'short',
    }).format(at);
  }
  box.querySelector('[data-draft-put]')?.addEventListener('click', () => {
    box.hidden = true;
    void putBack(draft.fields);
  });
  box.querySelector('[data-draft-drop]')?.addEventListener('click', () => {
    box.hidden = true;
    forget(name);
  });
  box.hidden = false;
}

function kept(name: string): Draft | undefined {
  try {
    const draft = JSON.parse(localStorage.getItem(keyOf(name)) ?? 'null') as Draft | null;
    return draft !== null && typeof draft.fields === 'object' ? draft : undefined;
  } catch {
    return undefined;
  }
}

function forget(name: string): void {
  try {
    localStorage.removeItem(keyOf(name));
  } catch {
    // Where nothing can be kept, nothing was.
  }
}

function keyOf(name: string): string {
  return `rating-draft ${name}`;
}
