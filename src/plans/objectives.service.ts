import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { Statement } from '../database/statement.js';
import { rowsOf, type Transaction } from '../database/transactions.js';
import { invalidInput, notFound, Refusal } from '../core/errors.js';
import { requireVersion } from '../core/versions.js';
import { Area } from './area.entity.js';
import type { ObjectiveChange, ObjectiveInput } from './dto/objective.dto.js';
import { Objective } from './objective.entity.js';
import { wrongState } from './plan-life.service.js';
import { PlanClock, type PlanInChange } from './plan-clock.js';
import { moveTo } from './positions.js';

/** Grain: one row, the objective of plan $1 that had the code $2 last before it got another. */
export const CODE_NOW: Statement = {
  name: 'objective-code-now',
  text: `SELECT o.code FROM objective_history h JOIN objective o ON o.plan_id = h.plan_id AND o.id = h.id
          WHERE h.plan_id = $1 AND h.code = $2 ORDER BY h.known_until DESC LIMIT 1`,
};

/** Makes objectives and changes their wording. Their status is the business of AssessmentsService alone. */
@Injectable()
export class ObjectivesService {
  constructor(private readonly clock: PlanClock) {}

  /**
   * Adds an objective, at the end of the plan where no position is named.
   * @throws Refusal `not-found` (plan), `already-exists`, or `invalid-input` (unknown area)
   */
  async create(
    tx: Transaction,
    planSlug: string,
    input: ObjectiveInput,
  ): Promise<{ planId: number; id: number }> {
    const plan = await this.clock.advance(tx, planSlug);
    await this.requireFree(tx, plan, input.code);
    const { area, position, titles = {}, note = null, tags = [], ...wording } = input;
    const areaId = await this.areaId(tx, plan, area);
    const last = await tx.maximum(Objective, 'position', { planId: plan.id });
    const { identifiers } = await tx.insert(Objective, {
      ...wording,
      titles,
      note,
      tags,
      planId: plan.id,
      areaId,
      position: (last ?? 0) + 1,
      knownFrom: plan.instant,
    });
    const { id } = identifiers[0] as { id: number };
    if (position !== undefined) await moveTo(tx, 'objective', plan.id, id, position);
    return { planId: plan.id, id };
  }

  /** @throws Refusal `not-found`, `stale-version`, `wrong-state`, `already-exists` (code), or `invalid-input` (area) */
  async change(
    tx: Transaction,
    planSlug: string,
    code: string,
    read: readonly number[],
    change: ObjectiveChange,
  ): Promise<{ planId: number; id: number }> {
    const plan = await this.clock.advance(tx, planSlug);
    const { id, version } = await this.get(tx, plan, code);
    requireVersion(read, version, `the objective ${code}`);
    const { area, position, ...columns } = change;
    if (columns.code !== undefined && columns.code !== code) await this.requireFree(tx, plan, columns.code);
    await tx.update(
      Objective,
      { planId: plan.id, id },
      {
        ...columns,
        ...(area === undefined ? {} : { areaId: await this.areaId(tx, plan, area) }),
        version: version + 1,
      },
    );
    if (position !== undefined) await moveTo(tx, 'objective', plan.id, id, position);
    return { planId: plan.id, id };
  }

  /**
   * Takes an objective out of its plan: struck, with a reason, it stays in what was known before; of a draft it is
   * removed with all that hangs on it.
   * @returns whether it was removed
   * @throws Refusal `not-found`, `stale-version`, `wrong-state` (struck before), or `invalid-input` (no reason)
   */
  async strike(
    tx: Transaction,
    planSlug: string,
    code: string,
    read: readonly number[],
    rationale: string | undefined,
  ): Promise<boolean> {
    const plan = await this.clock.advance(tx, planSlug);
    const { id, version } = await this.get(tx, plan, code);
    requireVersion(read, version, `the objective ${code}`);
    if (plan.state === 'draft') {
      await tx.query('SELECT remove_objective($1, $2)', [plan.id, id]);
      return true;
    }
    if (rationale === undefined) {
      throw invalidInput({
        pointer: '/rationale',
        message: `is required: the plan ${plan.slug} has been published, and the address of ${code} will say why it was struck`,
      });
    }
    await tx.update(
      Objective,
      { planId: plan.id, id },
      { struckAt: plan.instant, strikeRationale: rationale, version: version + 1 },
    );
    return false;
  }

  /** An objective that can be changed. @throws Refusal `not-found`, or `wrong-state` where it is struck */
  async get(tx: Transaction, plan: PlanInChange, code: string): Promise<Objective> {
    const objective = await tx.findOneBy(Objective, { planId: plan.id, code });
    if (!objective) throw noObjective(plan.slug, code, await this.codeNow(tx, plan, code));
    if (objective.struckAt !== null) {
      throw wrongState(
        `The objective ${code} was struck from the plan ${plan.slug}: ${objective.strikeRationale} It stays as it was.`,
      );
    }
    return objective;
  }

  /** The code of the objective that had `code` last; undefined where none had it. */
  private async codeNow(tx: Transaction, plan: PlanInChange, code: string): Promise<string | undefined> {
    const [row] = await rowsOf<{ code: string }>(tx, CODE_NOW.text, [plan.id, code]);
    return row?.code;
  }

  private async requireFree(tx: Transaction, plan: PlanInChange, code: string): Promise<void> {
    const known = await tx.findOneBy(Objective, { planId: plan.id, code });
    if (!known) return;
    throw new Refusal(
      'already-exists',
      known.struckAt === null
        ? `The plan ${plan.slug} already has an objective "${code}". Use another code.`
        : `The plan ${plan.slug} had an objective "${code}", which was struck; its address says why, so the code stays with it.`,
    );
  }

  private async areaId(tx: Transaction, plan: PlanInChange, code: string): Promise<number> {
    const area = await tx.findOneBy(Area, { planId: plan.id, code, removedAt: IsNull() });
    if (area) return area.id;
    throw invalidInput({ pointer: '/area', message: `the plan ${plan.slug} has no area "${code}"` });
  }
}

/** The one sentence for an objective that a plan does not have. */
export function noObjective(plan: string, code: string, codeNow?: string): Refusal {
  return notFound(
    'objective',
    code,
    codeNow === undefined
      ? `GET /api/v1/plans/${plan}/objectives lists the plan's objectives.`
      : `The objective with this code now has the code "${codeNow}": GET /api/v1/plans/${plan}/objectives/${encodeURIComponent(codeNow)}`,
  );
}
