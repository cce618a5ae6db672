import { Injectable, Logger } from '@nestjs/common';
import { AuditReader, type AuditReport } from '../../auth/audit.reader.js';

/** A verification of the audit log: under way, done, or broken off. */
export interface Check {
  /** RFC 3339. */
  startedAt: string;
  /** How many entries are read so far, of how many that there were at the start. */
  read: number;
  of: number;
  /** Null while it is under way. */
  endedAt: string | null;
  /** Null while it is under way, and where it was broken off. */
  report: AuditReport | null;
}

/** For how long a page waits for a check to end, in milliseconds: most audits are read in less. */
const PATIENCE = 5000;

/**
 * Verifies the audit log for those who ask, one reading at a time in this process: anyone who asks while one is under way gets
 * that one. The last one is kept until the process ends.
 */
@Injectable()
export class AuditCheck {
  #last: Check | null = null;
  #underWay: Promise<void> | undefined;
  readonly #log = new Logger(AuditCheck.name);

  constructor(private readonly reader: AuditReader) {}

  /** Begins a reading, unless one is under way. */
  begin(): void {
    this.#underWay ??= this.run().finally(() => (this.#underWay = undefined));
  }

  /** The last reading; of one that is under way, its result if it comes soon. */
  async last(): Promise<Check | null> {
    if (this.#underWay) {
      const wait = new AbortController();
      await Promise.race([this.#underWay, pause(PATIENCE, wait.signal)]);
      wait.abort();
    }
    return this.#last;
  }

  private async run(): Promise<void> {
    const check: Check = {
      startedAt: new Date().toISOString(),
      read: 0,
      of: 0,
      endedAt: null,
      report: null,
    };
    this.#last = check;
    try {
      const heads = await this.reader.heads();
      check.of = heads.reduce((sum, { length }) => sum + length, 0);
      check.report = await this.reader.verify([], (entries) => (check.read = entries));
    } catch (error) {
      // The database went away, say: the page tells that it was broken off, and a new one can be begun.
      this.#log.error('the audit was not read to its end', error instanceof Error ? error.stack : error);
    }
    check.endedAt = new Date().toISOString();
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds).unref();
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
}
