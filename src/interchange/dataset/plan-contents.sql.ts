import { inUtc } from '../../database/reads.js';
import type { Statement } from '../../database/statement.js';
import { AREA_KEYS, assessorSlug, columns, extras, known, record, translations } from './record.sql.js';

/* The records of what belongs to plans, each with its whole history. Every table is entered through `plan_id`. */

/** Grain: one row an objective of plan $1, struck ones too, in its order, with its earlier wordings. */
export const OBJECTIVE_RECORDS: Statement = {
  name: 'dataset-objectives',
  text: `
WITH ${AREA_KEYS}
SELECT ${record(
    'objective',
    `'plan', p.slug, 'code', o.code, 'area', k.key, 'title', o.title`,
    translations('titles', 'o.titles'),
    columns('o', { basis: 'basis', text: 'text', note: 'note' }),
    `'tags', nullif(o.tags, '{}')`,
    columns('o', {
      dueOn: 'due_on',
      responsible: 'responsible',
      position: 'position',
      version: 'version',
    }),
    `'knownFrom', ${inUtc('o.known_from')}, 'struckAt', ${inUtc('o.struck_at')}, 'strikeRationale', o.strike_rationale`,
    `'statedIn', (SELECT json_agg(t.passage_id ORDER BY t.position, t.passage_id) FROM objective_statement t
       WHERE t.plan_id = o.plan_id AND t.objective_id = o.id)`,
    `'extras', ${extras('objective_extra', 'x.plan_id = o.plan_id AND x.objective_id = o.id')}`,
    `'history', (SELECT json_agg(json_build_object(${known('h')}, 'code', h.code, 'area', was.key, 'title', h.title,
       ${translations('titles', 'h.titles')}, 'basis', h.basis, 'position', h.position) ORDER BY h.known_from)
       FROM objective_history h JOIN area_key was ON was.id = h.area_id WHERE h.plan_id = o.plan_id AND h.id = o.id)`,
  )}
  FROM objective o JOIN plan p ON p.id = o.plan_id JOIN area_key k ON k.id = o.area_id
 WHERE o.plan_id = $1
 ORDER BY o.position`,
};

/** Grain: one row an assessment of plan $1, retractions too, by its objective and as it was recorded, with its evidence. */
export const ASSESSMENT_RECORDS: Statement = {
  name: 'dataset-assessments',
  text: `
SELECT ${record(
    'assessment',
    `'plan', p.slug, 'objective', o.code, 'id', y.id, 'assessor', ${assessorSlug('y.assessor_id')}`,
    columns('y', { status: 'level', effectiveOn: 'effective_on', retracts: 'retracts' }),
    `'recordedAt', ${inUtc('y.recorded_at')}`,
    columns('y', { recordedBy: 'recorded_by', import: 'import_id', rationale: 'rationale', cause: 'cause' }),
    `'evidence', (SELECT json_agg(json_build_object('passage', e.passage_id, 'bearing', e.bearing, 'note', e.note,
       'unread', nullif(e.unread, false), 'readAt', ${inUtc('r.read_at')}, 'readBy', r.read_by) ORDER BY e.position)
       FROM evidence e
       LEFT JOIN evidence_reading r ON r.plan_id = e.plan_id AND r.assessment_id = e.assessment_id AND r.position = e.position
      WHERE e.plan_id = y.plan_id AND e.assessment_id = y.id)`,
  )}
  FROM plan p JOIN objective o ON o.plan_id = p.id JOIN assessment y ON y.plan_id = o.plan_id AND y.objective_id = o.id
 WHERE p.id = $1
 ORDER BY o.position, y.recorded_at, y.id`,
};

/** Grain: one row a claim about plan $1, retracted ones too. */
export const CLAIM_RECORDS: Statement = {
  name: 'dataset-claims',
  text: `
WITH ${AREA_KEYS}
SELECT ${record(
    'claim',
    `'plan', p.slug`,
    columns('c', { id: 'id', text: 'text', complete: 'complete', total: 'total', levels: 'levels' }),
    `'area', k.key, 'passage', c.passage_id, 'recordedAt', ${inUtc('c.recorded_at')}`,
    `'retraction', CASE WHEN r.claim_id IS NOT NULL THEN json_build_object('recordedAt', ${inUtc('r.recorded_at')},
       'recordedBy', r.recorded_by, 'rationale', r.rationale) END`,
  )}
  FROM plan p JOIN claim c ON c.plan_id = p.id LEFT JOIN area_key k ON k.id = c.area_id
  LEFT JOIN claim_retraction r ON r.plan_id = c.plan_id AND r.claim_id = c.id
 WHERE p.id = $1
 ORDER BY c.id`,
};

/** Grain: one row a snapshot of plan $1, its content as the very text that its hash is of. */
export const SNAPSHOT_RECORDS: Statement = {
  name: 'dataset-snapshots',
  text: `
SELECT ${record(
    'snapshot',
    `'plan', p.slug`,
    columns('s', { id: 'id', label: 'label', asOf: 'as_of' }),
    `'knownAt', ${inUtc('s.known_at')}`,
    columns('s', {
      assessor: 'assessor',
      scale: 'scale',
      digest: 'digest',
      digestVersion: 'digest_version',
      content: 'content',
    }),
    `'createdAt', ${inUtc('s.created_at')}, 'createdBy', s.created_by`,
  )}
  FROM plan p JOIN scorecard_snapshot s ON s.plan_id = p.id
 WHERE p.id = $1
 ORDER BY s.id`,
};

const CODE = (planId: string, id: string): string =>
  `(SELECT o.code FROM objective o WHERE o.plan_id = ${planId} AND o.id = ${id})`;

const DECIDED = (from: string): string =>
  `'version', ${from}.version, ${columns(from, { rationale: 'rationale', decidedBy: 'decided_by' })}, 'decidedAt', ${inUtc(`${from}.decided_at`)}`;

/** Grain: one row a link between two of the plans $1, rejected ones too, with each version of it. */
export const LINK_RECORDS: Statement = {
  name: 'dataset-links',
  text: `
SELECT ${record(
    'link',
    `'plan', p.slug, 'laterPlan', t.slug, 'id', l.id, 'objective', ${CODE('l.plan_id', 'l.objective_id')}`,
    `'laterObjective', ${CODE('l.later_plan_id', 'l.later_objective_id')}`,
    `'history', (SELECT json_agg(json_build_object(${DECIDED('d')}, 'relation', d.relation, 'state', d.state,
       'suggestedReason', nullif(d.suggested_reason, false)) ORDER BY d.version)
       FROM link_decision d WHERE d.plan_id = l.plan_id AND d.link_id = l.id)`,
  )}
  FROM plan p JOIN objective_link l ON l.plan_id = p.id JOIN plan t ON t.id = l.later_plan_id
 WHERE p.id = ANY ($1::int[]) AND t.id = ANY ($1::int[])
 ORDER BY p.slug COLLATE "C", t.slug COLLATE "C", l.id`,
};

/** Grain: one row an objective of two of the plans $1 about which somebody decided in their comparison, with each decision. */
export const DECISION_RECORDS: Statement = {
  name: 'dataset-decisions',
  text: `
SELECT ${record(
    'decision',
    `'plan', p.slug, 'laterPlan', t.slug, 'id', d.id, 'objective', ${CODE('d.plan_id', 'd.objective_id')}`,
    `'laterObjective', ${CODE('d.later_plan_id', 'd.later_objective_id')}`,
    `'history', (SELECT json_agg(json_build_object(${DECIDED('h')}, 'decision', h.decision) ORDER BY h.version)
       FROM objective_decision_history h WHERE h.plan_id = d.plan_id AND h.decision_id = d.id)`,
  )}
  FROM plan p JOIN objective_decision d ON d.plan_id = p.id JOIN plan t ON t.id = d.later_plan_id
 WHERE p.id = ANY ($1::int[]) AND t.id = ANY ($1::int[])
 ORDER BY p.slug COLLATE "C", t.slug COLLATE "C", d.id`,
};
