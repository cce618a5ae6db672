import { Injectable } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';
import type { PoolClient } from 'pg';
import { Refusal } from '../core/errors.js';
import { inView } from './plans-in-view.js';
import type { Statement } from './statement.js';

/** Each takes a connection for as long as it is read: the others are for everybody else. */
const MOST_AT_ONCE = 2;
/** Nobody keeps the database from clearing up for longer. */
const LONGEST_MS = 30 * 60_000;
const PAGE = 500;

/** Long reads of the database as it is at one moment, whatever is written meanwhile. */
@Injectable()
export class ConsistentReads {
  private open = 0;

  constructor(private readonly source: DataSource) {}

  /**
   * The database as it is now. It has to be closed; it closes by itself after half an hour, or where nobody reads on for
   * a minute.
   * @throws Refusal `too-busy`
   */
  async begin(): Promise<Moment> {
    if (this.open >= MOST_AT_ONCE) {
      throw new Refusal('too-busy', `${MOST_AT_ONCE} exports are under way. Try again in a minute.`);
    }
    this.open++;
    const runner = this.source.createQueryRunner();
    const moment = new Moment(runner, () => this.open--);
    try {
      await moment.start();
      return moment;
    } catch (error) {
      await moment.close();
      throw error;
    }
  }
}

/** One moment of the database. */
export class Moment {
  private cursors = 0;
  private closing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private client: PoolClient | undefined;
  private readonly onEnd = (): void => void this.close();

  constructor(
    private readonly runner: QueryRunner,
    private readonly release: () => void,
  ) {}

  async start(): Promise<void> {
    this.client = (await this.runner.connect()) as PoolClient;
    // The server ends a transaction in which nothing happens (idle_in_transaction_session_timeout).
    this.client.once('end', this.onEnd);
    this.timer = setTimeout(() => void this.close(), LONGEST_MS).unref();
    await this.runner.startTransaction('REPEATABLE READ');
  }

  /** The rows of a statement, page by page. */
  async *pages<Row>(asked: Statement, values: unknown[]): AsyncGenerator<Row[]> {
    const cursor = `rows_${++this.cursors}`;
    await this.runner.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${inView(asked).text}`, values);
    for (;;) {
      const rows = (await this.runner.query(`FETCH ${PAGE} FROM ${cursor}`)) as Row[];
      if (rows.length > 0) yield rows;
      if (rows.length < PAGE) break;
    }
    await this.runner.query(`CLOSE ${cursor}`);
  }

  /** Gives the connection back. Can be called more than once. */
  close(): Promise<void> {
    return (this.closing ??= this.end());
  }

  private async end(): Promise<void> {
    clearTimeout(this.timer);
    this.client?.off('end', this.onEnd);
    try {
      if (this.runner.isTransactionActive) await this.runner.rollbackTransaction();
    } catch {
      // The connection is gone, and the transaction with it.
    } finally {
      await this.runner.release();
      this.release();
    }
  }
}
