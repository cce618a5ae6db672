import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import { notFound } from '../../core/errors.js';
import { decodeCursor, type Page, PAGE_LIMIT, pageOf } from '../../core/cursors.js';
import type { PageQuery } from '../../http/page-query.js';
import type { Translations } from '../translations.js';
import { LEVELS_JSON, type LevelView, ScalesReader } from './scales.reader.js';
import { scaleThen } from '../scale-then.sql.js';

/** How the levels of one scale read on another, in the order of the first. */
export interface ScaleMappingView {
  from: string;
  to: string;
  levels: { from: string; to: string; note: string | null }[];
}

/** What it takes to read a plan's levels on another scale. */
export interface PlanMapping {
  /** The plan's own scale. */
  from: string;
  /** The scale asked for, null where there is none of that name; its levels in order. */
  to: { slug: string; name: string; names: Translations } | null;
  levels: LevelView[] | null;
  /** What each level of the plan's scale reads as; null where there is no mapping. */
  pairs: Record<string, string> | null;
  /** The scales that the plan's own can be read on. */
  known: string[];
}

/** Grain: one row a mapping from scale $1, in the order of the scales that it leads to. */
const MANY = {
  name: 'scale-mappings',
  text: `
    SELECT f.slug AS "from", t.slug AS "to",
           json_agg(json_build_object('from', m.from_level, 'to', m.to_level, 'note', m.note) ORDER BY l.position) AS levels
      FROM rating_scale f
      JOIN scale_mapping m ON m.from_scale_id = f.id
      JOIN rating_scale t ON t.id = m.to_scale_id
      JOIN rating_level l ON l.scale_id = f.id AND l.slug = m.from_level
     WHERE f.slug = $1 AND t.slug > $2
     GROUP BY f.slug, t.slug ORDER BY t.slug LIMIT $3`,
};

/** Grain: one row, the plan $1 with the scale it had at $3 (null for now), to be read on scale $2. */
const OF_PLAN = {
  name: 'plan-mapping',
  text: `
    SELECT f.slug AS "from",
           CASE WHEN s.id IS NOT NULL THEN json_build_object('slug', s.slug, 'name', s.name, 'names', s.names) END AS "to",
           CASE WHEN s.id IS NOT NULL THEN ${LEVELS_JSON} END AS levels,
           (SELECT json_object_agg(m.from_level, m.to_level) FROM scale_mapping m
             WHERE m.from_scale_id = f.id AND m.to_scale_id = s.id) AS pairs,
           (SELECT coalesce(json_agg(DISTINCT t.slug), '[]')
              FROM scale_mapping m JOIN rating_scale t ON t.id = m.to_scale_id WHERE m.from_scale_id = f.id) AS known
      FROM seen_plan p JOIN rating_scale f ON f.id = ${scaleThen('$3')}
      LEFT JOIN rating_scale s ON s.slug = $2
     WHERE p.slug = $1`,
};

@Injectable()
export class ScaleMappingsReader {
  constructor(
    private readonly reads: Reads,
    private readonly scales: ScalesReader,
  ) {}

  /** @throws Refusal `not-found` (scale) */
  async list(scale: string, query: PageQuery): Promise<Page<ScaleMappingView>> {
    await this.scales.get(scale);
    const limit = query.limit ?? PAGE_LIMIT.default;
    const [after] = decodeCursor(query.cursor, ['string']) ?? [''];
    const rows = await this.reads.rows<ScaleMappingView>(MANY, [scale, after, limit + 1]);
    return pageOf(
      rows,
      limit,
      (row) => [row.to],
      (row) => row,
    );
  }

  /** @throws Refusal `not-found` (scale or mapping) */
  async get(scale: string, to: string): Promise<ScaleMappingView> {
    const { items } = await this.list(scale, { limit: PAGE_LIMIT.most });
    const mapping = items.find((one) => one.to === to);
    if (mapping) return mapping;
    throw notFound(
      'mapping to the scale',
      to,
      `GET /api/v1/scales/${scale}/mappings lists the scale's mappings.`,
    );
  }

  /**
   * Undefined where there is no such plan.
   * @param knownAt RFC 3339: of the scale that the plan had then
   */
  ofPlan(plan: string, scale: string, knownAt?: string): Promise<PlanMapping | undefined> {
    return this.reads.first<PlanMapping>(OF_PLAN, [plan, scale, knownAt ?? null]);
  }
}
