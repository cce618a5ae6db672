import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Settings } from '../config/settings.js';
import { inUtc, Reads } from '../database/reads.js';
import { rowsOf, type Transaction, Transactions } from '../database/transactions.js';
import { invalidInput, notFound } from '../core/errors.js';
import { because } from '../language/reasons.js';
import { isUuid } from '../core/ids.js';
import type { PageQuery } from '../http/page-query.js';
import { decodeCursor, type Page, PAGE_LIMIT, pageOf } from '../core/cursors.js';
import type { Role } from '../core/roles.js';
import { chosenName, distinctName } from './person-name.js';
import { hashOf, newSecret, same } from './secrets.js';

/** Somebody as the identity provider, or the one-time sign-in link, names them. */
export interface Person {
  issuer: string;
  subject: string;
  name: string;
  role: Role;
}

/** A person signed in with one browser. */
export interface Session {
  /** Of the cookie's secret, in hexadecimal. */
  id: string;
  personId: string;
  name: string;
  role: Role;
  /** What a form of this session has to carry. */
  csrf: string;
  /** Signed in with a one-time link on the machine itself: nobody but themselves says who they are. */
  isLocal: boolean;
}

/** A person who is signed in now. */
export interface PersonView {
  id: string;
  name: string;
  /** Who vouches for them: the identity provider's address, or `local`. */
  issuer: string;
  role: Role;
  /** With how many browsers. */
  sessions: number;
  signedInAt: string;
  /** To the minute. */
  lastSeenAt: string;
}

const OPEN = `s.created_at > now() - $2::int * interval '1 hour' AND s.seen_at > now() - $3::int * interval '1 minute'`;
const FIND = {
  name: 'session-find',
  text: `SELECT s.secret_sha256, s.person_id, p.name, s.role, s.csrf, p.issuer = 'local' AS local, s.seen_at < now() - interval '1 minute' AS stale
           FROM session s JOIN person p ON p.id = s.person_id WHERE s.secret_sha256 = $1 AND ${OPEN}`,
};
/** Grain: a person with sessions that are open; as many rows are read as there are sessions that have not been tidied away. */
const PEOPLE = {
  name: 'people',
  text: `SELECT p.id, p.name, p.issuer, p.role, count(*)::int AS sessions, ${inUtc('p.signed_in_at')} AS "signedInAt",
                ${inUtc('max(s.seen_at)')} AS "lastSeenAt"
           FROM session s JOIN person p ON p.id = s.person_id
          WHERE ${OPEN} AND ($4::text IS NULL OR (p.name, p.id) > ($4, $5))
          GROUP BY p.id ORDER BY p.name, p.id LIMIT $1`,
};
const LAST_LOCAL = {
  name: 'last-local-name',
  text: `SELECT name FROM person WHERE issuer = 'local' AND subject = name ORDER BY signed_in_at DESC LIMIT 1`,
};
const TOUCH = { name: 'session-touch', text: 'UPDATE session SET seen_at = now() WHERE secret_sha256 = $1' };

/** Who is signed in, kept in Postgres: every process knows it, and a sign-out holds at once. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly reads: Reads,
    private readonly transactions: Transactions,
    private readonly settings: Settings,
  ) {}

  /**
   * Signs a person in. A session that the browser held before ends: its secret may be known to others.
   * @returns the secret for the cookie, this once
   */
  async open(tx: Transaction, person: Person, before?: string): Promise<string> {
    if (before !== undefined) await this.end(tx, before);
    const name = await nameFor(tx, person);
    const [known] = await rowsOf<{ id: string }>(
      tx,
      `INSERT INTO person (id, issuer, subject, name, role) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (issuer, subject) DO UPDATE SET name = excluded.name, role = excluded.role, signed_in_at = now()
       RETURNING id`,
      [uuid(), person.issuer, person.subject, name, person.role],
    );
    const secret = newSecret();
    await tx.query('INSERT INTO session (secret_sha256, person_id, role, csrf) VALUES ($1, $2, $3, $4)', [
      hashOf(secret),
      known!.id,
      person.role,
      newSecret(),
    ]);
    return secret;
  }

  /** The session of a cookie, unless it has ended, was left idle, or is too old. */
  async find(secret: string): Promise<Session | undefined> {
    const hash = hashOf(secret);
    const found = await this.reads.first<{
      secret_sha256: Buffer;
      person_id: string;
      name: string;
      role: Role;
      csrf: string;
      local: boolean;
      stale: boolean;
    }>(FIND, [hash, this.settings.SESSION_HOURS, this.settings.SESSION_IDLE_MINUTES]);
    if (!found || !same(found.secret_sha256, hash)) return undefined;
    if (found.stale) await this.reads.rows(TOUCH, [hash]);
    const { person_id: personId, name, role, csrf, local: isLocal } = found;
    return { id: hash.toString('hex'), personId, name, role, csrf, isLocal };
  }

  /**
   * Gives a session on the machine itself the name that its person chose. Each name is a person of its own, so that nothing
   * is written under it from a browser in which somebody else chose another.
   * @throws Refusal `invalid-input` at `/name`
   */
  async nameLocal(tx: Transaction, { id, role, isLocal }: Session, typed: string): Promise<void> {
    const name = chosenName(typed);
    if (!isLocal || name === undefined) {
      throw invalidInput({
        pointer: '/name',
        message: 'must be a name that people know you by',
        reason: because('reason:displayName'),
      });
    }
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`person ${name}`]);
    const others = await rowsOf<object>(
      tx,
      `SELECT 1 FROM person WHERE name = $1 AND issuer <> 'local' LIMIT 1`,
      [name],
    );
    if (others.length > 0) {
      throw invalidInput({
        pointer: '/name',
        message: 'belongs to somebody else: add what tells you apart',
        reason: because('reason:displayNameTaken'),
      });
    }
    const [person] = await rowsOf<{ id: string }>(
      tx,
      `INSERT INTO person (id, issuer, subject, name, role) VALUES ($1, 'local', $2, $2, $3)
       ON CONFLICT (issuer, subject) DO UPDATE SET signed_in_at = now() RETURNING id`,
      [uuid(), name, role],
    );
    await tx.query('UPDATE session SET person_id = $2 WHERE secret_sha256 = $1', [
      Buffer.from(id, 'hex'),
      person!.id,
    ]);
  }

  /** The name that was last chosen on the machine itself, to be offered again; none where nobody has chosen one. */
  async lastLocalName(): Promise<string | undefined> {
    return (await this.reads.first<{ name: string }>(LAST_LOCAL, []))?.name;
  }

  /** Signs out the browser with this cookie. */
  async end(tx: Transaction, secret: string): Promise<void> {
    await tx.query('DELETE FROM session WHERE secret_sha256 = $1', [hashOf(secret)]);
  }

  /** Signs a person out everywhere. */
  async endAll(tx: Transaction, personId: string): Promise<void> {
    await tx.query('DELETE FROM session WHERE person_id = $1', [personId]);
  }

  /** Signs somebody else out everywhere. @throws Refusal `not-found` */
  async endAllOf(tx: Transaction, personId: string): Promise<void> {
    const known = isUuid(personId)
      ? await rowsOf<object>(tx, 'SELECT 1 FROM person WHERE id = $1', [personId])
      : [];
    if (known.length === 0) throw notFound('person', personId, 'GET /api/v1/people lists who is signed in.');
    await this.endAll(tx, personId);
  }

  /** Who is signed in now, by name. @throws Refusal `invalid-query` */
  async people({ limit = PAGE_LIMIT.default, cursor }: PageQuery): Promise<Page<PersonView>> {
    const after = decodeCursor(cursor, ['string', 'uuid']) ?? [null, null];
    const { SESSION_HOURS, SESSION_IDLE_MINUTES } = this.settings;
    const rows = await this.reads.rows<PersonView>(PEOPLE, [
      ...[limit + 1, SESSION_HOURS, SESSION_IDLE_MINUTES],
      ...after,
    ]);
    return pageOf(
      rows,
      limit,
      ({ name, id }) => [name, id],
      (person) => person,
    );
  }

  /** Removes what has ended by itself. */
  async forgetOld(): Promise<void> {
    await this.transactions.run(async (tx) => {
      await tx.query(
        `DELETE FROM session WHERE created_at < now() - $1::int * interval '1 hour'
            OR seen_at < now() - $2::int * interval '1 minute'`,
        [this.settings.SESSION_HOURS, this.settings.SESSION_IDLE_MINUTES],
      );
      await tx.query(`DELETE FROM sign_in_attempt WHERE created_at < now() - interval '15 minutes'`);
      await tx.query(`DELETE FROM request_count WHERE window_end < now()`);
    });
  }
}

/** See {@link distinctName}; people of one name who sign in at the same time wait for each other. */
async function nameFor(tx: Transaction, person: Person): Promise<string> {
  if (person.issuer === 'local') return person.name;
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`person ${person.name}`]);
  const others = await rowsOf<object>(
    tx,
    'SELECT 1 FROM person WHERE name = $1 AND (issuer, subject) <> ($2, $3) LIMIT 1',
    [person.name, person.issuer, person.subject],
  );
  return distinctName(person, others.length > 0);
}
