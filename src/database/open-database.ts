import type { DataSource } from 'typeorm';
import type { Settings } from '../config/settings.js';
import { DatabaseError } from './database-error.js';
import { closeDataSource, createDataSource } from './data-source.js';
import {
  type EmbeddedPostgres,
  EmbeddedPostgresInUse,
  openEmbeddedPostgres,
} from './embedded/embedded-postgres.js';

/** The oldest PostgreSQL that we test with. */
const OLDEST = 15;

/** A database that the program may use until `close`. */
export interface OpenDatabase {
  source: DataSource;
  /** Which database it is and where its data lies, for people. Never a password. */
  description: string;
  /** Where an embedded server keeps what is its own; undefined of any other. */
  folder: string | undefined;
  /** Whether the embedded server was running before. */
  isJoined: boolean;
  /** Resolves when an embedded server of our own ends without our doing. */
  lost: Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Connects to the Postgres that the settings name, or to the embedded one, which it starts or joins.
 * @param purpose `serve` keeps the embedded server for itself; `command` shares it
 * @throws DatabaseError
 */
export async function openDatabase(
  settings: Settings,
  entities: (new () => object)[],
  purpose: 'serve' | 'command',
  log: (line: string) => void,
): Promise<OpenDatabase> {
  const poolSize = purpose === 'serve' ? 16 : 2;
  if (settings.DATABASE_URL !== undefined) {
    const source = await connect(settings.DATABASE_URL, entities, poolSize);
    const { hostname, port, pathname } = new URL(settings.DATABASE_URL);
    return {
      source,
      description: `Postgres at ${hostname || 'localhost'}:${port || '5432'}, database ${pathname.slice(1) || 'of your user'} (DATABASE_URL)`,
      folder: undefined,
      isJoined: false,
      lost: new Promise(() => {}),
      close: () => closeDataSource(source),
    };
  }
  const server = await openEmbeddedPostgres({ dataDir: settings.DATA_DIR, purpose, log }).catch(forPeople);
  try {
    const source = await connect(server.url, entities, poolSize);
    return {
      source,
      description: describeEmbedded(server, settings),
      folder: server.dataDir,
      isJoined: !server.owned,
      lost: server.exited,
      close: async () => {
        await closeDataSource(source);
        await server.close();
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** What the embedded Postgres says of itself is said for people; what the system says keeps its code. */
function forPeople(error: Error & { code?: string }): never {
  if (error instanceof EmbeddedPostgresInUse || error.code !== undefined) throw error;
  throw new DatabaseError(error.message, { cause: error });
}

function describeEmbedded(server: EmbeddedPostgres, settings: Settings): string {
  const elsewhere = server.dataDir.startsWith(settings.DATA_DIR)
    ? ''
    : `; ${settings.DATA_DIR} lies below a folder that only root may enter`;
  return `embedded Postgres${server.owned ? '' : ' of the running service'}, data in ${server.dataDir}${elsewhere}`;
}

async function connect(url: string, entities: (new () => object)[], poolSize: number): Promise<DataSource> {
  const source = createDataSource(url, entities, poolSize);
  try {
    await source.initialize();
  } catch (error) {
    const { host } = new URL(url);
    throw new DatabaseError(
      `Cannot connect to the Postgres at ${host}: ${(error as Error).message || (error as { code?: string }).code}. ` +
        'Check DATABASE_URL and that the server runs; without DATABASE_URL an embedded one is used.',
    );
  }
  const [{ version }] = await source.query<[{ version: string }]>(
    `SELECT current_setting('server_version_num') AS version`,
  );
  const major = Math.floor(Number(version) / 10_000);
  if (major >= OLDEST) return source;
  await source.destroy();
  throw new DatabaseError(
    `The Postgres at ${new URL(url).host} is version ${major}; version ${OLDEST} or later is needed.`,
  );
}
