import type { RecordType } from '../record-schemas.js';
import { stagedTable } from './staging.js';

/** The staged records `s` of a type with their members as columns of `r`, such as `slug text, "termStart" date`. */
export function staged(type: RecordType, members: string): string {
  return `${stagedTable(type)} s CROSS JOIN LATERAL jsonb_to_record(s.record) AS r(${members})`;
}

/** What a member holds as a list: columns of `alias`, with the place in the list as `n`, from 1. */
export function elements(member: string, alias: string, members: string): string {
  return `jsonb_array_elements(${member}) WITH ORDINALITY AS ${alias}_list (element, n)
         CROSS JOIN LATERAL jsonb_to_record(${alias}_list.element) AS ${alias}(${members})`;
}

/** Translations, of which a record may have none. */
export function translationsOf(member: string): string {
  return `coalesce(${member}, '{}')`;
}

/** One step of a restoration: it gives the number of records that it has stored as `made`. */
export interface Step {
  type: RecordType;
  sql: string;
}

/** A step that stores records by one INSERT. */
export function inserted(type: RecordType, insert: string): Step {
  return { type, sql: `WITH made AS (${insert} RETURNING 1) SELECT count(*)::int AS made FROM made` };
}
