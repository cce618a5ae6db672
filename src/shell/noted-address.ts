import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenDatabase } from '../database/open-database.js';

/*
 * A command that joins the embedded database of a running service does not know where that service listens: its own PORT
 * may be another. So the service notes its address beside its data.
 */

/** Notes where the service listens, for as long as it does. @returns takes the note away */
export async function noteAddress({ folder }: OpenDatabase, address: string): Promise<() => Promise<void>> {
  if (folder === undefined) return () => Promise.resolve();
  const note = join(folder, 'address');
  await writeFile(note, `${address}\n`);
  return () => rm(note, { force: true });
}

/** Where the service listens whose database a command has joined; undefined where none runs. */
export async function notedAddress({ folder, isJoined }: OpenDatabase): Promise<string | undefined> {
  if (folder === undefined || !isJoined) return undefined;
  const note = await readFile(join(folder, 'address'), 'utf8').catch(() => '');
  return note.trim() === '' ? undefined : note.trim();
}
