import { Injectable } from '@nestjs/common';
import { inUtc, Reads } from '../database/reads.js';
import { invalidQuery } from '../core/errors.js';
import { decodeCursor, type Page, PAGE_LIMIT, pageOf } from '../core/cursors.js';
import type { ObjectivesQuery } from '../plans/dto/plan.dto.js';
import type { Basis } from '../plans/objective.entity.js';
import { CODE_NOW, noObjective } from '../plans/objectives.service.js';
import { containing, noPlan, type Withdrawn } from '../plans/plans.reader.js';
import type { Translations } from '../plans/translations.js';
import type { Cause } from './assessment.entity.js';
import { type Strength, strengthSql } from './strength.js';

/** An objective with its current assessment by one assessor. */
export interface ObjectiveView {
  code: string;
  area: string;
  title: string;
  /** The title in further languages, by language tag. */
  titles: Translations;
  basis: Basis;
  note: string | null;
  /** Where it stands in the plan: objectives come in this order, and there may be gaps. */
  position: number;
  tags: string[];
  /** The day by which it was to be done. */
  dueOn: string | null;
  responsible: string | null;
  /** The level; the scale's "not assessed yet" level where nobody has assessed it. */
  status: string;
  effectiveOn: string | null;
  cause: Cause | null;
  /** Null unless the objective counts as complete. */
  strength: Strength | null;
  /** How many passages of the current assessment bear on it in which way, and how many of them nobody has read yet. */
  evidence: { supports: number; qualifies: number; contradicts: number; unread: number };
  assessor: string;
  /** The id of the assessment that gives the assessment; null where there is none. */
  assessment: string | null;
}

/** One objective with the passages that state it. */
export interface ObjectiveDetail extends ObjectiveView {
  /** Its full wording; null where the title says it all. */
  text: string | null;
  /** Since when it is no part of the plan any more, and why; null unless it was struck. */
  struck: Withdrawn | null;
  /** What the file that brought the objective said and has no place of its own: names and values as the file had them. */
  extras: Extra[];
  statedIn: {
    passage: string;
    source: string;
    exact: string | null;
    summary: string | null;
    paragraph: number | null;
  }[];
}

/** A name and a value that came with a file; `path` says where a structured file had it. */
export interface Extra {
  name: string;
  value: string;
  path: string | null;
}

/** The objective before and after one in the plan's order; null at its ends. */
export interface Neighbours {
  previous: Neighbour | null;
  next: Neighbour | null;
}
export type Neighbour = Pick<ObjectiveView, 'code' | 'title' | 'titles'>;

/** Plan `p`, objective `o`, its assessment `r` by assessor $2 (or the default one), the level `l` it stands at. */
const FROM = `
      FROM plan p
      JOIN assessor who ON who.id = coalesce((SELECT id FROM assessor WHERE slug = $2), p.default_assessor_id)
      JOIN objective o ON o.plan_id = p.id
      JOIN area a ON a.plan_id = o.plan_id AND a.id = o.area_id
      LEFT JOIN current_rating r ON r.plan_id = o.plan_id AND r.assessor_id = who.id AND r.objective_id = o.id
      JOIN rating_level l ON l.scale_id = p.scale_id
       AND CASE WHEN r.level IS NULL THEN NOT l.assessed ELSE l.slug = r.level END`;

const COLUMNS = `
           o.code, a.code AS area, o.title, o.titles, o.basis, o.note, o.position, o.tags,
           o.due_on AS "dueOn", o.responsible, l.slug AS status, r.effective_on AS "effectiveOn", r.cause,
           ${strengthSql('l.complete', 'r')} AS strength,
           json_build_object('supports', coalesce(r.supports, 0), 'qualifies', coalesce(r.qualifies, 0),
                             'contradicts', coalesce(r.contradicts, 0), 'unread', coalesce(r.unread, 0)) AS evidence,
           who.slug AS assessor, r.assessment_id AS assessment`;

/** Grain: one row an objective of one plan, in the plan's order. */
const LIST = {
  name: 'objectives',
  text: `
    SELECT ${COLUMNS}
      ${FROM}
     WHERE p.id = $1
       AND o.struck_at IS NULL
       AND o.position > $3
       AND ($4::text IS NULL OR a.code = $4)
       AND ($5::text IS NULL OR l.slug = $5)
       AND ($6::text IS NULL OR ${strengthSql('l.complete', 'r')} = $6)
       AND ($7::text IS NULL OR filter_fold(o.code) LIKE filter_fold($7) OR filter_fold(o.title) LIKE filter_fold($7))
     ORDER BY o.position
     LIMIT $8`,
};

/** Grain: one row, the objective. */
const ONE = {
  name: 'objective',
  text: `
    SELECT o.version, ${COLUMNS}, o.text,
           (SELECT coalesce(json_agg(json_build_object('name', e.name, 'value', e.value, 'path', e.path) ORDER BY e.position), '[]')
              FROM objective_extra e WHERE e.plan_id = o.plan_id AND e.objective_id = o.id) AS extras,
           CASE WHEN o.struck_at IS NOT NULL THEN json_build_object('at', ${inUtc('o.struck_at')},
                                                                    'rationale', o.strike_rationale) END AS struck,
           (SELECT coalesce(json_agg(json_build_object('passage', g.id, 'source', s.slug, 'exact', g.exact,
                     'summary', g.summary, 'paragraph', g.paragraph) ORDER BY t.position), '[]')
              FROM objective_statement t JOIN passage g ON g.id = t.passage_id JOIN source s ON s.id = g.source_id
             WHERE t.plan_id = o.plan_id AND t.objective_id = o.id) AS "statedIn"
      ${FROM}
     WHERE p.id = $1 AND o.code = $3`,
};

/** Grain: one row, the objective's neighbours. */
const NEIGHBOURS = {
  name: 'objective-neighbours',
  text: `
    SELECT (SELECT json_build_object('code', x.code, 'title', x.title, 'titles', x.titles) FROM objective x
             WHERE x.plan_id = o.plan_id AND x.struck_at IS NULL AND x.position < o.position ORDER BY x.position DESC LIMIT 1) AS previous,
           (SELECT json_build_object('code', x.code, 'title', x.title, 'titles', x.titles) FROM objective x
             WHERE x.plan_id = o.plan_id AND x.struck_at IS NULL AND x.position > o.position ORDER BY x.position LIMIT 1) AS next
      FROM seen_plan p JOIN objective o ON o.plan_id = p.id
     WHERE p.slug = $1 AND o.code = $2`,
};

/** Grain: one row, the plan, with the words that its filters take. */
const FRAME = {
  name: 'plan-frame',
  text: `
    SELECT p.id,
           (SELECT array_agg(l.slug ORDER BY l.position) FROM rating_level l WHERE l.scale_id = p.scale_id) AS levels,
           (SELECT array_agg(a.code ORDER BY a.position) FROM area a WHERE a.plan_id = p.id AND a.removed_at IS NULL) AS areas,
           (SELECT array_agg(a.slug ORDER BY a.slug) FROM plan_assessor pa JOIN assessor a ON a.id = pa.assessor_id
             WHERE pa.plan_id = p.id) AS assessors
      FROM seen_plan p WHERE p.slug = $1`,
};

interface Frame {
  id: number;
  levels: string[];
  areas: string[] | null;
  assessors: string[];
}

@Injectable()
export class ObjectivesReader {
  constructor(private readonly reads: Reads) {}

  /** @throws Refusal `not-found` (plan), or `invalid-query` naming the areas, levels or assessors there are */
  async list(plan: string, query: ObjectivesQuery): Promise<Page<ObjectiveView>> {
    const frame = await this.frame(plan);
    requireKnown('area', query.area, frame.areas ?? []);
    requireKnown('status', query.status, frame.levels);
    requireKnown('assessor', query.assessor, frame.assessors);
    const limit = query.limit ?? PAGE_LIMIT.default;
    const [position] = decodeCursor(query.cursor, ['number']) ?? [0];
    const rows = await this.reads.rows<ObjectiveView>(LIST, [
      frame.id,
      query.assessor ?? null,
      position,
      query.area ?? null,
      query.status ?? null,
      query.strength ?? null,
      query.q === undefined ? null : containing(query.q),
      limit + 1,
    ]);
    return pageOf(
      rows,
      limit,
      (row) => [row.position],
      (row) => row,
    );
  }

  /** @throws Refusal `not-found` (plan or objective), or `invalid-query` (assessor) */
  async get(
    plan: string,
    code: string,
    assessor?: string,
  ): Promise<{ version: number; objective: ObjectiveDetail }> {
    const frame = await this.frame(plan);
    requireKnown('assessor', assessor, frame.assessors);
    const row = await this.reads.first<ObjectiveDetail & { version: number }>(ONE, [
      frame.id,
      assessor ?? null,
      code,
    ]);
    if (!row) throw noObjective(plan, code, await this.codeNow(frame.id, code));
    const { version, ...objective } = row;
    return { version, objective };
  }

  /** What stands beside an objective in its plan. @throws Refusal `not-found` */
  async neighbours(plan: string, code: string): Promise<Neighbours> {
    const row = await this.reads.first<Neighbours>(NEIGHBOURS, [plan, code]);
    if (!row) throw noObjective(plan, code);
    return row;
  }

  private async codeNow(planId: number, code: string): Promise<string | undefined> {
    return (await this.reads.first<{ code: string }>(CODE_NOW, [planId, code]))?.code;
  }

  private async frame(plan: string): Promise<Frame> {
    const frame = await this.reads.first<Frame>(FRAME, [plan]);
    if (!frame) throw noPlan(plan);
    return frame;
  }
}

/** @throws Refusal `invalid-query`: a filter that can never match is a slip, not a wish for nothing */
function requireKnown(parameter: string, value: string | undefined, known: readonly string[]): void {
  if (value === undefined || known.includes(value)) return;
  throw invalidQuery(
    parameter,
    `"${value}" does not exist in this plan; known values are: ${known.join(', ') || 'none yet'}`,
  );
}
