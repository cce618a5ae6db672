import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
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

  /** Runs `work` in one transaction (READ COMMITTED): all of it is stored, or nothing. */
  async run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.source.transaction('READ COMMITTED', async (tx) => {
          const context = requestContext();
          if (isAskedFor(context)) await tx.query(TELL_WHO, [tellingOf(context)]);
          return runInContext({ ...context, tx }, () => work(tx));
        });
      } catch (error) {
        if (attempt === ATTEMPTS || !AGAIN.has((error as { code?: string }).code ?? '')) throw error;
      }
    }
  }
}

/** Runs SQL inside the transaction and gives its rows, typed by the caller. */
export async function rowsOf<Row>(tx: Transaction, sql: string, values: unknown[] = []): Promise<Row[]> {
  const result: unknown = await tx.query(sql, values);
  // TypeORM gives [rows, count] for UPDATE and DELETE, and the rows alone otherwise.
  const isPair =
    Array.isArray(result) && result.length === 2 && Array.isArray(result[0]) && typeof result[1] === 'number';
  return (isPair ? (result as unknown[])[0] : result) as Row[];
}
