import { Refusal } from '../core/errors.js';
import { rowsOf, type Transaction } from '../database/transactions.js';
import type { PairInChange } from './pair-clock.js';

/** The objectives that a link joins, or the one that a decision is about. */
interface Ends {
  objectiveId: number | null;
  laterObjectiveId: number | null;
}

/** Grain: one row a decision, other than undecided, about one of the objectives $3 and $4 of the plans $1 and $2. */
const DECIDED = `
  SELECT coalesce(f.code, t.code) AS code, CASE WHEN f.id IS NULL THEN 'laterObjective' ELSE 'objective' END AS field,
         d.decision, d.decided_by AS "decidedBy", d.decided_at AS "decidedAt", d.version
    FROM objective_decision d
    LEFT JOIN objective f ON f.plan_id = d.plan_id AND f.id = d.objective_id
    LEFT JOIN objective t ON t.plan_id = d.later_plan_id AND t.id = d.later_objective_id
   WHERE d.plan_id = $1 AND d.later_plan_id = $2 AND d.decision <> 'undecided'
     AND (d.objective_id = $3 OR d.later_objective_id = $4)
   ORDER BY f.id IS NULL`;

/**
 * To be asked before a link is confirmed.
 * @throws Refusal `contradicting-decision` where somebody decided that one of its objectives is not continued, or new
 */
export async function refuseDecidedEnds(tx: Transaction, pair: PairInChange, ends: Ends): Promise<void> {
  const rows = await rowsOf<{
    code: string;
    field: 'objective' | 'laterObjective';
    decision: 'notContinued' | 'new';
    decidedBy: string;
    decidedAt: Date;
    version: number;
  }>(tx, DECIDED, valuesOf(pair, ends));
  const [first] = rows;
  if (!first) return;
  const { code, field, decision, decidedBy, decidedAt, version } = first;
  const said = decision === 'new' ? 'new' : 'not continued';
  throw new Refusal(
    'contradicting-decision',
    `${code} was decided to be ${said} by ${decidedBy} on ${dayOf(decidedAt)}, so no confirmed link can name it. ` +
      `To link it, first set that decision back: POST ${addressOf(pair)}/decisions with {"${field}": "${code}", "decision": "undecided", "rationale": "…"} and If-Match: "${version}".`,
    undefined,
    { [field]: code },
  );
}

/** Grain: one row a confirmed link of the objective $3 or $4 of the plans $1 and $2. */
const LINKED = `
  SELECT l.id, f.code AS "from", t.code AS "to", l.decided_by AS "decidedBy", l.decided_at AS "decidedAt", l.version
    FROM objective_link l
    JOIN objective f ON f.plan_id = l.plan_id AND f.id = l.objective_id
    JOIN objective t ON t.plan_id = l.later_plan_id AND t.id = l.later_objective_id
   WHERE l.plan_id = $1 AND l.later_plan_id = $2 AND l.state = 'confirmed'
     AND (l.objective_id = $3 OR l.later_objective_id = $4)
   ORDER BY f.position, t.position`;

/**
 * To be asked before an objective is decided to be not continued, or new.
 * @throws Refusal `contradicting-decision` where a confirmed link names it
 */
export async function refuseLinkedObjective(tx: Transaction, pair: PairInChange, ends: Ends): Promise<void> {
  const links = await rowsOf<{
    id: string;
    from: string;
    to: string;
    decidedBy: string;
    decidedAt: Date;
    version: number;
  }>(tx, LINKED, valuesOf(pair, ends));
  const [first] = links;
  if (!first) return;
  const { id, from, to, decidedBy, decidedAt, version } = first;
  const [code, other, said] = ends.objectiveId === null ? [to, from, 'new'] : [from, to, 'not continued'];
  const more = links.length === 1 ? '' : ` and by ${links.length - 1} more`;
  throw new Refusal(
    'contradicting-decision',
    `${code} is linked with ${other} by a link that ${decidedBy} confirmed on ${dayOf(decidedAt)}${more}, so it cannot be ${said}. ` +
      `First reject the link: PATCH ${addressOf(pair)}/links/${id} with {"state": "rejected"} and If-Match: "${version}".`,
    undefined,
    { link: id },
  );
}

function valuesOf({ earlier, later }: PairInChange, { objectiveId, laterObjectiveId }: Ends): unknown[] {
  return [earlier.id, later.id, objectiveId, laterObjectiveId];
}

function addressOf({ earlier, later }: PairInChange): string {
  return `/api/v1/comparisons/${earlier.slug}/${later.slug}`;
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
