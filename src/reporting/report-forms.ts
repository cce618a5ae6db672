import type { Form } from '../http/negotiate.js';
import { REPORT_FORMS } from './forms/index.js';

export type FormName = (typeof REPORT_FORMS)[number]['name'];

/** The report's form of that name. */
function formOf<Name extends FormName>(name: Name): Extract<(typeof REPORT_FORMS)[number], { name: Name }> {
  return REPORT_FORMS.find((form) => form.name === name) as never;
}

/** In which forms the timeline can be had by itself. */
export const TIMELINE_FORMS = [formOf('json'), formOf('csv'), formOf('svg')] as const;

/** In which forms the table of presidencies can be had. */
export const OVERVIEW_FORMS = [formOf('json')] as const;

/** What a browser shows; the others it saves. */
const SHOWN: readonly FormName[] = ['json', 'html', 'pdf', 'md', 'svg'];

/** Whether a form is for looking at or for keeping. */
export function dispositionOf({ name }: { name: FormName }): 'inline' | 'attachment' {
  return SHOWN.includes(name) ? 'inline' : 'attachment';
}

/** The addresses of a thing: by its name, and with each form's extension. */
export function addressesOf(name: string, forms: readonly Form[]): string[] {
  return [name, ...forms.map(({ extension }) => `${name}${extension}`)];
}
