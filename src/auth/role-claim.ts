import { type Role, ROLES } from '../core/roles.js';

/**
 * The highest role that a claim of the ID token gives; `reader` where it gives none.
 * @param claim a string (also several, separated by spaces or commas) or a list of strings
 * @param mapping `group=role`; a value that is itself the name of a role means it only where nothing is mapped
 */
export function roleOf(claim: unknown, mapping: readonly string[]): Role {
  const values = Array.isArray(claim) ? claim : typeof claim === 'string' ? claim.split(/[\s,]+/) : [];
  const pairs = mapping.map((pair): [string, string] => [
    pair.slice(0, pair.lastIndexOf('=')),
    pair.slice(pair.lastIndexOf('=') + 1),
  ]);
  const meant =
    pairs.length === 0 ? values : pairs.filter(([group]) => values.includes(group)).map(([, role]) => role);
  return ROLES.findLast((role) => meant.includes(role)) ?? 'reader';
}
