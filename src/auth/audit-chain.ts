import { createHash } from 'node:crypto';
import { canonicalJson } from '../core/canonical-json.js';
import { because, type Reason } from '../language/reasons.js';
import { wordsOf } from '../language/words.js';

/** One entry of the audit, as it was sealed. Its hash covers every member but itself. */
export interface AuditEntry {
  /** `plan/<id>`, `sources/<n>`, `site` or `refused`. */
  chain: string;
  /** From 1 within its chain, without gaps. */
  position: number;
  /** RFC 3339 in UTC, with microseconds. */
  at: string;
  actor: string;
  role: string;
  /** The address of the client, `shell`, `start` or `database`. */
  origin: string;
  action: string;
  requestId: string;
  outcome: 'changed' | 'refused';
  /** The table whose row changed, or `request`. */
  subject: string;
  before: unknown;
  after: unknown;
  /** The hash of the entry before, in hexadecimal; for the first, the SHA-256 of the chain's name. */
  previous: string;
  hash: string;
}

/** Something that cannot have come about by itself. */
export interface AuditFault {
  chain: string;
  /** Null where it is the chain as a whole. */
  position: number | null;
  /** In English. */
  fault: string;
  /** The same for a person on a page. */
  reason: Reason;
}

/** @param position null where it is the chain as a whole */
export function faultOf(chain: string, position: number | null, reason: Reason): AuditFault {
  return { chain, position, fault: wordsOf('en').reason(reason), reason };
}

/** What the first entry of a chain names as the one before. */
export function startOf(chain: string): string {
  return createHash('sha256').update(chain).digest('hex');
}

/** SHA-256 over the canonical form (RFC 8785) of an entry without its hash, in hexadecimal. */
export function hashOfEntry({ hash: _, ...sealed }: AuditEntry): string {
  return createHash('sha256').update(canonicalJson(sealed)).digest('hex');
}

/** Follows one chain, entry by entry. */
export class ChainCheck {
  readonly #faults: AuditFault[] = [];
  readonly #noted: Map<number, string>;
  #position = 0;
  #hash: string;
  #atEnd: string | undefined;

  /** @param noted ends of chains that somebody kept elsewhere */
  constructor(
    private readonly chain: string,
    noted: readonly { chain: string; length: number; head: string }[],
    private readonly length: number,
  ) {
    this.#hash = startOf(chain);
    this.#noted = new Map(
      noted.filter((one) => one.chain === chain).map(({ length, head }) => [length, head]),
    );
  }

  next(entry: AuditEntry): void {
    const expected = this.#position + 1;
    if (entry.position !== expected) {
      const last = entry.position - 1;
      this.say(
        expected,
        last === expected
          ? because('reason:auditEntryMissing')
          : because('reason:auditEntriesMissingTo', { last }),
      );
    } else if (entry.previous !== this.#hash) {
      this.say(entry.position, because('reason:auditEntryReplaced'));
    }
    if (hashOfEntry(entry) !== entry.hash) this.say(entry.position, because('reason:auditEntryAltered'));
    const noted = this.#noted.get(entry.position);
    if (noted !== undefined && noted !== entry.hash) {
      this.say(entry.position, because('reason:auditChainRewritten'));
    }
    this.#noted.delete(entry.position);
    this.#position = entry.position;
    this.#hash = entry.hash;
    if (entry.position === this.length) this.#atEnd = entry.hash;
  }

  /** @param head where the chain is said to end, at `length` */
  end(head: string): AuditFault[] {
    if (this.#position < this.length)
      this.say(this.length, because('reason:auditEntriesMissingFrom', { first: this.#position + 1 }));
    else if (this.length > 0 && this.#atEnd !== undefined && this.#atEnd !== head) {
      this.say(this.length, because('reason:auditOtherEnd'));
    }
    for (const length of this.#noted.keys()) {
      if (length > this.#position) this.say(length, because('reason:auditChainLonger'));
    }
    return this.#faults;
  }

  private say(position: number, reason: Reason): void {
    this.#faults.push(faultOf(this.chain, position, reason));
  }
}
