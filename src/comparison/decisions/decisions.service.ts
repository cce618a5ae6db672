import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { recorderName } from '../../core/context.js';
import { invalidInput, Refusal } from '../../core/errors.js';
import { requireVersion } from '../../core/versions.js';
import { rowsOf, type Transaction } from '../../database/transactions.js';
import { refuseLinkedObjective } from '../contradictions.js';
import type { DecisionInput, Side } from '../dto/decision.dto.js';
import { type DecisionKind, ObjectiveDecision } from './objective-decision.entity.js';
import { idOfObjective, PairClock, type PairInChange } from '../pair-clock.js';
import type { Pair } from '../pairs.reader.js';

/** What one side's objectives can be decided to be, beside undecided. */
export const DECIDED_AS = { from: 'notContinued', to: 'new' } as const satisfies Record<Side, DecisionKind>;

/** A decision about one objective. */
export interface ObjectiveToDecide {
  side: Side;
  code: string;
  decision: DecisionKind;
  rationale: string;
}

/** What is decided of all objectives of one side that nobody has decided on. */
export interface RestToDecide {
  side: Side;
  decision: DecisionKind;
  rationale: string;
}

/** Where a fault of an input is shown. */
const FIELD = { from: '/objective', to: '/laterObjective' } as const satisfies Record<Side, string>;

/**
 * What an input asks for: one objective, or the rest of a side.
 * @throws Refusal `invalid-input` unless it names exactly one of the three, and a decision that fits
 */
export function decisionOf(input: DecisionInput): ObjectiveToDecide | RestToDecide {
  const { objective, laterObjective, rest, decision, rationale } = input;
  const named = [objective, laterObjective, rest].filter((value) => value !== undefined);
  if (named.length !== 1) {
    const message = 'name exactly one of objective (of the earlier plan), laterObjective and rest';
    throw invalidInput({ pointer: '', message });
  }
  const side = rest ?? (objective !== undefined ? 'from' : 'to');
  if (decision !== DECIDED_AS[side] && (decision !== 'undecided' || rest !== undefined)) {
    const fits = rest === undefined ? `${DECIDED_AS[side]} or undecided` : DECIDED_AS[side];
    const message = `must be ${fits} for ${side === 'from' ? 'the earlier' : 'the later'} plan`;
    throw invalidInput({ pointer: '/decision', message });
  }
  if (rest !== undefined) return { side, decision, rationale };
  return { side, code: (objective ?? laterObjective)!, decision, rationale };
}

/** Grain: one row an objective of the side's plan that no confirmed link and no decision is about, in its order. */
const REST: Record<Side, string> = {
  from: restOf('$1', 'objective_id'),
  to: restOf('$2', 'later_objective_id'),
};

function restOf(plan: '$1' | '$2', column: 'objective_id' | 'later_objective_id'): string {
  return `
  SELECT o.id AS "objectiveId", o.code, d.id, d.version
    FROM objective o
    LEFT JOIN objective_decision d ON d.plan_id = $1 AND d.later_plan_id = $2 AND d.${column} = o.id
   WHERE o.plan_id = ${plan} AND o.struck_at IS NULL AND coalesce(d.decision, 'undecided') = 'undecided'
     AND NOT EXISTS (SELECT FROM objective_link l WHERE l.plan_id = $1 AND l.later_plan_id = $2
                        AND l.${column} = o.id AND l.state = 'confirmed')
   ORDER BY o.position`;
}

/** Decides about single objectives of a comparison. Nobody else writes these decisions. */
@Injectable()
export class DecisionsService {
  constructor(private readonly clock: PairClock) {}

  /**
   * Decides about one objective. A decision that is there already needs the version that was read.
   * @param read the versions that the writer has read; undefined where none is named
   * @returns the id of the decision
   * @throws Refusal `invalid-input` (no such objective), `version-required`, `stale-version`, `contradicting-decision`
   */
  async decide(
    tx: Transaction,
    plans: Pair,
    { side, code, decision, rationale }: ObjectiveToDecide,
    read: readonly number[] | undefined,
  ): Promise<string> {
    const pair = await this.clock.advance(tx, plans);
    const { earlier, later, instant } = pair;
    const objective = await idOfObjective(tx, side === 'from' ? earlier : later, FIELD[side], code);
    const ends = endsOf(side, objective);
    const key = { planId: earlier.id, laterPlanId: later.id };
    const known = await tx.findOneBy(ObjectiveDecision, {
      ...key,
      ...(side === 'from' ? { objectiveId: objective } : { laterObjectiveId: objective }),
    });
    requireRead(known, read, code);
    if (decision !== 'undecided') await refuseLinkedObjective(tx, pair, ends);
    const said = { decision, rationale, decidedBy: recorderName(), decidedAt: instant };
    if (known) {
      await tx.update(
        ObjectiveDecision,
        { planId: earlier.id, id: known.id },
        { ...said, version: known.version + 1 },
      );
      return known.id;
    }
    const id = uuidv7();
    await tx.insert(ObjectiveDecision, { ...key, ...ends, id, ...said });
    return id;
  }

  /**
   * Decides about all objectives of one side that nobody has decided on, each with a history entry of its own.
   * @returns the codes of the objectives
   */
  async decideRest(
    tx: Transaction,
    plans: Pair,
    { side, decision, rationale }: RestToDecide,
  ): Promise<string[]> {
    const pair = await this.clock.advance(tx, plans);
    const values = [pair.earlier.id, pair.later.id];
    const rest = await rowsOf<RestRow>(tx, REST[side], values);
    await write(tx, pair, side, rest, { decision, rationale, decidedBy: recorderName() });
    return rest.map(({ code }) => code);
  }
}

interface RestRow {
  objectiveId: number;
  code: string;
  /** Of a decision that was set back to undecided. */
  id: string | null;
}

/** Grain: one new or changed row an objective of $5, with the id at the same place of $4. */
function upsert(side: Side): string {
  const column = side === 'from' ? 'objective_id' : 'later_objective_id';
  return `
  INSERT INTO objective_decision (plan_id, later_plan_id, id, ${column}, decision, rationale, decided_by, decided_at)
  SELECT $1, $2, n.id, n.objective, $3, $6, $7, $8 FROM unnest($4::uuid[], $5::integer[]) n (id, objective)
  ON CONFLICT (plan_id, later_plan_id, ${column}) DO UPDATE
     SET decision = excluded.decision, rationale = excluded.rationale, decided_by = excluded.decided_by,
         decided_at = excluded.decided_at, version = objective_decision.version + 1`;
}

async function write(
  tx: Transaction,
  { earlier, later, instant }: PairInChange,
  side: Side,
  rows: readonly RestRow[],
  said: { decision: DecisionKind; rationale: string; decidedBy: string },
): Promise<void> {
  await tx.query(upsert(side), [
    ...[earlier.id, later.id, said.decision],
    ...[rows.map(({ id }) => id ?? uuidv7()), rows.map(({ objectiveId }) => objectiveId)],
    ...[said.rationale, said.decidedBy, instant],
  ]);
}

function endsOf(side: Side, objective: number): Pick<ObjectiveDecision, 'objectiveId' | 'laterObjectiveId'> {
  return side === 'from'
    ? { objectiveId: objective, laterObjectiveId: null }
    : { objectiveId: null, laterObjectiveId: objective };
}

/** @throws Refusal `version-required`, `stale-version` */
function requireRead(
  known: ObjectiveDecision | null,
  read: readonly number[] | undefined,
  code: string,
): void {
  if (known === null) {
    if (read === undefined) return;
    throw new Refusal(
      'stale-version',
      `Nobody has decided about ${code} yet, so there is no version to name: send the decision without If-Match.`,
    );
  }
  if (read === undefined) {
    throw new Refusal(
      'version-required',
      `${code} has a decision already: ${known.decision}, by ${known.decidedBy} on ${known.decidedAt.toISOString().slice(0, 10)}. ` +
        `To change it, send If-Match with the version that you read, now "${known.version}".`,
      undefined,
      { decision: known.id },
    );
  }
  requireVersion(read, known.version, `the decision about ${code}`);
}
