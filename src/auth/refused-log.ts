import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Transactions } from '../database/transactions.js';
import type { RequestContext } from '../core/context.js';
import type { ProblemDocument } from '../http/problem.filter.js';

interface Refused {
  actor: string;
  role: string;
  origin: string;
  action: string;
  requestId: string;
  problem: { type: string; status: number; detail: string };
}

/** More than these wait only while the database is away; then the rest is counted. */
const MOST_WAITING = 10_000;
const BATCH = 200;

/**
 * Writes refused requests into the audit, after the answer and many in one transaction: refuseUnreadable stays cheaper than
 * asking. A crash can lose those of the last moment; a change, which is audited in its own transaction, never.
 */
@Injectable()
export class RefusedLog implements BeforeApplicationShutdown {
  readonly #waiting: Refused[] = [];
  #lost = 0;
  #writing: Promise<void> | undefined;

  constructor(private readonly transactions: Transactions) {}

  note({ actor, origin, action, requestId }: RequestContext, problem: ProblemDocument): void {
    if (this.#waiting.length >= MOST_WAITING) {
      this.#lost += 1;
      return;
    }
    const { type, status, detail = '' } = problem;
    this.#waiting.push({
      actor: actor.name,
      role: actor.role,
      origin,
      action,
      requestId,
      // A request may have held what cannot be stored as text.
      problem: { type, status, detail: detail.replace(/\0|\p{Surrogate}/gu, '').slice(0, 1000) },
    });
    this.#writing ??= this.write().finally(() => (this.#writing = undefined));
  }

  /** Resolves when all that was noted is written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.settled();
  }

  private async write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH);
      const lost = this.#lost;
      const rows = batch.map(({ problem, ...who }) => ({
        who,
        problem: lost > 0 ? { ...problem, notWritten: lost } : problem,
      }));
      try {
        await this.transactions.run((tx) =>
          tx.query(
            `INSERT INTO audit_pending (chain, outcome, subject, after, who)
             SELECT 'refused', 'refused', 'request', r -> 'problem', r -> 'who' FROM jsonb_array_elements($1) AS r`,
            [JSON.stringify(rows)],
          ),
        );
        this.#lost -= lost;
      } catch {
        this.#lost += batch.length;
        await new Promise((resolve) => setTimeout(resolve, 1000).unref());
      }
    }
  }
}
