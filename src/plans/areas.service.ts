import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { rowsOf, type Transaction } from '../database/transactions.js';
import { Refusal } from '../core/errors.js';
import { requireVersion } from '../core/versions.js';
import { Area } from './area.entity.js';
import type { AreaChange, AreaInput } from './dto/plan.dto.js';
import { PlanClock } from './plan-clock.js';
import { Plan } from './plan.entity.js';
import { noArea } from './plans.reader.js';
import { moveTo } from './positions.js';

/** Adds areas to plans, changes them, and removes those that hold no objective. */
@Injectable()
export class AreasService {
  constructor(private readonly clock: PlanClock) {}

  /** @throws Refusal `not-found` (plan) or `already-exists` */
  async add(tx: Transaction, slug: string, input: AreaInput): Promise<void> {
    const plan = await this.clock.advance(tx, slug);
    await this.requireFree(tx, plan, input.code);
    const last = await tx.maximum(Area, 'position', { planId: plan.id });
    const area = newArea(plan.id, input, (last ?? 0) + 1, plan.instant);
    const { identifiers } = await tx.insert(Area, area);
    const { id } = identifiers[0] as { id: number };
    if (input.position !== undefined) await moveTo(tx, 'area', plan.id, id, input.position);
    await tx.increment(Plan, { id: plan.id }, 'version', 1);
  }

  /** @throws Refusal `not-found`, `stale-version`, or `already-exists` (the new code) */
  async change(
    tx: Transaction,
    slug: string,
    code: string,
    read: readonly number[],
    change: AreaChange,
  ): Promise<void> {
    const plan = await this.clock.advance(tx, slug);
    const area = await this.find(tx, plan, code);
    requireVersion(read, area.version, `the area ${code}`);
    const { position, ...columns } = change;
    if (columns.code !== undefined && columns.code !== code) await this.requireFree(tx, plan, columns.code);
    await tx.update(Area, { planId: plan.id, id: area.id }, { ...columns, version: area.version + 1 });
    if (position !== undefined) await moveTo(tx, 'area', plan.id, area.id, position);
    // An objective shows the code of its area.
    if (columns.code !== undefined) {
      await tx.query('UPDATE objective SET version = version + 1 WHERE plan_id = $1 AND area_id = $2', [
        plan.id,
        area.id,
      ]);
    }
    await tx.increment(Plan, { id: plan.id }, 'version', 1);
  }

  /**
   * Removes an area that holds no objective. It stays in what was known before.
   * @throws Refusal `not-found`, `stale-version`, or `in-use`
   */
  async remove(tx: Transaction, slug: string, code: string, read: readonly number[]): Promise<void> {
    const plan = await this.clock.advance(tx, slug);
    const area = await this.find(tx, plan, code);
    requireVersion(read, area.version, `the area ${code}`);
    const held = await rowsOf<{ code: string }>(
      tx,
      `SELECT code FROM objective WHERE plan_id = $1 AND area_id = $2 AND struck_at IS NULL ORDER BY position LIMIT 6`,
      [plan.id, area.id],
    );
    if (held.length > 0) {
      const codes = held.slice(0, 5).map((objective) => objective.code);
      throw new Refusal(
        'in-use',
        `The area ${code} holds ${codes.join(', ')}${held.length > 5 ? ' and others' : ''}. Move them to another area first: PATCH them with "area".`,
      );
    }
    await tx.update(
      Area,
      { planId: plan.id, id: area.id },
      { removedAt: plan.instant, version: area.version + 1 },
    );
    await tx.increment(Plan, { id: plan.id }, 'version', 1);
  }

  private async find(tx: Transaction, plan: { id: number; slug: string }, code: string): Promise<Area> {
    const area = await tx.findOneBy(Area, { planId: plan.id, code, removedAt: IsNull() });
    if (!area) throw noArea(plan.slug, code);
    return area;
  }

  private async requireFree(
    tx: Transaction,
    plan: { id: number; slug: string },
    code: string,
  ): Promise<void> {
    if (await tx.existsBy(Area, { planId: plan.id, code, removedAt: IsNull() })) {
      throw new Refusal(
        'already-exists',
        `The plan ${plan.slug} already has an area "${code}". Use another code.`,
      );
    }
  }
}

/** An area as it is first stored. */
export function newArea(
  planId: number,
  input: AreaInput,
  position: number,
  knownFrom: Date,
): Omit<Area, 'id' | 'version' | 'removedAt'> {
  return {
    planId,
    code: input.code,
    name: input.name,
    names: input.names ?? {},
    sourceHeading: input.sourceHeading ?? null,
    position,
    knownFrom,
  };
}
