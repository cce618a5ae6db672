import { inUtc } from '../../database/reads.js';

/** The row as a record of the file: what is null is left out. */
export function record(type: string, ...members: string[]): string {
  return `json_strip_nulls(json_build_object('type', '${type}', ${members.join(', ')}))::text AS record`;
}

/** Members that hold columns as they are. */
export function columns(from: string, names: Record<string, string>): string {
  return Object.entries(names)
    .map(([member, column]) => `'${member}', ${from}.${column}`)
    .join(', ');
}

/** Translations, left out where there are none. */
export function translations(member: string, column: string): string {
  return `'${member}', nullif(${column}, '{}')`;
}

/** The slug of the assessor with an id. */
export function assessorSlug(id: string): string {
  return `(SELECT who.slug FROM assessor who WHERE who.id = ${id})`;
}

/** Members that say from when until when an earlier wording was known. */
export function known(from: string): string {
  return `'knownFrom', ${inUtc(`${from}.known_from`)}, 'knownUntil', ${inUtc(`${from}.known_until`)}`;
}

/** What files said that has no place of its own, in its order. */
export function extras(table: 'plan_extra' | 'objective_extra', which: string): string {
  return `(SELECT json_agg(json_build_object('name', x.name, 'value', x.value, 'path', x.path) ORDER BY x.position)
       FROM ${table} x WHERE ${which})`;
}

/** Grain: one row an area that plan $1 has had, with the number by which the file names it. */
export const AREA_KEYS = `area_key AS MATERIALIZED (
  SELECT k.id, row_number() OVER (ORDER BY k.id) AS key FROM area k WHERE k.plan_id = $1
)`;
