import { Injectable } from '@nestjs/common';
import { isLoopback, type Settings } from '../config/settings.js';
import { rowsOf, type Transaction, Transactions } from '../database/transactions.js';
import { hashOf, newSecret } from './secrets.js';
import type { Person } from './sessions.service.js';

/** Who comes in with a one-time sign-in link. */
export const LOCAL_EDITOR: Person = {
  issuer: 'local',
  subject: 'editor',
  name: 'local editor',
  role: 'editor',
};

/** Whether the service serves this machine alone, on its embedded database. */
export function isLocalOnly({ HOST, DATABASE_URL, PUBLIC_URL }: Settings): boolean {
  const isHidden = PUBLIC_URL === undefined || isLoopback(new URL(PUBLIC_URL).hostname);
  return isLoopback(HOST) && isHidden && DATABASE_URL === undefined;
}

/**
 * The way in where the service serves this machine alone, on its embedded database: an address that is printed at the
 * start and works once, within a day. Where `isLocalOnly` does not hold, none is made.
 */
@Injectable()
export class OneTimeLinks {
  constructor(private readonly transactions: Transactions) {}

  /** @returns the path of an address that signs a local editor in, once */
  async address(): Promise<string> {
    const secret = newSecret();
    await this.transactions.run(async (tx) => {
      await tx.query(`DELETE FROM sign_in_address`);
      await tx.query('INSERT INTO sign_in_address (secret_sha256) VALUES ($1)', [hashOf(secret)]);
    });
    return `/sign-in/local?key=${secret}`;
  }

  /** Uses an address up. @returns whether it was good */
  async enter(tx: Transaction, secret: string): Promise<boolean> {
    const used = await rowsOf<object>(
      tx,
      `DELETE FROM sign_in_address WHERE secret_sha256 = $1 AND created_at > now() - interval '1 day'
       RETURNING secret_sha256`,
      [hashOf(secret)],
    );
    return used.length === 1;
  }
}
