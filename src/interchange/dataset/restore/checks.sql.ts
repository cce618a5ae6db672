import type { RecordType } from '../record-schemas.js';
import { stagedTable } from './staging.js';

/*
 * Why a file cannot be restored: what it refers to and does not have, and what it has twice. Asked only once the database
 * has refused something or has stored fewer records than there are, so they may take their time. Each gives rows of
 * `line`, `column` (a JSON Pointer into the record), `value` and `what` (the kind of thing).
 */

/** A reference from records `s`, with further rows `join`ed to them, that nothing in any of `places` answers. */
function unknown(
  type: RecordType,
  what: string,
  column: string,
  value: string,
  places: readonly string[],
  join = '',
): string {
  const nowhere = places.map((place) => `NOT EXISTS (SELECT FROM ${place})`).join(' AND ');
  return `SELECT s.line, '${column}' AS column, ${value} AS value, '${what}' AS what
            FROM ${stagedTable(type)} s ${join} WHERE ${value} IS NOT NULL AND ${nowhere}`;
}

const member = (name: string, of = 's.record'): string => `${of} ->> '${name}'`;
const list = (name: string, alias: string, of = 's.record'): string =>
  `CROSS JOIN LATERAL jsonb_array_elements(${of} -> '${name}') AS ${alias} (one)`;

/** Where a thing with a slug may be: in the file, or here already. */
const slugIn = (type: RecordType, table: string, value: string): string[] => [
  `${stagedTable(type)} x WHERE x.record ->> 'slug' = ${value}`,
  `${table} x WHERE x.slug = ${value}`,
];
const organizations = (value: string): string[] => slugIn('organization', 'organization', value);
const assessors = (value: string): string[] => slugIn('assessor', 'assessor', value);
const scales = (value: string): string[] => slugIn('scale', 'rating_scale', value);
const plans = (value: string): string[] => slugIn('plan', 'plan', value);
const passages = (value: string): string[] => [
  `staged_passage x WHERE x.record ->> 'id' = ${value}`,
  `passage x WHERE x.id::text = ${value}`,
];
const fileSlug = (type: RecordType, value: string): string[] => [slugIn(type, '', value)[0]!];
const objectives = (plan: string, code: string): string[] => [
  `staged_objective x WHERE x.record ->> 'plan' = ${plan} AND x.record ->> 'code' = ${code}`,
  `plan p JOIN objective x ON x.plan_id = p.id WHERE p.slug = ${plan} AND x.code = ${code}`,
];
/** The plan that a record belongs to, as `p.record`. */
const ITS_PLAN = `JOIN staged_plan p ON p.record ->> 'slug' = s.record ->> 'plan'`;
const areas = (value: string): string[] => [
  `jsonb_array_elements(p.record -> 'areas') AS a (one) WHERE a.one ->> 'key' = ${value}`,
];
const levels = (value: string): string[] => [
  `staged_scale x CROSS JOIN jsonb_array_elements(x.record -> 'levels') AS l (one)
     WHERE x.record ->> 'slug' = p.record ->> 'scale' AND l.one ->> 'slug' = ${value}`,
  `rating_scale x JOIN rating_level l ON l.scale_id = x.id WHERE x.slug = p.record ->> 'scale' AND l.slug = ${value}`,
];

/** A member, or several, that no two records of a type may share. */
function repeated(type: RecordType, column: string, ...members: string[]): string {
  const key = members.map((name) => member(name)).join(', ');
  return `SELECT line, '${column}' AS column, value, 'repeated' AS what
            FROM (SELECT s.line, ${member(members.at(-1)!)} AS value, row_number() OVER (PARTITION BY ${key} ORDER BY s.line) AS n
                    FROM ${stagedTable(type)} s WHERE ${member(members.at(-1)!)} IS NOT NULL) k WHERE k.n > 1`;
}

const history = list('history', 'h');

/** What shared things refer to; passages to their sources. */
export const SHARED_CHECKS: readonly string[] = [
  unknown('scaleMapping', 'scale', '/from', member('from'), scales(member('from'))),
  unknown('scaleMapping', 'scale', '/to', member('to'), scales(member('to'))),
];

export const PASSAGE_CHECKS: readonly string[] = [
  unknown('passage', 'source', '/source', member('source'), slugIn('source', 'source', member('source'))),
];

const PLAN_CHECKS: readonly string[] = [
  unknown(
    'plan',
    'organization',
    '/organization',
    member('organization'),
    organizations(member('organization')),
  ),
  unknown('plan', 'scale', '/scale', member('scale'), scales(member('scale'))),
  unknown(
    'plan',
    'assessor',
    '/defaultAssessor',
    member('defaultAssessor'),
    assessors(member('defaultAssessor')),
  ),
  unknown('plan', 'scale', '/history', member('scale', 'h.one'), scales(member('scale', 'h.one')), history),
  unknown(
    'plan',
    'assessor',
    '/history',
    member('defaultAssessor', 'h.one'),
    assessors(member('defaultAssessor', 'h.one')),
    history,
  ),
  unknown(
    'plan',
    'assessor',
    '/assessors',
    member('assessor', 't.one'),
    assessors(member('assessor', 't.one')),
    list('assessors', 't'),
  ),
  unknown('objective', 'plan', '/plan', member('plan'), fileSlug('plan', member('plan'))),
  unknown('objective', 'area', '/area', member('area'), areas(member('area')), ITS_PLAN),
  unknown(
    'objective',
    'area',
    '/history',
    member('area', 'h.one'),
    areas(member('area', 'h.one')),
    `${ITS_PLAN} ${history}`,
  ),
  unknown(
    'objective',
    'passage',
    '/statedIn',
    't.id',
    passages('t.id'),
    `CROSS JOIN LATERAL jsonb_array_elements_text(s.record -> 'statedIn') AS t (id)`,
  ),
];

const ASSESSMENT_CHECKS: readonly string[] = [
  unknown('assessment', 'plan', '/plan', member('plan'), fileSlug('plan', member('plan'))),
  unknown('assessment', 'objective', '/objective', member('objective'), [
    objectives(member('plan'), member('objective'))[0]!,
  ]),
  unknown(
    'assessment',
    'assessor of the plan',
    '/assessor',
    member('assessor'),
    [
      `jsonb_array_elements(p.record -> 'assessors') AS t (one) WHERE t.one ->> 'assessor' = ${member('assessor')}`,
    ],
    ITS_PLAN,
  ),
  unknown(
    'assessment',
    'level of the scale',
    '/status',
    member('status'),
    levels(member('status')),
    ITS_PLAN,
  ),
  unknown('assessment', 'assessment of this objective and assessor', '/retracts', member('retracts'), [
    `staged_assessment x WHERE x.record ->> 'id' = ${member('retracts')}
        AND x.record -> 'plan' = s.record -> 'plan' AND x.record -> 'objective' = s.record -> 'objective'
        AND x.record -> 'assessor' = s.record -> 'assessor'`,
  ]),
  unknown(
    'assessment',
    'import of the plan',
    '/import',
    member('import'),
    [`jsonb_array_elements(p.record -> 'imports') AS t (one) WHERE t.one ->> 'id' = ${member('import')}`],
    ITS_PLAN,
  ),
  unknown(
    'assessment',
    'passage',
    '/evidence',
    member('passage', 'e.one'),
    passages(member('passage', 'e.one')),
    list('evidence', 'e'),
  ),
];

const REPORT_CHECKS: readonly string[] = [
  unknown('claim', 'plan', '/plan', member('plan'), fileSlug('plan', member('plan'))),
  unknown('claim', 'passage', '/passage', member('passage'), passages(member('passage'))),
  unknown('claim', 'area', '/area', member('area'), areas(member('area')), ITS_PLAN),
  unknown('snapshot', 'plan', '/plan', member('plan'), fileSlug('plan', member('plan'))),
  ...(['link', 'decision'] as const).flatMap((type) => [
    unknown(type, 'plan', '/plan', member('plan'), plans(member('plan'))),
    unknown(type, 'plan', '/laterPlan', member('laterPlan'), plans(member('laterPlan'))),
    unknown(
      type,
      'objective',
      '/objective',
      member('objective'),
      objectives(member('plan'), member('objective')),
    ),
    unknown(
      type,
      'objective',
      '/laterObjective',
      member('laterObjective'),
      objectives(member('laterPlan'), member('laterObjective')),
    ),
  ]),
];

const REPEATED: readonly string[] = [
  ...(['organization', 'assessor', 'scale', 'source', 'plan'] as const).map((type) =>
    repeated(type, '/slug', 'slug'),
  ),
  repeated('scaleMapping', '/to', 'from', 'to'),
  repeated('source', '/url', 'url'),
  ...(['passage', 'assessment', 'snapshot', 'link', 'decision'] as const).map((type) =>
    repeated(type, '/id', 'id'),
  ),
  repeated('objective', '/code', 'plan', 'code'),
  repeated('objective', '/position', 'plan', 'position'),
  repeated('claim', '/id', 'plan', 'id'),
];

export const CHECKS: readonly string[] = [
  ...SHARED_CHECKS,
  ...PASSAGE_CHECKS,
  ...PLAN_CHECKS,
  ...ASSESSMENT_CHECKS,
  ...REPORT_CHECKS,
  ...REPEATED,
];
