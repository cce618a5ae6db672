import { Injectable } from '@nestjs/common';
import { inUtc, Reads } from '../database/reads.js';
import { PlansReader } from '../plans/plans.reader.js';
import { noClaim } from './claims.service.js';

/** A claim with its passage, and with its retraction where there is one. */
export interface ClaimRecord {
  id: number;
  text: string;
  complete: number | null;
  total: number | null;
  /** The levels that it counts; null for the complete ones. */
  levels: string[] | null;
  /** The code of the area that it is about; null for the whole plan. */
  area: string | null;
  passage: {
    id: string;
    source: string;
    exact: string | null;
    summary: string | null;
    paragraph: number | null;
  };
  /** RFC 3339 in UTC. */
  recordedAt: string;
  retracted: { recordedAt: string; recordedBy: string; rationale: string } | null;
}

/** Grain: one row a claim about plan $1, oldest first; $2 one of them, or null for all. */
const CLAIMS = {
  name: 'claims',
  text: `
    SELECT c.id, c.text, c.complete, c.total, c.levels, a.code AS area,
           json_build_object('id', g.id, 'source', s.slug, 'exact', g.exact, 'summary', g.summary,
                             'paragraph', g.paragraph) AS passage,
           ${inUtc('c.recorded_at')} AS "recordedAt",
           CASE WHEN r.claim_id IS NOT NULL THEN
             json_build_object('recordedAt', ${inUtc('r.recorded_at')}, 'recordedBy', r.recorded_by,
                               'rationale', r.rationale) END AS retracted
      FROM claim c
      JOIN passage g ON g.id = c.passage_id
      JOIN source s ON s.id = g.source_id
      LEFT JOIN area a ON a.plan_id = c.plan_id AND a.id = c.area_id
      LEFT JOIN claim_retraction r ON r.plan_id = c.plan_id AND r.claim_id = c.id
     WHERE c.plan_id = $1 AND ($2::int IS NULL OR c.id = $2)
     ORDER BY c.id`,
};

@Injectable()
export class ClaimsReader {
  constructor(
    private readonly reads: Reads,
    private readonly plans: PlansReader,
  ) {}

  /** The claims about a plan, retracted ones too, oldest first. @throws Refusal `not-found` (plan) */
  async list(slug: string): Promise<ClaimRecord[]> {
    return this.reads.rows<ClaimRecord>(CLAIMS, [await this.plans.idOf(slug), null]);
  }

  /** @throws Refusal `not-found` (plan or claim) */
  async get(slug: string, id: string): Promise<ClaimRecord> {
    const plan = await this.plans.idOf(slug);
    const claim = /^[1-9]\d{0,8}$/.test(id)
      ? await this.reads.first<ClaimRecord>(CLAIMS, [plan, Number(id)])
      : undefined;
    if (!claim) throw noClaim(slug, id);
    return claim;
  }
}
