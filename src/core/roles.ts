/**
 * What a person or a program may do, each role all that the one before may: a reader reads; an analyst records
 * assessments, sources, passages and links; an editor changes plans, areas, objectives and scales, imports, and
 * confirms links and relocations; an admin sees to people, tokens and the audit.
 */
export const ROLES = ['reader', 'analyst', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Whether `held` includes all that `needed` may do. */
export function includes(held: Role, needed: Role): boolean {
  return ROLES.indexOf(held) >= ROLES.indexOf(needed);
}
