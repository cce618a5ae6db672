import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { recorderName } from '../core/context.js';
import { type InputError, invalidInput, notFound, Refusal } from '../core/errors.js';
import type { Transaction } from '../database/transactions.js';
import { Area } from '../plans/area.entity.js';
import { Plan } from '../plans/plan.entity.js';
import { PlanClock, type PlanInChange } from '../plans/plan-clock.js';
import { RatingLevel } from '../plans/scales/rating-scale.entity.js';
import { Passage } from '../sources/passage.entity.js';
import { Claim } from './claim.entity.js';
import { ClaimRetraction } from './claim-retraction.entity.js';

/** A claim as it is to be stored, its passage found or made. */
export interface NewClaim {
  /** The words of the passage where it is left out. */
  text?: string;
  complete?: number;
  total?: number;
  levels?: readonly string[];
  /** The code of an area. */
  area?: string;
  passageId: string;
}

/** Makes claims and retracts them. Both move the plan's clock, since its reports show them. */
@Injectable()
export class ClaimsService {
  constructor(private readonly clock: PlanClock) {}

  /**
   * Keeps a claim about a plan beside its records.
   * @returns the claim's id within the plan
   * @throws Refusal `not-found` (plan) or `invalid-input`
   */
  async add(tx: Transaction, slug: string, claim: NewClaim): Promise<number> {
    const plan = await this.clock.advance(tx, slug);
    requireCounts(claim);
    const { text, complete, total, levels, area, passageId } = claim;
    if (levels !== undefined) await requireLevels(tx, plan, levels);
    const { identifiers } = await tx.insert(Claim, {
      planId: plan.id,
      text: text ?? (await wordsOf(tx, passageId)),
      complete: complete ?? null,
      total: total ?? null,
      levels: levels === undefined ? null : [...levels],
      areaId: area === undefined ? null : await areaId(tx, plan, area),
      passageId,
      recordedAt: plan.instant,
    });
    await tx.increment(Plan, { id: plan.id }, 'version', 1);
    return (identifiers[0] as { id: number }).id;
  }

  /**
   * Takes a claim out of every later report.
   * @throws Refusal `not-found` (plan or claim) or `already-retracted`
   */
  async retract(tx: Transaction, slug: string, id: number, rationale: string): Promise<void> {
    const plan = await this.clock.advance(tx, slug);
    const key = { planId: plan.id, id };
    if (!(await tx.existsBy(Claim, key))) throw noClaim(slug, String(id));
    if (await tx.existsBy(ClaimRetraction, { planId: plan.id, claimId: id })) {
      throw new Refusal(
        'already-retracted',
        'This claim was already retracted. Record the claim again if the source still makes it.',
      );
    }
    await tx.insert(ClaimRetraction, {
      planId: plan.id,
      claimId: id,
      rationale,
      recordedAt: plan.instant,
      recordedBy: recorderName(),
    });
    await tx.increment(Plan, { id: plan.id }, 'version', 1);
  }
}

/** The one sentence for a claim that is not there. */
export function noClaim(plan: string, id: string): Error {
  return notFound('claim', id, `GET /api/v1/plans/${plan}/claims lists the claims about this plan.`);
}

/** A claim counts so many of so many, or names no count. */
function requireCounts({ complete, total, levels }: NewClaim): void {
  const errors: InputError[] = [];
  if (complete !== undefined && total === undefined)
    errors.push({ pointer: '/total', message: 'is required where "complete" is given' });
  if (total !== undefined && complete === undefined)
    errors.push({ pointer: '/complete', message: 'is required where "total" is given' });
  if (complete !== undefined && total !== undefined && complete > total)
    errors.push({ pointer: '/complete', message: `must be at most "total", which is ${total}` });
  if (levels !== undefined && complete === undefined)
    errors.push({ pointer: '/levels', message: 'must be left out where the claim names no count' });
  if (errors.length > 0) throw invalidInput(...errors);
}

async function requireLevels(tx: Transaction, plan: PlanInChange, levels: readonly string[]): Promise<void> {
  const known = await tx.find(RatingLevel, { where: { scaleId: plan.scaleId }, order: { position: 'ASC' } });
  const slugs = known.map(({ slug }) => slug);
  const errors = levels.flatMap((level, at) =>
    slugs.includes(level)
      ? []
      : [
          {
            pointer: `/levels/${at}`,
            message: `"${level}" is not a level of this plan's scale; its levels are ${slugs.join(', ')}`,
          },
        ],
  );
  if (errors.length > 0) throw invalidInput(...errors);
}

async function areaId(tx: Transaction, plan: PlanInChange, code: string): Promise<number> {
  const area = await tx.findOneBy(Area, { planId: plan.id, code, removedAt: IsNull() });
  if (area) return area.id;
  throw invalidInput({
    pointer: '/area',
    message: `there is no area "${code}" in this plan; GET /api/v1/plans/${plan.slug} lists its areas`,
  });
}

async function wordsOf(tx: Transaction, passageId: string): Promise<string> {
  const { exact, summary } = await tx.findOneByOrFail(Passage, { id: passageId });
  return exact ?? summary ?? '';
}
