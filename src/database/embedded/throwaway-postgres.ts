import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';

/** A Postgres with an empty database for tests and trials: fast, not durable, and gone after close(). */
export async function startThrowawayPostgres(): Promise<EmbeddedPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'scorecard-postgres-'));
  const remove = (path: string) => rm(path, { recursive: true, force: true, maxRetries: 3 });
  try {
    await chmod(folder, 0o711); // started by root, the server runs under another account and must pass
    const server = await openEmbeddedPostgres({
      dataDir: join(folder, 'db'),
      purpose: 'serve',
      durable: false,
    });
    const close = async () => {
      await server.close();
      await remove(server.dataDir); // may lie elsewhere, if only root may enter the temp folder
      await remove(folder);
    };
    return { ...server, close };
  } catch (error) {
    await remove(folder);
    throw error;
  }
}
