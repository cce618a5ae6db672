import { Injectable } from '@nestjs/common';
import { Reads } from '../database/reads.js';
import { invalidInput } from '../core/errors.js';
import { noPlan } from '../plans/plans.reader.js';

/** Two plans that can be compared, the earlier one first. A request finds its pair once and hands it down. */
export interface Pair {
  from: { id: number; slug: string };
  to: { id: number; slug: string };
}

/** Whether links or decisions hold two plans together in this order. */
const HELD = (earlier: string, later: string): string => `
             EXISTS (SELECT FROM objective_link l WHERE l.plan_id = ${earlier} AND l.later_plan_id = ${later})
             OR EXISTS (SELECT FROM objective_decision d WHERE d.plan_id = ${earlier} AND d.later_plan_id = ${later})`;

/**
 * Grain: at most one row, the two plans $1 and $2, with whether they come in that order: by the start of the term, then
 * by its end and the slug, so that of any two plans one is the earlier. Where links or decisions hold them together
 * already, their order is the one that these were made in, whatever a corrected term says since.
 */
const PAIR = {
  name: 'pair-of-plans',
  text: `
    SELECT f.id AS "fromId", t.id AS "toId",
           CASE WHEN ${HELD('f.id', 't.id')} THEN true
                WHEN ${HELD('t.id', 'f.id')} THEN false
                ELSE (f.term_start, f.term_end, f.slug) < (t.term_start, t.term_end, t.slug) END AS "inOrder"
      FROM (SELECT 1) one
      LEFT JOIN seen_plan f ON f.slug = $1
      LEFT JOIN seen_plan t ON t.slug = $2`,
};

interface Row {
  fromId: number | null;
  toId: number | null;
  inOrder: boolean;
}

/** Finds the two plans that a comparison is about. */
@Injectable()
export class PairsReader {
  constructor(private readonly reads: Reads) {}

  /**
   * @throws Refusal `not-found`, or `invalid-input` where the two are one, or come in the wrong order
   */
  async get(from: string, to: string): Promise<Pair> {
    const pair = await this.ordered(from, to);
    if (pair.from.slug === from) return pair;
    throw invalidInput({
      pointer: '',
      message: `${to} is the earlier plan of the two; use /api/v1/comparisons/${to}/${from}`,
    });
  }

  /**
   * Two plans, whichever is named first.
   * @throws Refusal `not-found`, or `invalid-input` where the two are one
   */
  async ordered(one: string, other: string): Promise<Pair> {
    const row = await this.reads.first<Row>(PAIR, [one, other]);
    if (row?.fromId == null) throw noPlan(one);
    if (row.toId == null) throw noPlan(other);
    if (row.fromId === row.toId) {
      throw invalidInput({
        pointer: '',
        message: `${one} cannot be compared with itself; give an earlier and a later plan`,
      });
    }
    const [first, second] = [
      { id: row.fromId, slug: one },
      { id: row.toId, slug: other },
    ];
    return row.inOrder ? { from: first, to: second } : { from: second, to: first };
  }
}
