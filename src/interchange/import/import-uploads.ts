import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { recorderName } from '../../core/context.js';
import { isUuid } from '../../core/ids.js';
import { rowsOf, Transactions } from '../../database/transactions.js';
import type { SentFile } from './file-import.js';

/** How long a file waits for the person who sent it. */
const KEPT = '2 hours';
/** How many of one person wait at once. */
const MOST = 5;

/** Files that a person has sent to the page and not applied yet; each is seen by that person alone. */
@Injectable()
export class ImportUploads {
  constructor(private readonly transactions: Transactions) {}

  /** Keeps a file; what is out of date goes, and so do the person's oldest beyond the last few. @returns its id */
  keep({ name, bytes }: SentFile): Promise<string> {
    return this.transactions.run(async (tx) => {
      const id = uuidv7();
      await tx.query(
        `INSERT INTO import_upload (id, uploaded_by, file_name, content, expires_at)
         VALUES ($1, $2, $3, $4, clock_timestamp() + $5::interval)`,
        [id, recorderName(), name, Buffer.from(bytes), KEPT],
      );
      await tx.query('DELETE FROM import_upload WHERE expires_at < clock_timestamp()');
      await tx.query(
        `DELETE FROM import_upload WHERE id IN
           (SELECT id FROM import_upload WHERE uploaded_by = $1 ORDER BY id DESC OFFSET $2)`,
        [recorderName(), MOST],
      );
      return id;
    });
  }

  /** The file that the person has sent; undefined where it is gone, or somebody else's. */
  async find(id: string): Promise<SentFile | undefined> {
    if (!isUuid(id)) return undefined;
    const [row] = await this.transactions.run((tx) =>
      rowsOf<{ name: string; bytes: Buffer }>(
        tx,
        `SELECT file_name AS name, content AS bytes FROM import_upload
          WHERE id = $1 AND uploaded_by = $2 AND expires_at >= clock_timestamp()`,
        [id, recorderName()],
      ),
    );
    return row;
  }

  /** Forgets a file that has been applied. */
  async forget(id: string): Promise<void> {
    await this.transactions.run((tx) => tx.query('DELETE FROM import_upload WHERE id = $1', [id]));
  }
}
