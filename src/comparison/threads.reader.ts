import { Injectable } from '@nestjs/common';
import { Reads } from '../database/reads.js';
import { noObjective } from '../plans/objectives.service.js';
import { PlansReader } from '../plans/plans.reader.js';
import type { AssessorKind } from '../plans/assessor.entity.js';
import type { Translations } from '../plans/translations.js';
import type { Relation } from './links/objective-link.entity.js';

/** An objective with where it stands by its plan's default assessor. */
export interface ThreadObjective {
  plan: {
    slug: string;
    title: string;
    /** The title in further languages, by language tag. */
    titles: Translations;
    holder: string;
    termStart: string;
    termEnd: string;
  };
  code: string;
  title: string;
  titles: Translations;
  level: string;
  /** Whose assessment the level is. */
  assessor: { slug: string; name: string; names: Translations; kind: AssessorKind };
  /** Whether the level is that nobody has given a status yet, though passages are collected. */
  evidenceWithoutStatus: boolean;
}

/** One step along a confirmed link, away from the objective that was asked about. */
export interface ThreadStep extends ThreadObjective {
  /** Read from the earlier to the later objective, in whichever direction the step goes. */
  relation: Relation;
  rationale: string;
  /** The objective at the other end of the link, a step nearer to the one asked about. */
  next: { plan: string; code: string };
}

/** What an objective goes back to, and what became of it, through the presidencies of one organization. */
export interface Thread extends ThreadObjective {
  /** The earliest first. */
  earlier: ThreadStep[];
  later: ThreadStep[];
}

/** The objective `o` of plan `p` as JSON, without its braces: fields of a ThreadObjective. */
const OBJECTIVE = `
    'plan', json_build_object('slug', p.slug, 'title', p.title, 'titles', p.titles, 'holder', p.holder_name,
                              'termStart', p.term_start, 'termEnd', p.term_end),
    'code', o.code, 'title', o.title, 'titles', o.titles,
    'level', coalesce(
      (SELECT c.level FROM current_rating c
        WHERE c.plan_id = o.plan_id AND c.assessor_id = p.default_assessor_id AND c.objective_id = o.id),
      (SELECT l.slug FROM rating_level l WHERE l.scale_id = p.scale_id AND NOT l.assessed)),
    'assessor', (SELECT json_build_object('slug', w.slug, 'name', w.name, 'names', w.names, 'kind', w.kind)
                   FROM assessor w WHERE w.id = p.default_assessor_id),
    'evidenceWithoutStatus', coalesce(
      (SELECT NOT l.assessed AND c.supports + c.qualifies + c.contradicts > 0
         FROM current_rating c JOIN rating_level l ON l.scale_id = p.scale_id AND l.slug = c.level
        WHERE c.plan_id = o.plan_id AND c.assessor_id = p.default_assessor_id AND c.objective_id = o.id), false)`;

/** Which columns of a link are near to the objective asked about, and which are far. */
const BACKWARD = { near: ['later_plan_id', 'later_objective_id'], far: ['plan_id', 'objective_id'] } as const;
const FORWARD = { near: BACKWARD.far, far: BACKWARD.near } as const;

/** Plans are looked up one by one (hence also OFFSET 0 below): a planner that joins them reads the whole table. */
const ofOrganization = (planId: string): string =>
  `(SELECT x.organization_id FROM listed_plan x WHERE x.id = ${planId}) = (SELECT organization_id FROM start)`;

/** Every confirmed link that can be reached by going on in one direction, within one organization. */
function reach(name: string, { near, far }: typeof BACKWARD | typeof FORWARD): string {
  return `
${name} (plan_id, objective_id) AS (
  SELECT plan_id, id FROM start
  UNION
  SELECT l.${far[0]}, l.${far[1]}
    FROM ${name} r
    JOIN objective_link l ON l.${near[0]} = r.plan_id AND l.${near[1]} = r.objective_id AND l.state = 'confirmed'
    JOIN objective o ON o.plan_id = l.${far[0]} AND o.id = l.${far[1]} AND o.struck_at IS NULL
   WHERE ${ofOrganization(`l.${far[0]}`)}
)`;
}

/** The steps of one direction as a JSON list, in the order of terms and plans. */
function steps(name: string, { near, far }: typeof BACKWARD | typeof FORWARD): string {
  return `
  (SELECT coalesce(json_agg(json_build_object(${OBJECTIVE}, 'relation', l.relation, 'rationale', l.rationale,
              'next', json_build_object('plan', np.slug, 'code', n.code))
            ORDER BY p.term_start, p.slug, o.position, np.term_start, np.slug, n.position), '[]')
     FROM ${name} r
     JOIN objective_link l ON l.${near[0]} = r.plan_id AND l.${near[1]} = r.objective_id AND l.state = 'confirmed'
     JOIN objective n ON n.plan_id = r.plan_id AND n.id = r.objective_id
     JOIN LATERAL (SELECT * FROM plan x WHERE x.id = r.plan_id OFFSET 0) np ON true
     JOIN objective o ON o.plan_id = l.${far[0]} AND o.id = l.${far[1]} AND o.struck_at IS NULL
     JOIN LATERAL (SELECT * FROM plan x WHERE x.id = o.plan_id OFFSET 0) p ON true
    WHERE ${ofOrganization(`l.${far[0]}`)})`;
}

/** Grain: one row, the objective $2 of the plan with the id $1. Its cost follows the number of links in the thread. */
const THREAD = {
  name: 'objective-thread',
  text: `
WITH RECURSIVE start AS MATERIALIZED (
  SELECT o.plan_id, o.id, p.organization_id
    FROM objective o JOIN plan p ON p.id = o.plan_id WHERE o.plan_id = $1 AND o.code = $2
), ${reach('back', BACKWARD)}, ${reach('forth', FORWARD)}
SELECT json_build_object(${OBJECTIVE}) AS objective,
       ${steps('back', BACKWARD)} AS earlier,
       ${steps('forth', FORWARD)} AS later
  FROM start s JOIN objective o ON o.plan_id = s.plan_id AND o.id = s.id JOIN plan p ON p.id = s.plan_id`,
};

@Injectable()
export class ThreadsReader {
  constructor(
    private readonly reads: Reads,
    private readonly plans: PlansReader,
  ) {}

  /** @throws Refusal `not-found` (plan or objective) */
  async get(plan: string, code: string): Promise<Thread> {
    const values = [await this.plans.idOf(plan), code];
    const row = await this.reads.first<{
      objective: ThreadObjective;
      earlier: ThreadStep[];
      later: ThreadStep[];
    }>(THREAD, values);
    if (!row) throw noObjective(plan, code);
    return { ...row.objective, earlier: row.earlier, later: row.later };
  }
}
