import { createHash } from 'node:crypto';

/** Somebody as the identity provider names them. */
interface Account {
  issuer: string;
  subject: string;
  name: string;
}

/** The names of programs, commands, the database and the service itself, and the marked names below. */
const NOT_A_PERSON = /^((token|shell|database):|account |(anonymous|local|local editor|seed)$)/i;

/** Invisible or turning the direction of writing: a name could look like another one by them. */
const UNSEEN = /\p{Cc}|\p{Surrogate}|(?![\u200C\u200D])\p{Cf}/gu;

/**
 * The name of a person from the claims of an ID token, which people can often choose themselves.
 * @returns at most 200 characters, without what could not be seen
 */
export function personName(claims: Readonly<Record<string, unknown>>): string {
  const names = ['name', 'preferred_username', 'email', 'sub'].map((claim) => readable(claims[claim]));
  return names.find((name) => name !== '') ?? 'somebody';
}

function readable(name: unknown): string {
  if (typeof name !== 'string') return '';
  return [...name.replace(UNSEEN, '').replace(/\s+/gu, ' ').trim()].slice(0, 200).join('');
}

/**
 * The name that somebody on their own machine chooses to be known by.
 * @returns undefined where nothing of it can be seen, or it could be taken for a program or for the service itself
 */
export function chosenName(typed: string): string | undefined {
  const name = readable(typed);
  return name === '' || NOT_A_PERSON.test(name.normalize('NFKC')) ? undefined : name;
}

/**
 * The name under which a person's writing is kept. Where it is another's already, or could be taken for one of ours,
 * it carries a mark of the account, so that nobody writes under the name of somebody else.
 */
export function distinctName(person: Account, isTaken: boolean): string {
  if (!isTaken && !NOT_A_PERSON.test(person.name.normalize('NFKC'))) return person.name;
  const account = createHash('sha256').update(`${person.issuer}\n${person.subject}`).digest('hex');
  return `account ${account.slice(0, 8)} (${person.name})`;
}
