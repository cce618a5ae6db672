import { elements, inserted, staged } from './staged.sql.js';

/*
 * Links and decisions between two plans. The row has the last version, which a trigger writes to the history; the
 * versions before it are stored beside it.
 */

const DECIDED = 'version integer, rationale text, "decidedBy" text, "decidedAt" timestamptz';
const LINK = 'plan text, "laterPlan" text, id uuid, objective text, "laterObjective" text, history jsonb';
const LINK_THEN = `${DECIDED}, relation text, state text, "suggestedReason" boolean`;
const DECISION_THEN = `${DECIDED}, decision text`;

/** The two plans of a record, and its objectives: a decision names only one. */
const PLANS = 'JOIN plan p ON p.slug = r.plan JOIN plan t ON t.slug = r."laterPlan"';
const OBJECTIVES =
  'LEFT JOIN objective o ON o.plan_id = p.id AND o.code = r.objective ' +
  'LEFT JOIN objective q ON q.plan_id = t.id AND q.code = r."laterObjective"';

/** The last of the versions of a record, as `h`. */
const LAST = (members: string): string =>
  `CROSS JOIN LATERAL (SELECT h.* FROM ${elements('r.history', 'h', members)} ORDER BY h.version DESC LIMIT 1) h`;
/** Each version but the last. */
const EARLIER = (members: string): string =>
  `CROSS JOIN LATERAL (SELECT h.* FROM ${elements('r.history', 'h', members)} ORDER BY h.version DESC OFFSET 1) h`;

export const LINKS = inserted(
  'link',
  `INSERT INTO objective_link (plan_id, id, later_plan_id, objective_id, later_objective_id, relation, state, rationale,
                               suggested_reason, version, decided_by, decided_at)
   SELECT p.id, r.id, t.id, o.id, q.id, h.relation, h.state, h.rationale, coalesce(h."suggestedReason", false), h.version,
          h."decidedBy", h."decidedAt"
     FROM ${staged('link', LINK)} ${PLANS} ${OBJECTIVES} ${LAST(LINK_THEN)}
    WHERE o.id IS NOT NULL AND q.id IS NOT NULL`,
);

export const LINK_HISTORY = `
INSERT INTO link_decision (plan_id, link_id, version, relation, state, rationale, suggested_reason, decided_by, decided_at)
SELECT p.id, r.id, h.version, h.relation, h.state, h.rationale, coalesce(h."suggestedReason", false), h."decidedBy", h."decidedAt"
  FROM ${staged('link', LINK)} JOIN plan p ON p.slug = r.plan ${EARLIER(LINK_THEN)}`;

export const DECISIONS = inserted(
  'decision',
  `INSERT INTO objective_decision (plan_id, id, later_plan_id, objective_id, later_objective_id, decision, rationale, version,
                                   decided_by, decided_at)
   SELECT p.id, r.id, t.id, o.id, q.id, h.decision, h.rationale, h.version, h."decidedBy", h."decidedAt"
     FROM ${staged('decision', LINK)} ${PLANS} ${OBJECTIVES} ${LAST(DECISION_THEN)}
    WHERE (o.id IS NULL) = (r.objective IS NULL) AND (q.id IS NULL) = (r."laterObjective" IS NULL)`,
);

export const DECISION_HISTORY = `
INSERT INTO objective_decision_history (plan_id, decision_id, version, decision, rationale, decided_by, decided_at)
SELECT p.id, r.id, h.version, h.decision, h.rationale, h."decidedBy", h."decidedAt"
  FROM ${staged('decision', LINK)} JOIN plan p ON p.slug = r.plan ${EARLIER(DECISION_THEN)}`;

export const PAIR_STEPS = [LINKS, LINK_HISTORY, DECISIONS, DECISION_HISTORY] as const;
