import { Injectable } from '@nestjs/common';
import { inUtc, Reads } from '../database/reads.js';
import { notFound } from '../core/errors.js';
import { isUuid } from '../core/ids.js';
import { decodeCursor, type Page, PAGE_LIMIT, pageOf } from '../core/cursors.js';
import { noObjective } from '../plans/objectives.service.js';
import { PlansReader } from '../plans/plans.reader.js';
import type { Cause } from './assessment.entity.js';
import type { HistoryQuery } from './dto/assessment.dto.js';
import type { Bearing } from './evidence.entity.js';

/** A passage with its bearing on an assessment. */
export interface EvidenceView {
  /** Its place in the assessment, from 1. */
  position: number;
  passage: string;
  source: string;
  bearing: Bearing;
  note: string | null;
  exact: string | null;
  prefix: string | null;
  suffix: string | null;
  paragraph: number | null;
  summary: string | null;
  /** Whether it came with a file, and nobody has read the passage yet. */
  unread: boolean;
  /** Who read the passage after it came with a file, and when; null where it did not come so, or is unread. */
  reading: { at: string; by: string } | null;
}

/** A file that was imported. */
export interface ImportedFrom {
  file: string;
  /** SHA-256 of its bytes, in hexadecimal. */
  sha256: string;
}

/** One entry of an objective's history: an assessment, or the retraction of an earlier one. */
export interface AssessmentView {
  id: string;
  assessor: string;
  /** Null for a retraction, as are `effectiveOn` and `cause`. */
  status: string | null;
  effectiveOn: string | null;
  cause: Cause | null;
  rationale: string;
  recordedAt: string;
  recordedBy: string;
  /** The file that brought it; null where a person recorded it by hand. */
  importedFrom: ImportedFrom | null;
  /** The id of the assessment that this entry withdraws. */
  retracts: string | null;
  /** The id of the retraction that withdraws this entry. */
  retractedBy: string | null;
  evidence: EvidenceView[];
}

/** One entry `x` with its assessor, what withdraws it, and its evidence. */
const ENTRY = `
    SELECT x.id, who.slug AS assessor, x.level AS status, x.effective_on AS "effectiveOn", x.cause, x.rationale,
           x.recorded_at AS "recordedAt", x.recorded_by AS "recordedBy",
           CASE WHEN m.id IS NOT NULL THEN json_build_object('file', m.file_name, 'sha256', m.file_sha256) END AS "importedFrom",
           x.retracts, r.id AS "retractedBy",
           (SELECT coalesce(json_agg(json_build_object('position', e.position, 'passage', g.id, 'source', s.slug, 'bearing', e.bearing,
                     'note', e.note, 'exact', g.exact, 'prefix', g.prefix, 'suffix', g.suffix,
                     'paragraph', g.paragraph, 'summary', g.summary, 'unread', e.unread AND d.read_at IS NULL,
                     'reading', CASE WHEN d.read_at IS NOT NULL
                                     THEN json_build_object('at', ${inUtc('d.read_at')}, 'by', d.read_by) END)
                     ORDER BY e.position), '[]')
              FROM evidence e JOIN passage g ON g.id = e.passage_id JOIN source s ON s.id = g.source_id
              LEFT JOIN evidence_reading d ON e.unread AND d.plan_id = e.plan_id AND d.assessment_id = e.assessment_id
               AND d.position = e.position
             WHERE e.plan_id = x.plan_id AND e.assessment_id = x.id) AS evidence
      FROM assessment x
      JOIN assessor who ON who.id = x.assessor_id
      LEFT JOIN plan_import m ON m.plan_id = x.plan_id AND m.id = x.import_id
      LEFT JOIN assessment r ON r.plan_id = x.plan_id AND r.retracts = x.id`;

/** Grain: one row an entry of one objective's history, newest recorded first. */
const HISTORY = {
  name: 'history',
  text: `${ENTRY}
     WHERE x.plan_id = $1 AND x.objective_id = $2
       AND ($3::text IS NULL OR who.slug = $3)
       AND ($4::timestamptz IS NULL OR (x.recorded_at, x.id) < ($4, $5::uuid))
     ORDER BY x.recorded_at DESC, x.id DESC
     LIMIT $6`,
};

/** Grain: one row, the entry. */
const ONE = {
  name: 'history-entry',
  text: `${ENTRY}
      JOIN objective o ON o.plan_id = x.plan_id AND o.id = x.objective_id
     WHERE x.plan_id = $1 AND o.code = $2 AND x.id = $3`,
};

/** Grain: one row an entry of the plan among those asked for. */
const RATIONALES = {
  name: 'history-rationales',
  text: 'SELECT id, rationale FROM assessment WHERE plan_id = $1 AND id = ANY ($2::uuid[])',
};

const OBJECTIVE_ID = {
  name: 'objective-id',
  text: 'SELECT id FROM objective WHERE plan_id = $1 AND code = $2',
};

type EntryRow = Omit<AssessmentView, 'recordedAt'> & { recordedAt: Date };

function show(row: EntryRow): AssessmentView {
  return { ...row, recordedAt: row.recordedAt.toISOString() };
}

@Injectable()
export class HistoryReader {
  constructor(
    private readonly reads: Reads,
    private readonly plans: PlansReader,
  ) {}

  /** @throws Refusal `not-found` (plan or objective) */
  async list(plan: string, code: string, query: HistoryQuery): Promise<Page<AssessmentView>> {
    const planId = await this.plans.idOf(plan);
    const objective = await this.reads.first<{ id: number }>(OBJECTIVE_ID, [planId, code]);
    if (!objective) throw noObjective(plan, code);
    const limit = query.limit ?? PAGE_LIMIT.default;
    const [recordedAt, id] = decodeCursor(query.cursor, ['instant', 'uuid']) ?? [null, null];
    const rows = await this.reads.rows<EntryRow>(HISTORY, [
      planId,
      objective.id,
      query.assessor ?? null,
      recordedAt,
      id,
      limit + 1,
    ]);
    return pageOf(rows, limit, (row) => [row.recordedAt.toISOString(), row.id], show);
  }

  /** @throws Refusal `not-found` (plan or entry) */
  async get(plan: string, code: string, id: string): Promise<AssessmentView> {
    const planId = await this.plans.idOf(plan);
    const row = isUuid(id) ? await this.reads.first<EntryRow>(ONE, [planId, code, id]) : undefined;
    if (!row) throw noAssessment(id, code);
    return show(row);
  }

  /**
   * Why entries were withdrawn, by the id of the retraction.
   * @throws Refusal `not-found` (plan)
   */
  async reasons(plan: string, entries: readonly AssessmentView[]): Promise<ReadonlyMap<string, string>> {
    const ids = entries.map(({ retractedBy }) => retractedBy).filter((id) => id !== null);
    if (ids.length === 0) return new Map();
    const values = [await this.plans.idOf(plan), ids];
    const rows = await this.reads.rows<{ id: string; rationale: string }>(RATIONALES, values);
    return new Map(rows.map(({ id, rationale }) => [id, rationale]));
  }
}

/** The one sentence for an assessment that an objective's history does not hold. */
export function noAssessment(id: string, objective: string): Error {
  return notFound('assessment', id, `Its history lists the assessments of ${objective}.`);
}
