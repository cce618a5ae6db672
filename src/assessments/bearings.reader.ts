import { Injectable } from '@nestjs/common';
import { Reads } from '../database/reads.js';
import type { AssessorKind } from '../plans/assessor.entity.js';
import type { Translations } from '../plans/translations.js';
import type { Bearing } from './evidence.entity.js';

/** What a passage does for an objective: it bears on the current assessment, or it states the objective. */
export interface PassageUse {
  passage: string;
  /** `states`: how we know that the objective was announced, whatever became of it. */
  use: Bearing | 'states';
  plan: { slug: string; title: string; titles: Translations };
  code: string;
  title: string;
  titles: Translations;
  /** The level, and whose assessment it is; null where the plan's default assessor has not assessed a stated objective. */
  level: { slug: string; label: string; labels: Translations; assessed: boolean } | null;
  assessor: { slug: string; name: string; names: Translations; kind: AssessorKind } | null;
  /** Whether nobody has given a status yet, though passages are collected. */
  evidenceWithoutStatus: boolean;
}

const OBJECTIVE = `
  json_build_object('slug', p.slug, 'title', p.title, 'titles', p.titles) AS plan, o.code, o.title, o.titles`;
const LEVEL = `
  CASE WHEN l.slug IS NOT NULL THEN json_build_object('slug', l.slug, 'label', l.label, 'labels', l.labels, 'assessed', l.assessed) END AS level,
  CASE WHEN l.slug IS NOT NULL
       THEN json_build_object('slug', who.slug, 'name', who.name, 'names', who.names, 'kind', who.kind) END AS assessor,
  coalesce(NOT l.assessed AND r.supports + r.qualifies + r.contradicts > 0, false) AS "evidenceWithoutStatus"`;

/**
 * Grain: one row a passage of those asked for ($1) and a current assessment that rests on it, or an objective that it
 * states.
 */
const USES = {
  name: 'passage-uses',
  text: `
    SELECT * FROM (
      SELECT e.passage_id AS passage, e.bearing AS use, ${OBJECTIVE}, ${LEVEL}, p.term_start, o.position
        FROM evidence e
        JOIN listed_plan p ON p.id = e.plan_id
        JOIN assessment x ON x.plan_id = e.plan_id AND x.id = e.assessment_id
        JOIN current_rating r ON r.plan_id = x.plan_id AND r.assessor_id = x.assessor_id
         AND r.objective_id = x.objective_id AND r.assessment_id = x.id
        JOIN assessor who ON who.id = r.assessor_id
        JOIN objective o ON o.plan_id = r.plan_id AND o.id = r.objective_id AND o.struck_at IS NULL
        JOIN rating_level l ON l.scale_id = p.scale_id AND l.slug = r.level
       WHERE e.passage_id = ANY ($1::uuid[])
      UNION ALL
      SELECT t.passage_id, 'states', ${OBJECTIVE}, ${LEVEL}, p.term_start, o.position
        FROM objective_statement t
        JOIN listed_plan p ON p.id = t.plan_id
        JOIN objective o ON o.plan_id = t.plan_id AND o.id = t.objective_id AND o.struck_at IS NULL
        JOIN assessor who ON who.id = p.default_assessor_id
        LEFT JOIN current_rating r ON r.plan_id = p.id AND r.assessor_id = who.id AND r.objective_id = o.id
        LEFT JOIN rating_level l ON l.scale_id = p.scale_id AND l.slug = r.level
       WHERE t.passage_id = ANY ($1::uuid[])) found
     ORDER BY term_start, plan ->> 'slug', position, use`,
};

type Row = PassageUse & { term_start: string; position: number };

@Injectable()
export class BearingsReader {
  constructor(private readonly reads: Reads) {}

  /** What passages are used for, by passage; those that are not used are left out. */
  async of(passages: readonly string[]): Promise<ReadonlyMap<string, PassageUse[]>> {
    const uses = new Map<string, PassageUse[]>();
    if (passages.length === 0) return uses;
    const rows = await this.reads.rows<Row>(USES, [passages]);
    for (const { term_start: _term, position: _position, ...use } of rows) {
      const known = uses.get(use.passage);
      if (known) known.push(use);
      else uses.set(use.passage, [use]);
    }
    return uses;
  }
}
