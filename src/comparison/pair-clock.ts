import { because } from '../language/reasons.js';
import { Injectable } from '@nestjs/common';
import { invalidInput } from '../core/errors.js';
import { rowsOf, type Transaction } from '../database/transactions.js';
import { PlanClock, type PlanInChange } from '../plans/plan-clock.js';
import type { Pair } from './pairs.reader.js';

/** Two plans that a transaction changes together. */
export interface PairInChange {
  earlier: PlanInChange;
  later: PlanInChange;
  /** When what is written becomes known: the later of the two plans' instants. */
  instant: Date;
}

/** Moves the clocks of two plans at once, because the reports of both show what joins or parts them. */
@Injectable()
export class PairClock {
  constructor(private readonly clock: PlanClock) {}

  /**
   * Always in the order of their slugs: two writers that each held one plan and waited for the other's would wait for
   * ever.
   */
  async advance(tx: Transaction, { from, to }: Pair): Promise<PairInChange> {
    const advanced = new Map<string, PlanInChange>();
    for (const slug of [from.slug, to.slug].toSorted())
      advanced.set(slug, await this.clock.advance(tx, slug));
    const [earlier, later] = [advanced.get(from.slug)!, advanced.get(to.slug)!];
    const instant = earlier.instant > later.instant ? earlier.instant : later.instant;
    return { earlier, later, instant };
  }
}

/** @throws Refusal `invalid-input` at `pointer` where the plan has no such objective */
export async function idOfObjective(
  tx: Transaction,
  plan: PlanInChange,
  pointer: string,
  code: string,
): Promise<number> {
  const [row] = await rowsOf<{ id: number }>(
    tx,
    'SELECT id FROM objective WHERE plan_id = $1 AND code = $2 AND struck_at IS NULL',
    [plan.id, code],
  );
  if (row) return row.id;
  throw invalidInput({
    pointer,
    message: `the plan ${plan.slug} has no objective "${code}"`,
    reason: because('reason:noObjective', { name: code }),
  });
}
