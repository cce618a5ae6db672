import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { recorderName } from '../core/context.js';
import { invalidInput, Refusal } from '../core/errors.js';
import { canonicalJson } from '../core/canonical-json.js';
import type { Answer } from './replies.js';
import { rowsOf, type Transaction, Transactions } from '../database/transactions.js';

/** The request that asks: its address, its body, and its Idempotency-Key if it carries one. */
export interface Asked {
  url: string;
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
}

/** How long an answer can be asked for again. */
const KEPT = '24 hours';

/**
 * Runs a POST's work in one transaction, and at most once for an Idempotency-Key: the answer is kept in the same
 * transaction as the work, so there is no moment at which one is stored without the other.
 */
@Injectable()
export class Idempotency {
  constructor(private readonly transactions: Transactions) {}

  /**
   * @param prepare what takes long and writes nothing: done before the transaction opens, and not at all where the
   *   answer is kept already
   * @throws Refusal `key-reused` where the key came before with another body
   */
  run(asked: Asked, work: (tx: Transaction) => Promise<Answer>): Promise<Answer>;
  run<P>(
    asked: Asked,
    work: (tx: Transaction, prepared: P) => Promise<Answer>,
    prepare: () => Promise<P>,
  ): Promise<Answer>;
  async run<P>(
    asked: Asked,
    work: (tx: Transaction, prepared: P) => Promise<Answer>,
    prepare?: () => Promise<P>,
  ): Promise<Answer> {
    const request = requestOf(asked);
    const kept =
      request && prepare ? await this.transactions.run((tx) => keptAnswer(tx, request)) : undefined;
    if (kept) return kept;
    const prepared = (await prepare?.()) as P;
    const doIt = (tx: Transaction): Promise<Answer> => work(tx, prepared);
    return this.transactions.run((tx) => (request ? once(tx, request, doIt) : doIt(tx)));
  }

  /** Forgets answers that are older than a day; a key may be used again after that. */
  async forgetOld(): Promise<void> {
    await this.transactions.run((tx) =>
      tx.query(`DELETE FROM idempotency_key WHERE created_at < clock_timestamp() - $1::interval`, [KEPT]),
    );
  }
}

/** A request that can be told from others: its address, its key, and the SHA-256 of its body. */
interface KeyedRequest {
  scope: string;
  key: string;
  digest: string;
}

function requestOf(asked: Asked): KeyedRequest | undefined {
  const key = asked.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw invalidInput({
      pointer: '',
      message: 'Idempotency-Key must be 1 to 200 printable ASCII characters',
    });
  }
  const digest = createHash('sha256')
    .update(canonicalJson(asked.body ?? null))
    .digest('hex');
  // Two people's keys are two keys.
  return { scope: `${recorderName()} ${asked.url}`, key, digest };
}

async function keptAnswer(
  tx: Transaction,
  { scope, key, digest }: KeyedRequest,
): Promise<Answer | undefined> {
  const [kept] = await rowsOf<{ request_sha256: string; answer: Answer }>(
    tx,
    'SELECT request_sha256, answer FROM idempotency_key WHERE scope = $1 AND key = $2',
    [scope, key],
  );
  if (!kept) return undefined;
  if (kept.request_sha256 === digest) {
    return { ...kept.answer, headers: { ...kept.answer.headers, 'idempotency-replayed': 'true' } };
  }
  throw new Refusal(
    'key-reused',
    `The Idempotency-Key "${key}" was already used with a different request. Use a new key for each new request.`,
  );
}

async function once(
  tx: Transaction,
  request: KeyedRequest,
  work: (tx: Transaction) => Promise<Answer>,
): Promise<Answer> {
  const { scope, key, digest } = request;
  // Where the same request is under way, this waits for its end.
  const inserted = await rowsOf<object>(
    tx,
    `INSERT INTO idempotency_key (scope, key, request_sha256) VALUES ($1, $2, $3)
     ON CONFLICT DO NOTHING RETURNING key`,
    [scope, key, digest],
  );
  if (inserted.length === 0) {
    const kept = await keptAnswer(tx, request);
    if (!kept) throw new Error('the Idempotency-Key that caused the conflict cannot be found');
    return kept;
  }
  const answer = await work(tx);
  await tx.query('UPDATE idempotency_key SET answer = $3 WHERE scope = $1 AND key = $2', [
    scope,
    key,
    JSON.stringify(answer),
  ]);
  return answer;
}
