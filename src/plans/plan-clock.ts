import { Injectable } from '@nestjs/common';
import { rowsOf, type Transaction } from '../database/transactions.js';
import type { PlanState } from './plan.entity.js';
import { noPlan } from './plans.reader.js';

/** A plan that this transaction is about to change: no other transaction changes it until this one ends. */
export interface PlanInChange {
  id: number;
  slug: string;
  scaleId: number;
  defaultAssessorId: number;
  version: number;
  state: PlanState;
  /** The instant at which what this transaction writes becomes known; the same for all of it. */
  instant: Date;
}

/**
 * The plan's own clock. Whatever changes what a report of the plan shows goes through here first: it takes the
 * plan's row, so that writers of one plan follow each other, and moves `revision` and `revised_at` in the same
 * transaction. So `revised_at` never goes back, and anyone who has seen a scorecard as of `revised_at` can ask for
 * the same one later: everything committed after it carries a later instant.
 */
@Injectable()
export class PlanClock {
  /** Which plans a transaction has moved: all that one transaction writes becomes known at one instant. */
  private readonly moved = new WeakMap<Transaction, Set<string>>();

  /** @throws Refusal `not-found` */
  async advance(tx: Transaction, slug: string): Promise<PlanInChange> {
    const isMoved = this.moved.get(tx)?.has(slug) ?? false;
    const [plan] = await rowsOf<PlanInChange>(tx, `${isMoved ? READ : MOVE} ${RETURNED}`, [slug]);
    if (!plan) throw noPlan(slug);
    this.started(tx, slug);
    return plan;
  }

  /** Says that the clock shows this transaction's instant already: the plan was made in it. */
  started(tx: Transaction, slug: string): void {
    const moved = this.moved.get(tx) ?? new Set();
    this.moved.set(tx, moved.add(slug));
  }
}

// The trigger that keeps a plan's history compares the wording alone, so this update leaves no trace there.
const MOVE = `
  WITH moved AS (
    UPDATE plan
       SET revision = revision + 1,
           revised_at = greatest(date_trunc('milliseconds', clock_timestamp()), revised_at + interval '1 millisecond')
     WHERE slug = $1
    RETURNING *)`;
const READ = 'WITH moved AS (SELECT * FROM plan WHERE slug = $1)';
const RETURNED = `
  SELECT id, slug, scale_id AS "scaleId", default_assessor_id AS "defaultAssessorId", version, state, revised_at AS instant
    FROM moved`;
