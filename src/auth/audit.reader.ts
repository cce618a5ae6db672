import { setImmediate as breath } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Reads } from '../database/reads.js';
import { decodeCursor, type Page, PAGE_LIMIT, pageOf } from '../core/cursors.js';
import type { AuditQuery } from './dto/audit.dto.js';
import { type AuditEntry, type AuditFault, ChainCheck, faultOf } from './audit-chain.js';
import { because } from '../language/reasons.js';

const COLUMNS = `chain, position::int AS position,
  to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, actor, role, origin, action,
  request_id AS "requestId", outcome, subject, before, after,
  encode(previous, 'hex') AS previous, encode(hash, 'hex') AS hash`;

const PAGE = {
  name: 'audit-page',
  text: `SELECT ${COLUMNS}, (SELECT slug FROM plan WHERE e.chain = 'plan/' || id) AS plan
           FROM audit_entry e
          WHERE ($2::text IS NULL OR chain = (SELECT 'plan/' || id FROM plan WHERE slug = $2))
            AND ($3::text IS NULL OR actor = $3) AND ($4::text IS NULL OR outcome = $4)
            AND ($5::text IS NULL OR request_id = $5)
            AND ($6::timestamptz IS NULL OR (at, chain, position) < ($6, $7, $8))
          ORDER BY at DESC, chain DESC, position DESC LIMIT $1`,
};
const CHAINS = {
  name: 'audit-chains',
  text: `SELECT chain, length::int AS length, encode(head, 'hex') AS head FROM audit_chain ORDER BY chain`,
};
const LINKS = {
  name: 'audit-links',
  text: `SELECT ${COLUMNS} FROM audit_entry WHERE chain = $1 AND position > $2 ORDER BY position LIMIT 1000`,
};
const STRAY = {
  name: 'audit-stray',
  text: `SELECT DISTINCT chain FROM audit_entry e WHERE NOT EXISTS (SELECT FROM audit_chain c WHERE c.chain = e.chain)`,
};

/** After how many entries others get their turn. */
const BREATH = 50;

/** Where a chain ends: what an auditor notes elsewhere, to compare the audit log with later. */
export interface ChainHead {
  chain: string;
  length: number;
  head: string;
}

export interface AuditReport {
  entries: number;
  chains: ChainHead[];
  /** Empty where nothing was altered, removed or inserted. */
  faults: AuditFault[];
}

@Injectable()
export class AuditReader {
  constructor(
    private readonly reads: Reads,
    private readonly source: DataSource,
  ) {}

  /** The audit, newest first. */
  async list(query: AuditQuery): Promise<Page<AuditEntry & { plan: string | null }>> {
    const limit = query.limit ?? PAGE_LIMIT.default;
    const after = decodeCursor(query.cursor, ['instant', 'string', 'number']) ?? [null, null, null];
    const filters = [query.plan, query.actor, query.outcome, query.requestId].map((one) => one ?? null);
    const rows = await this.reads.rows<AuditEntry & { plan: string | null }>(PAGE, [
      limit + 1,
      ...filters,
      ...after,
    ]);
    return pageOf(
      rows,
      limit,
      ({ at, chain, position }) => [at, chain, position],
      (row) => row,
    );
  }

  /** Where each chain ends now. */
  heads(): Promise<ChainHead[]> {
    return this.reads.rows<ChainHead>(CHAINS, []);
  }

  /**
   * Reads every entry and checks it against its hash, its place and the end of its chain. Memory does not grow with the
   * audit.
   * @param noted heads that somebody kept elsewhere: each must still be where it was
   * @param tell hears now and then how many entries are read
   */
  async verify(
    noted: readonly ChainHead[] = [],
    tell: (entries: number) => void = () => undefined,
  ): Promise<AuditReport> {
    const chains = await this.heads();
    const faults: AuditFault[] = [];
    const opened = new Set<string>();
    let entries = 0;
    for (const chain of chains) {
      const check = new ChainCheck(chain.chain, noted, chain.length);
      for (let from = 0; ;) {
        const links = await this.reads.rows<AuditEntry>(LINKS, [chain.chain, from]);
        for (const entry of links) {
          check.next(entry);
          if (entry.subject === 'audit_chain') opened.add(String((entry.after as { chain?: unknown }).chain));
          entries += 1;
          // Nobody else waits for more than a few hashes.
          if (entries % BREATH === 0) await breath();
        }
        tell(entries);
        if (links.length < 1000) break;
        from = links.at(-1)!.position;
      }
      // What was written while we read lies behind the end that we know, which is no fault.
      faults.push(...check.end(chain.head));
    }
    // Asked again: a chain may have been opened while we read.
    const known = new Set((await this.heads()).map(({ chain }) => chain));
    for (const { chain } of await this.reads.rows<{ chain: string }>(STRAY, [])) {
      faults.push(faultOf(chain, null, because('reason:auditChainWithoutEnd')));
    }
    for (const chain of opened) {
      if (!known.has(chain)) faults.push(faultOf(chain, null, because('reason:auditChainMissing')));
    }
    for (const { chain } of chains) {
      if (chain !== 'site' && !opened.has(chain)) {
        faults.push(faultOf(chain, null, because('reason:auditOpeningMissing')));
      }
    }
    for (const { chain } of noted) {
      if (!known.has(chain)) faults.push(faultOf(chain, null, because('reason:auditNotedChainMissing')));
    }
    if (!known.has('site') && (await this.isInUse())) {
      faults.push(faultOf('site', null, because('reason:auditChainMissing')));
    }
    return { entries, chains, faults };
  }

  private async isInUse(): Promise<boolean> {
    const rows: unknown[] = await this.source.query('SELECT 1 FROM rating_scale LIMIT 1');
    return rows.length > 0;
  }
}
