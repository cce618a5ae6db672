import type { Form } from '../http/negotiate.js';

const JSON_FORM = { name: 'json', type: 'application/json; charset=utf-8', extension: '.json' } as const;

/** In which forms a report can be had; the first where nothing is said. */
export const REPORT_FORMS = [JSON_FORM] as const;

/** In which forms the timeline can be had by itself. */
export const TIMELINE_FORMS = [JSON_FORM] as const;

/** In which forms the table of presidencies can be had. */
export const OVERVIEW_FORMS = [JSON_FORM] as const;

/** The addresses of a thing: by its name, and with each form's extension. */
export function addressesOf(name: string, forms: readonly Form[]): string[] {
  return [name, ...forms.map(({ extension }) => `${name}${extension}`)];
}
