import type { Purpose } from './owner-claim.js';

/** Another live process runs the embedded database and will not let go of it. */
export class EmbeddedPostgresInUse extends Error {
  override readonly name = 'EmbeddedPostgresInUse';

  /** @param pid of the process that runs it */
  constructor(
    readonly dataDir: string,
    readonly pid: number,
    purpose: Purpose,
  ) {
    super(
      purpose === 'serve'
        ? `The server is already running: process ${pid} uses the database in ${dataDir}. Use that one, or stop ` +
            'it and start again. To run two at once, give each its own data folder.'
        : `A command that has not finished yet (process ${pid}) uses the database in ${dataDir}. Wait until it ` +
            'ends, or stop it, and start again.',
    );
  }
}
