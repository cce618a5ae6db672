import type { Statement } from '../../database/statement.js';

/** A plan as an import finds it. */
export interface PlanState {
  id: number;
  slug: string;
  title: string;
  language: string;
  organizationId: number;
  termStart: string;
  termEnd: string;
  scale: string;
  areas: StoredArea[];
  objectives: StoredObjective[];
}

export interface StoredArea {
  code: string;
  name: string;
  version: number;
}

export interface StoredObjective {
  id: number;
  code: string;
  version: number;
  struck: boolean;
  area: string;
  title: string;
  text: string | null;
  tags: string[];
  dueOn: string | null;
  responsible: string | null;
  /** In their order. */
  statedIn: { passage: string; source: string }[];
  extras: { name: string; value: string }[];
  /** What stands, retractions taken out; the last recorded comes last. */
  assessments: StoredAssessment[];
}

export interface StoredAssessment {
  assessor: string;
  status: string;
  effectiveOn: string;
  rationale: string;
  cause: string | null;
  evidence: { source: string; exact: string | null; summary: string | null; bearing: string }[];
}

/** Grain: one row, the plan $1 that may be changed, with what a file can say of it. Every table is entered through `plan_id`. */
export const PLAN_STATE: Statement = {
  name: 'import-plan-state',
  text: `
SELECT p.id, p.slug, p.title, p.language, p.organization_id AS "organizationId", p.term_start AS "termStart", p.term_end AS "termEnd",
       (SELECT s.slug FROM rating_scale s WHERE s.id = p.scale_id) AS scale,
       coalesce((SELECT json_agg(json_build_object('code', a.code, 'name', a.name, 'version', a.version) ORDER BY a.position)
          FROM area a WHERE a.plan_id = p.id AND a.removed_at IS NULL), '[]') AS areas,
       coalesce((SELECT json_agg(json_build_object('id', o.id, 'code', o.code, 'version', o.version,
                 'struck', o.struck_at IS NOT NULL, 'area', a.code, 'title', o.title, 'text', o.text, 'tags', o.tags,
                 'dueOn', o.due_on, 'responsible', o.responsible,
                 'statedIn', coalesce((SELECT json_agg(json_build_object('passage', t.passage_id, 'source', s.slug)
                           ORDER BY t.position)
                    FROM objective_statement t JOIN passage g ON g.id = t.passage_id JOIN source s ON s.id = g.source_id
                    WHERE t.plan_id = p.id AND t.objective_id = o.id), '[]'),
                 'extras', coalesce((SELECT json_agg(json_build_object('name', e.name, 'value', e.value) ORDER BY e.position)
                    FROM objective_extra e WHERE e.plan_id = p.id AND e.objective_id = o.id), '[]'),
                 'assessments', coalesce((SELECT json_agg(json_build_object('assessor', w.slug, 'status', y.level,
                      'effectiveOn', y.effective_on, 'rationale', y.rationale, 'cause', y.cause,
                      'evidence', coalesce((SELECT json_agg(json_build_object('source', s.slug, 'exact', g.exact,
                           'summary', g.summary, 'bearing', e.bearing) ORDER BY e.position)
                         FROM evidence e JOIN passage g ON g.id = e.passage_id JOIN source s ON s.id = g.source_id
                        WHERE e.plan_id = p.id AND e.assessment_id = y.id), '[]')) ORDER BY y.recorded_at, y.id)
                    FROM assessment y JOIN assessor w ON w.id = y.assessor_id
                   WHERE y.plan_id = p.id AND y.objective_id = o.id AND y.level IS NOT NULL
                     AND NOT EXISTS (SELECT FROM assessment r WHERE r.plan_id = p.id AND r.retracts = y.id)), '[]'))
                 ORDER BY o.position)
          FROM objective o JOIN area a ON a.plan_id = o.plan_id AND a.id = o.area_id WHERE o.plan_id = p.id), '[]') AS objectives
  FROM seen_plan p WHERE p.slug = $1`,
};

/**
 * Grain: one row a source of the file that is here already: by its address, however it is written, or, where it has none, by its
 * title among the sources of the plan $4. $1 keys, $2 addresses and $3 titles in one order.
 */
export const SOURCES_THERE: Statement = {
  name: 'import-sources-there',
  text: `
SELECT k.key, s.id, s.slug
  FROM unnest($1::text[], $2::text[], $3::text[]) AS k (key, url, title)
  JOIN LATERAL (
    SELECT x.id, x.slug FROM source x WHERE address_key(x.url) = address_key(k.url)
    UNION ALL
    SELECT x.id, x.slug FROM plan_source c JOIN source x ON x.id = c.source_id
     WHERE k.url IS NULL AND c.plan_id = $4 AND x.title = k.title
     ORDER BY id LIMIT 1
  ) s ON true`,
};

/** Grain: one row a level of the scale $1, in its order. */
export const SCALE_LEVELS: Statement = {
  name: 'import-scale-levels',
  text: `
SELECT l.slug, l.label, l.labels, l.assessed, l.final, l.complete
  FROM rating_scale s JOIN rating_level l ON l.scale_id = s.id WHERE s.slug = $1 ORDER BY l.position`,
};
