import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import { notFound } from '../../core/errors.js';
import { isUuid } from '../../core/ids.js';
import { decodeCursor, type Page, PAGE_LIMIT, pageOf } from '../../core/cursors.js';
import type { PageQuery } from '../../http/page-query.js';
import { PlansReader } from '../../plans/plans.reader.js';
import { compareSnapshots, type SnapshotComparison, type SnapshotContent } from './compare-snapshots.js';
import { SNAPSHOT, SNAPSHOTS } from './snapshots.sql.js';

/** A snapshot without what it froze. */
export interface SnapshotSummary {
  id: string;
  plan: string;
  label: string | null;
  asOf: string;
  knownAt: Date;
  assessor: string;
  /** The scale that the plan was read on, where it was not its own. */
  scale: string | null;
  /**
   * Of the scorecard (`digestOf`): the live scorecard of the same `asOf`, `knownAt`, assessor, scale and
   * `digestVersion` carries the same.
   */
  digest: string;
  /** What the digest covers (`ScorecardRecord`). */
  digestVersion: number;
  /** Of the whole content, in its canonical form: of the bytes that `.json` gives. */
  sha256: string;
  createdAt: Date;
  createdBy: string;
}

/** A snapshot with what it froze. */
export interface SnapshotView extends SnapshotSummary, SnapshotContent {}

@Injectable()
export class SnapshotsReader {
  constructor(
    private readonly reads: Reads,
    private readonly plans: PlansReader,
  ) {}

  /** Newest first. @throws Refusal `not-found` (plan) */
  async list(plan: string, query: PageQuery): Promise<Page<SnapshotSummary>> {
    const limit = query.limit ?? PAGE_LIMIT.default;
    const [before] = decodeCursor(query.cursor, ['uuid']) ?? [null];
    const planId = await this.plans.idOf(plan);
    const rows = await this.reads.rows<SnapshotSummary>(SNAPSHOTS, [planId, before, limit + 1]);
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /**
   * @returns the snapshot, and its content byte for byte as it was saved
   * @throws Refusal `not-found` (plan or snapshot)
   */
  async get(plan: string, id: string): Promise<{ snapshot: SnapshotView; content: string }> {
    const planId = await this.plans.idOf(plan);
    const row = isUuid(id)
      ? await this.reads.first<SnapshotSummary & { content: string }>(SNAPSHOT, [planId, id])
      : undefined;
    if (!row)
      throw notFound('snapshot', id, `GET /api/v1/plans/${plan}/snapshots lists the plan's snapshots.`);
    const { content, ...summary } = row;
    return { snapshot: { ...summary, ...(JSON.parse(content) as SnapshotContent) }, content };
  }

  /** @throws Refusal `not-found` (plan or snapshot) */
  async compare(
    plan: string,
    id: string,
    other: string,
  ): Promise<{ from: SnapshotSummary; to: SnapshotSummary } & SnapshotComparison> {
    const { scorecard: before, objectives: then, ...from } = (await this.get(plan, id)).snapshot;
    const { scorecard: after, objectives: now, ...to } = (await this.get(plan, other)).snapshot;
    const earlier = { scorecard: before, objectives: then };
    return { from, to, ...compareSnapshots(earlier, { scorecard: after, objectives: now }) };
  }
}
