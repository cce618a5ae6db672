import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/transactions.js';
import { Refusal } from '../core/errors.js';
import { requireVersion } from '../core/versions.js';
import { PlanClock, type PlanInChange } from './plan-clock.js';
import { Plan } from './plan.entity.js';

/** Takes a plan through its life: a draft is published or discarded, what was published may be withdrawn and reinstated. */
@Injectable()
export class PlanLifeService {
  constructor(private readonly clock: PlanClock) {}

  /** @throws Refusal `not-found`, `stale-version`, or `wrong-state` */
  async publish(tx: Transaction, slug: string, read: readonly number[]): Promise<void> {
    const { plan, state } = await this.begin(tx, slug, read);
    if (state === 'published') throw wrongState(`The plan ${slug} is published already.`);
    if (state === 'withdrawn') {
      throw wrongState(
        `The plan ${slug} was withdrawn. DELETE /api/v1/plans/${slug}/withdrawal reinstates it.`,
      );
    }
    await tx.update(Plan, { id: plan.id }, { state: 'published', version: plan.version + 1 });
  }

  /** @throws Refusal `not-found`, `stale-version`, or `wrong-state` */
  async withdraw(tx: Transaction, slug: string, read: readonly number[], rationale: string): Promise<void> {
    const { plan, state } = await this.begin(tx, slug, read);
    if (state === 'withdrawn') throw wrongState(`The plan ${slug} is withdrawn already.`);
    if (state === 'draft') {
      throw wrongState(
        `The plan ${slug} is a draft, which no reader sees. DELETE /api/v1/plans/${slug} discards it.`,
      );
    }
    await tx.update(
      Plan,
      { id: plan.id },
      {
        state: 'withdrawn',
        withdrawnAt: plan.instant,
        withdrawalRationale: rationale,
        version: plan.version + 1,
      },
    );
  }

  /** Publishes a withdrawn plan again. @throws Refusal `not-found`, `stale-version`, or `wrong-state` */
  async reinstate(tx: Transaction, slug: string, read: readonly number[]): Promise<void> {
    const { plan, state } = await this.begin(tx, slug, read);
    if (state !== 'withdrawn') throw wrongState(`The plan ${slug} is not withdrawn.`);
    await tx.update(
      Plan,
      { id: plan.id },
      { state: 'published', withdrawnAt: null, withdrawalRationale: null, version: plan.version + 1 },
    );
  }

  /**
   * Deletes a draft with all that belongs to it. The database refuses it for any other plan; the audit log keeps each
   * row as it was.
   * @throws Refusal `not-found`, `stale-version`, or `wrong-state`
   */
  async discard(tx: Transaction, slug: string, read: readonly number[]): Promise<void> {
    const { plan, state } = await this.begin(tx, slug, read);
    if (state !== 'draft') {
      throw wrongState(
        `The plan ${slug} has been published: it stays, and so do the reports that others have cited. ` +
          `POST /api/v1/plans/${slug}/withdrawal takes it out of the lists.`,
      );
    }
    await tx.query('SELECT discard_plan($1)', [plan.id]);
  }

  private async begin(
    tx: Transaction,
    slug: string,
    read: readonly number[],
  ): Promise<{ plan: PlanInChange; state: Plan['state'] }> {
    const plan = await this.clock.advance(tx, slug);
    requireVersion(read, plan.version, `the plan ${slug}`);
    return { plan, state: plan.state };
  }
}

/** What cannot be done to a plan or an objective as it is now. */
export function wrongState(detail: string): Refusal {
  return new Refusal('wrong-state', detail);
}
