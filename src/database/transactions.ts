import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { Refusal } from '../core/errors.js';
import type { DeadlineClient } from './deadline-client.js';
import { isAskedFor, type RequestContext, requestContext, runInContext } from '../core/context.js';

/** A transaction under way: what a service's writing methods take as their first argument. */
export type Transaction = EntityManager;

/**
 * Serialization failure and deadlock: the same work, done again, can succeed. A unique violation: somebody else has
 * just made the same thing; done again, the work finds it and says so.
 */
const AGAIN = new Set(['40001', '40P01', '23505']);
const ATTEMPTS = 3;

/** Tells the database who acts, for the transaction under way: the audit's triggers read it. */
const TELL_WHO = `SELECT set_config('scorecard.undertaking', $1, true)`;

function tellingOf({ actor, origin, action, requestId }: RequestContext): string {
  return JSON.stringify({ actor: actor.name, role: actor.role, origin, action, requestId });
}

/** The transaction that the calling code runs in, if any: so that its reads see what it has written. */
export function currentTransaction(): Transaction | undefined {
  return requestContext().tx as Transaction | undefined;
}

/** Opens transactions. Only the edges (controllers, shell commands, the seeding) do so and pass them down. */
@Injectable()
export class Transactions {
  constructor(private readonly source: DataSource) {}

  /**
   * Runs `work` in one transaction (READ COMMITTED): all of it is stored, or nothing.
   * @throws Refusal `outcome-unknown` where the connection broke while the database was asked to keep it
   */
  async run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(work);
      } catch (error) {
        if (attempt === ATTEMPTS || !AGAIN.has((error as { code?: string }).code ?? '')) throw error;
      }
    }
  }

  /**
   * The same for work that may take as long as it takes, and that reads what can be read only once: where it collides with
   * another it is not tried again.
   * @throws Refusal `outcome-unknown`
   */
  async runLong<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.once(work, true);
  }

  private async once<T>(work: (tx: Transaction) => Promise<T>, isLong = false): Promise<T> {
    const runner = this.source.createQueryRunner();
    const client = (await runner.connect()) as DeadlineClient;
    const { silenceMs } = client;
    try {
      await runner.startTransaction('READ COMMITTED');
      if (isLong) {
        client.silenceMs = Infinity;
        await runner.query('SET LOCAL statement_timeout = 0');
      }
      const result = await this.within(runner, work);
      await commit(runner);
      return result;
    } catch (error) {
      // Where the connection is gone there is nothing left to take back.
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => {});
      throw error;
    } finally {
      client.silenceMs = silenceMs;
      await runner.release();
    }
  }

  private async within<T>({ manager }: QueryRunner, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const context = requestContext();
    if (isAskedFor(context)) await manager.query(TELL_WHO, [tellingOf(context)]);
    return runInContext({ ...context, tx: manager }, () => work(manager));
  }
}

/** An error of the server is an answer: it has kept nothing. No answer leaves open whether it has. */
async function commit(runner: QueryRunner): Promise<void> {
  try {
    await runner.commitTransaction();
  } catch (error) {
    if (isAnswer(error) || wasNeverAsked(error)) throw error;
    throw new Refusal(
      'outcome-unknown',
      'The connection to the database broke while the change was being kept: whether it was kept is not known. Look, ' +
        'or send the same request again with the same Idempotency-Key, which records it once.',
    );
  }
}

/** SQLSTATEs have five characters, the system's own codes another form, such as `ECONNRESET` or `EPIPE`. */
function isAnswer(error: unknown): boolean {
  return /^[0-9A-Z]{5}$/.test((error as { code?: string }).code ?? '') && !isEndOfSession(error);
}

/** Where the connection was lost before, the server has not heard of the COMMIT, and takes all back. */
function wasNeverAsked(error: unknown): boolean {
  const { name, message } = error as Error;
  return name === 'QueryRunnerAlreadyReleasedError' || /not queryable/.test(message);
}

/** 57P01 to 57P03: the server ends the session, perhaps between keeping a transaction and saying so. */
function isEndOfSession(error: unknown): boolean {
  return /^57P0/.test((error as { code?: string }).code ?? '');
}

/** Runs SQL inside the transaction and gives its rows, typed by the caller. */
export async function rowsOf<Row>(tx: Transaction, sql: string, values: unknown[] = []): Promise<Row[]> {
  const result: unknown = await tx.query(sql, values);
  // TypeORM gives [rows, count] for UPDATE and DELETE, and the rows alone otherwise.
  const isPair =
    Array.isArray(result) && result.length === 2 && Array.isArray(result[0]) && typeof result[1] === 'number';
  return (isPair ? (result as unknown[])[0] : result) as Row[];
}
