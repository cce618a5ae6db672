/*
 * Decides on links without leaving the page. The forms are sent as they would be without this, and of the page that comes
 * back only the marked parts are put in place: what was typed into other forms stays.
 */
import { pageIn, placeLive } from './live.js';

let isUnderWay = false;
/** Forms that are to go the way that they go without this script. */
const plainly = new WeakSet<HTMLFormElement>();

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset.decide === undefined || plainly.has(form)) return;
  event.preventDefault();
  if (isUnderWay) return;
  isUnderWay = true;
  void send(form, event.submitter).finally(() => {
    isUnderWay = false;
  });
});

async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const body = new URLSearchParams(new FormData(form, submitter) as unknown as Record<string, string>);
  const place = form.closest<HTMLElement>('[data-live]')?.dataset.live ?? '';
  const name = form.dataset.decide;
  const before = formsIn(place).indexOf(form);
  let page: Document;
  try {
    const answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'text/html' } });
    page = await pageIn(answer);
  } catch {
    const told = toldNear(form);
    if (told) told.textContent = told.dataset.trouble ?? '';
    return;
  }
  if (!page.querySelector('[data-live="attempt"]')) {
    // Not this page: signed out, perhaps. Nothing was saved, so the browser may ask again and show the answer.
    plainly.add(form);
    form.requestSubmit(submitter);
    return;
  }
  const typed = typedBeside(form);
  placeLive(page);
  putBack(typed);
  focusAfter(place, name, before);
}

function formsIn(place: string): HTMLFormElement[] {
  return [
    ...document.querySelectorAll<HTMLFormElement>(`[data-live="${CSS.escape(place)}"] form[data-decide]`),
  ];
}

function toldNear(form: HTMLFormElement): HTMLElement | null {
  const near = form.closest('section') ?? document;
  return (
    near.querySelector<HTMLElement>('[role=status]') ?? document.querySelector<HTMLElement>('[role=status]')
  );
}

interface Typed {
  form: string;
  field: string;
  value: string;
}

/** What stands in other forms than the page came with. */
function typedBeside(sent: HTMLFormElement): Typed[] {
  const typed: Typed[] = [];
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-decide]')) {
    if (form === sent) continue;
    for (const field of fieldsOf(form)) {
      if (isChanged(field))
        typed.push({ form: form.dataset.decide ?? '', field: field.name, value: field.value });
    }
  }
  return typed;
}

function putBack(typed: readonly Typed[]): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-decide]')) {
    for (const { field: name, value } of typed.filter((one) => one.form === form.dataset.decide)) {
      const field = fieldsOf(form).find((one) => one.name === name);
      if (!field) continue;
      field.value = value;
      const folded = form.closest('details');
      if (folded) folded.open = true;
    }
  }
}

type Typable = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function fieldsOf(form: HTMLFormElement): Typable[] {
  return [...form.querySelectorAll<Typable>('input:not([type=hidden]), select, textarea')];
}

function isChanged(field: Typable): boolean {
  if (!(field instanceof HTMLSelectElement)) return field.value !== field.defaultValue;
  return [...field.options].some((option) => option.selected !== option.defaultSelected);
}

/** To what went wrong; or to the same form, or to the one that came in its place; or to the word that it is saved. */
function focusAfter(place: string, name: string | undefined, before: number): void {
  const forms = formsIn(place);
  const next =
    forms.find((form) => form.dataset.decide === name) ?? forms[Math.min(before, forms.length - 1)];
  const item = next?.closest<HTMLElement>('[data-item]');
  const target =
    document.getElementById('mistakes') ??
    item?.querySelector<HTMLElement>('summary') ??
    item ??
    document.querySelector<HTMLElement>('[role=status]:not(:empty)');
  target?.focus();
}
