import { Injectable } from '@nestjs/common';
import { type Transaction } from '../database/transactions.js';
import { invalidInput, notFound, Refusal } from '../core/errors.js';
import { requireVersion } from '../core/versions.js';
import { Area } from './area.entity.js';
import type { ObjectiveChange, ObjectiveInput } from './dto/objective.dto.js';
import { Objective } from './objective.entity.js';
import { PlanClock, type PlanInChange } from './plan-clock.js';

/** Makes objectives and changes their wording. Their status is the business of AssessmentsService alone. */
@Injectable()
export class ObjectivesService {
  constructor(private readonly clock: PlanClock) {}

  /**
   * Adds an objective at the end of the plan.
   * @throws Refusal `not-found` (plan), `already-exists`, or `invalid-input` (unknown area)
   */
  async create(
    tx: Transaction,
    planSlug: string,
    input: ObjectiveInput,
  ): Promise<{ planId: number; id: number }> {
    const plan = await this.clock.advance(tx, planSlug);
    if (await tx.existsBy(Objective, { planId: plan.id, code: input.code })) {
      throw new Refusal(
        'already-exists',
        `The plan ${planSlug} already has an objective "${input.code}". Use another code.`,
      );
    }
    const areaId = await this.areaId(tx, plan, input.area);
    const last = await tx.maximum(Objective, 'position', { planId: plan.id });
    const { identifiers } = await tx.insert(Objective, {
      planId: plan.id,
      areaId,
      code: input.code,
      title: input.title,
      titles: input.titles ?? {},
      basis: input.basis,
      note: input.note ?? null,
      position: (last ?? 0) + 1,
      knownFrom: plan.instant,
    });
    return { planId: plan.id, id: (identifiers[0] as { id: number }).id };
  }

  /** @throws Refusal `not-found`, `stale-version`, or `invalid-input` (unknown area) */
  async change(
    tx: Transaction,
    planSlug: string,
    code: string,
    read: readonly number[],
    change: ObjectiveChange,
  ): Promise<void> {
    const plan = await this.clock.advance(tx, planSlug);
    const objective = await this.get(tx, plan, code);
    requireVersion(read, objective.version, `the objective ${code}`);
    const { area, ...columns } = change;
    await tx.update(
      Objective,
      { planId: plan.id, id: objective.id },
      {
        ...columns,
        ...(area === undefined ? {} : { areaId: await this.areaId(tx, plan, area) }),
        version: objective.version + 1,
      },
    );
  }

  /** @throws Refusal `not-found` */
  async get(tx: Transaction, plan: PlanInChange, code: string): Promise<Objective> {
    const objective = await tx.findOneBy(Objective, { planId: plan.id, code });
    if (!objective) throw noObjective(plan.slug, code);
    return objective;
  }

  private async areaId(tx: Transaction, plan: PlanInChange, code: string): Promise<number> {
    const area = await tx.findOneBy(Area, { planId: plan.id, code });
    if (area) return area.id;
    throw invalidInput({ pointer: '/area', message: `the plan ${plan.slug} has no area "${code}"` });
  }
}

/** The one sentence for an objective that a plan does not have. */
export function noObjective(plan: string, code: string): Refusal {
  return notFound('objective', code, `GET /api/v1/plans/${plan}/objectives lists the plan's objectives.`);
}
