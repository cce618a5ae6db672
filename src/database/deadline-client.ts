import pg from 'pg';

/**
 * How long the server may leave a statement without a byte of an answer. It cancels statements itself before that (see
 * `statement_timeout` in data-source.ts), so that only one that has gone silent is given up: a lost network, a proxy that
 * forwards nothing, a server that was frozen.
 */
export const SILENCE_MS = 22_000;

/** The streams below a client, which the types of `pg` leave out. */
interface Inner {
  connection: { stream: NodeJS.EventEmitter & { destroy(error?: Error): void } };
}

export interface DeadlineConfig extends pg.ClientConfig {
  /** Collects the clients that have a connection. */
  opened?: Set<DeadlineClient>;
  /** How long the server may be silent, in milliseconds. */
  silenceMs?: number;
}

/**
 * A client that gives its connection up when the server has been silent for too long while a statement runs. The time
 * limit of `pg` itself (`query_timeout`) fails the statement and leaves the connection in the pool, where the next one waits
 * behind it.
 */
export class DeadlineClient extends pg.Client {
  /** In milliseconds; infinite for work that may take as long as it takes, such as a migration. */
  silenceMs: number;
  private timer: NodeJS.Timeout | undefined;

  constructor(config: DeadlineConfig) {
    super(config);
    this.silenceMs = config.silenceMs ?? SILENCE_MS;
    const { connection } = this as unknown as Inner;
    this.once('connect', () => config.opened?.add(this));
    this.once('end', () => config.opened?.delete(this));
    // The stream changes once while TLS begins; from then on it stays.
    this.once('connect', () => connection.stream.on('data', () => this.timer?.refresh()));
    this.on('drain', () => this.disarm());
    this.once('end', () => this.disarm());
  }

  // `pg` has eight ways to call it, all of which begin to wait for the server.
  override query = ((...given: Parameters<pg.Client['query']>) => {
    this.arm();
    return (pg.Client.prototype.query as (...all: unknown[]) => unknown).apply(this, given);
  }) as pg.Client['query'];

  private arm(): void {
    if (this.timer !== undefined || !Number.isFinite(this.silenceMs)) return;
    this.timer = setTimeout(() => {
      this.giveUp(`no answer for ${this.silenceMs / 1000} s`);
    }, this.silenceMs);
    this.timer.unref();
  }

  /** Drops the connection without a word to the server; what waits for it fails. */
  giveUp(reason: string): void {
    (this as unknown as Inner).connection.stream.destroy(new Error(`Connection terminated: ${reason}`));
  }

  private disarm(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
