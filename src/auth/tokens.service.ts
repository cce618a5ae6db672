import { because } from '../language/reasons.js';
import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { inUtc, Reads } from '../database/reads.js';
import { rowsOf, type Transaction } from '../database/transactions.js';
import { recorderName } from '../core/context.js';
import { invalidInput, notFound, Refusal } from '../core/errors.js';
import { isUuid } from '../core/ids.js';
import type { PageQuery } from '../http/page-query.js';
import { decodeCursor, type Page, PAGE_LIMIT, pageOf } from '../core/cursors.js';
import type { Role } from '../core/roles.js';
import type { TokenInput } from './dto/token.dto.js';
import { hashOf, newSecret, same } from './secrets.js';

/** Begins every token, so that scanners for leaked secrets know one when they see it. */
export const TOKEN_PREFIX = 'psc_';

/** A token without its secret, which nobody can read again. */
export interface TokenView {
  id: string;
  name: string;
  role: Role;
  createdAt: string;
  createdBy: string;
  /** Null: it does not end by itself. */
  expiresAt: string | null;
  /** To the minute; null: never used. */
  lastUsedAt: string | null;
  revokedAt: string | null;
  revokedBy: string | null;
}

const COLUMNS = `id, name, role, ${inUtc('created_at')} AS "createdAt", created_by AS "createdBy",
  ${inUtc('expires_at')} AS "expiresAt", ${inUtc('last_used_at')} AS "lastUsedAt",
  ${inUtc('revoked_at')} AS "revokedAt", revoked_by AS "revokedBy"`;

const BY_SECRET = {
  name: 'token-by-secret',
  text: `SELECT id, name, role, secret_sha256, last_used_at < now() - interval '1 minute' OR last_used_at IS NULL AS stale
           FROM api_token WHERE secret_sha256 = $1 AND revoked_at IS NULL AND coalesce(expires_at > now(), true)`,
};
const TOUCH = {
  name: 'token-touch',
  text: `UPDATE api_token SET last_used_at = date_trunc('minute', now())
          WHERE id = $1 AND coalesce(last_used_at < now() - interval '1 minute', true)`,
};
const PAGE = {
  name: 'tokens',
  text: `SELECT ${COLUMNS} FROM api_token WHERE $2::text IS NULL OR name > $2 ORDER BY name LIMIT $1`,
};
const ONE = { name: 'token', text: `SELECT ${COLUMNS} FROM api_token WHERE id = $1` };
const ANY = {
  name: 'token-any',
  text: `SELECT 1 FROM api_token WHERE revoked_at IS NULL AND coalesce(expires_at > now(), true) LIMIT 1`,
};

/** The API tokens. */
@Injectable()
export class TokensService {
  constructor(private readonly reads: Reads) {}

  /**
   * Makes a token.
   * @returns its secret, this once
   * @throws Refusal `already-exists`, `invalid-input`
   */
  async create(tx: Transaction, input: TokenInput): Promise<{ id: string; secret: string }> {
    if (input.expiresAt !== undefined && new Date(input.expiresAt) <= new Date()) {
      throw invalidInput({
        pointer: '/expiresAt',
        message: 'must be in the future',
        reason: because('reason:future'),
      });
    }
    const [id, secret] = [uuid(), TOKEN_PREFIX + newSecret()];
    const made = await rowsOf<object>(
      tx,
      `INSERT INTO api_token (id, name, role, secret_sha256, created_by, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (name) DO NOTHING RETURNING id`,
      [id, input.name, input.role, hashOf(secret), recorderName(), input.expiresAt ?? null],
    );
    if (made.length === 0) {
      throw new Refusal(
        'already-exists',
        `An API token named "${input.name}" already exists. Use another name.`,
        undefined,
        undefined,
        because('reason:tokenExists', { name: input.name }),
      );
    }
    return { id, secret };
  }

  /** Ends a token for good. Doing so again changes nothing. @throws Refusal `not-found` */
  async revoke(tx: Transaction, id: string): Promise<void> {
    await this.get(id);
    await tx.query(
      `UPDATE api_token SET revoked_at = clock_timestamp(), revoked_by = $2 WHERE id = $1 AND revoked_at IS NULL`,
      [id, recorderName()],
    );
  }

  /** @throws Refusal `not-found` */
  async get(id: string): Promise<TokenView> {
    const token = isUuid(id) ? await this.reads.first<TokenView>(ONE, [id]) : undefined;
    if (!token) throw notFound('API token', id, 'GET /api/v1/tokens lists the API tokens.');
    return token;
  }

  /** Tokens by name, at most `limit`, after the name `after`. */
  list(limit: number, after: string | null): Promise<TokenView[]> {
    return this.reads.rows<TokenView>(PAGE, [limit, after]);
  }

  /** A page of the tokens by name. @throws Refusal `invalid-query` */
  async page({ limit = PAGE_LIMIT.default, cursor }: PageQuery): Promise<Page<TokenView>> {
    const [after] = decodeCursor(cursor, ['string']) ?? [null];
    const rows = await this.list(limit + 1, after as string | null);
    return pageOf(
      rows,
      limit,
      ({ name }) => [name],
      (token) => token,
    );
  }

  /** Whether any token could be used now. */
  async any(): Promise<boolean> {
    return (await this.reads.first(ANY, [])) !== undefined;
  }

  /** Who a secret belongs to; nothing for one that was never given out, has ended or was revoked. */
  async find(secret: string): Promise<{ id: string; name: string; role: Role } | undefined> {
    const hash = hashOf(secret);
    const found = await this.reads.first<{
      id: string;
      name: string;
      role: Role;
      secret_sha256: Buffer;
      stale: boolean;
    }>(BY_SECRET, [hash]);
    if (!found || !same(found.secret_sha256, hash)) return undefined;
    if (found.stale) await this.reads.rows(TOUCH, [found.id]);
    return found;
  }
}
