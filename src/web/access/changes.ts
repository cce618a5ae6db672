/** A member of a row before and after a change, as text; null where there was no row, or none any more. */
export interface Change {
  name: string;
  before: string | null;
  after: string | null;
  /** How many characters of the longer of the two are not shown. */
  cut: number;
}

/** So many characters of a value are shown, and so many members of a row. */
const MOST_CHARACTERS = 400;
const MOST_MEMBERS = 40;

/** What changed between two states of a row: of one that was made or removed, all that it holds. */
export function changesBetween(before: unknown, after: unknown): { changes: Change[]; more: number } {
  const [was, is] = [membersOf(before), membersOf(after)];
  const names = [...new Set([...was.keys(), ...is.keys()])];
  const changed = names.filter((name) => was.get(name) !== is.get(name));
  return {
    changes: changed.slice(0, MOST_MEMBERS).map((name) => changeOf(name, was.get(name), is.get(name))),
    more: Math.max(0, changed.length - MOST_MEMBERS),
  };
}

function changeOf(name: string, before: string | undefined, after: string | undefined): Change {
  const longest = Math.max(before?.length ?? 0, after?.length ?? 0);
  return {
    name,
    before: before === undefined ? null : beginningOf(before),
    after: after === undefined ? null : beginningOf(after),
    cut: Math.max(0, longest - MOST_CHARACTERS),
  };
}

/** Never half of a surrogate pair. */
function beginningOf(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  return text.slice(0, MOST_CHARACTERS).replace(/\p{Surrogate}$/u, '') + '…';
}

function membersOf(state: unknown): Map<string, string> {
  if (state === null || state === undefined) return new Map();
  if (typeof state !== 'object' || Array.isArray(state)) return new Map([['', written(state)]]);
  const told = Object.entries(state).filter(([, value]) => value !== null);
  return new Map(told.map(([name, value]) => [name, written(value)]));
}

function written(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
