import { because } from '../language/reasons.js';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { rowsOf, type Transaction } from '../database/transactions.js';
import { recorderName } from '../core/context.js';
import { invalidInput, Refusal } from '../core/errors.js';
import { requireVersion } from '../core/versions.js';
import { PlanClock, type PlanInChange } from '../plans/plan-clock.js';
import type { LinkChange, LinkInput } from './dto/link.dto.js';
import { requireRoleFor } from './link-roles.js';
import { noLink } from './links.reader.js';
import { ObjectiveLink } from './objective-link.entity.js';
import type { Pair } from './pairs.reader.js';

/** Proposes links between the objectives of two plans, and decides on them. Nobody else writes them. */
@Injectable()
export class LinksService {
  constructor(private readonly clock: PlanClock) {}

  /**
   * Links an objective of the earlier plan to one of the later.
   * @returns the id of the link
   * @throws Refusal `not-allowed` (an analyst who decides on it at once), `invalid-input` (no such objective), or `already-exists`, also where the link was rejected
   */
  async propose(tx: Transaction, pair: Pair, input: LinkInput): Promise<string> {
    requireRoleFor(input.state ?? 'suggested');
    const { earlier, later, instant } = await this.advanceBoth(tx, pair);
    const objectiveId = await idOfObjective(tx, earlier, '/from', input.from);
    const laterObjectiveId = await idOfObjective(tx, later, '/to', input.to);
    const ends = { planId: earlier.id, laterPlanId: later.id, objectiveId, laterObjectiveId };
    const known = await tx.findOneBy(ObjectiveLink, ends);
    if (known) {
      throw new Refusal(
        'already-exists',
        `${input.from} and ${input.to} are already linked: ${known.relation}, ${known.state}. ` +
          `Change that link with PATCH /api/v1/comparisons/${earlier.slug}/${later.slug}/links/${known.id}.`,
        undefined,
        { link: known.id },
      );
    }
    const id = uuidv7();
    await tx.insert(ObjectiveLink, {
      ...ends,
      id,
      relation: input.relation,
      state: input.state ?? 'suggested',
      rationale: input.rationale,
      decidedBy: recorderName(),
      decidedAt: instant,
    });
    return id;
  }

  /**
   * Confirms, rejects or reopens a link, or changes its relation or rationale.
   * @throws Refusal `not-found`, `stale-version`, or `invalid-input`
   */
  async decide(
    tx: Transaction,
    pair: Pair,
    id: string,
    read: readonly number[],
    change: LinkChange,
  ): Promise<void> {
    if (Object.values(change).every((value) => value === undefined)) {
      throw invalidInput({
        pointer: '',
        message: 'give at least one of "state", "relation" and "rationale"',
      });
    }
    const { earlier, later, instant } = await this.advanceBoth(tx, pair);
    const key = { planId: earlier.id, id, laterPlanId: later.id };
    const link = await tx.findOneBy(ObjectiveLink, key);
    if (!link) throw noLink(pair, id);
    requireVersion(read, link.version, `the link ${id}`);
    await tx.update(ObjectiveLink, key, {
      ...change,
      decidedBy: recorderName(),
      decidedAt: instant,
      version: link.version + 1,
    });
  }

  /**
   * Moves the clocks of both plans, because the reports of both show the link. Always in the order of their slugs: two
   * writers that each held one plan and waited for the other's would wait for ever.
   */
  private async advanceBoth(
    tx: Transaction,
    { from, to }: Pair,
  ): Promise<{ earlier: PlanInChange; later: PlanInChange; instant: Date }> {
    const advanced = new Map<string, PlanInChange>();
    for (const slug of [from.slug, to.slug].toSorted())
      advanced.set(slug, await this.clock.advance(tx, slug));
    const [earlier, later] = [advanced.get(from.slug)!, advanced.get(to.slug)!];
    const instant = earlier.instant > later.instant ? earlier.instant : later.instant;
    return { earlier, later, instant };
  }
}

async function idOfObjective(
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
