import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../../database/transactions.js';
import { recorderName } from '../../core/context.js';
import { invalidInput, Refusal } from '../../core/errors.js';
import { requireVersion } from '../../core/versions.js';
import { refuseDecidedEnds } from '../contradictions.js';
import type { LinkChange, LinkInput } from '../dto/link.dto.js';
import { requireRoleFor } from './link-roles.js';
import { noLink } from './links.reader.js';
import { ObjectiveLink } from './objective-link.entity.js';
import { idOfObjective, PairClock } from '../pair-clock.js';
import type { Pair } from '../pairs.reader.js';
import { isSuggestedReason } from '../suggestions/reason.js';

/** Proposes links between the objectives of two plans, and decides on them. Nobody else writes them. */
@Injectable()
export class LinksService {
  constructor(private readonly clock: PairClock) {}

  /**
   * Links an objective of the earlier plan to one of the later.
   * @returns the id of the link
   * @throws Refusal `not-allowed` (an analyst who decides on it at once), `invalid-input` (no such objective; a suggested
   *   reason that nobody took), `already-exists`, also where the link was rejected, or `contradicting-decision`
   */
  async propose(tx: Transaction, pair: Pair, input: LinkInput): Promise<string> {
    const state = input.state ?? 'suggested';
    requireRoleFor(state);
    const suggestedReason = isSuggestedReason(input.rationale);
    requireOwnReason(state, suggestedReason, input.useSuggestedReason);
    const changing = await this.clock.advance(tx, pair);
    const { earlier, later, instant } = changing;
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
    if (state === 'confirmed') await refuseDecidedEnds(tx, changing, ends);
    const id = uuidv7();
    await tx.insert(ObjectiveLink, {
      ...ends,
      id,
      relation: input.relation,
      state,
      rationale: input.rationale,
      suggestedReason,
      decidedBy: recorderName(),
      decidedAt: instant,
    });
    return id;
  }

  /**
   * Confirms, rejects or reopens a link, or changes its relation or rationale.
   * @throws Refusal `not-found`, `stale-version`, `contradicting-decision`, or `invalid-input` (nothing named; a
   *   suggested reason that nobody took)
   */
  async decide(
    tx: Transaction,
    pair: Pair,
    id: string,
    read: readonly number[],
    { useSuggestedReason, ...change }: LinkChange,
  ): Promise<void> {
    if (Object.values(change).every((value) => value === undefined)) {
      throw invalidInput({
        pointer: '',
        message: 'give at least one of "state", "relation" and "rationale"',
      });
    }
    const changing = await this.clock.advance(tx, pair);
    const { earlier, later, instant } = changing;
    const key = { planId: earlier.id, id, laterPlanId: later.id };
    const link = await tx.findOneBy(ObjectiveLink, key);
    if (!link) throw noLink(pair, id);
    requireVersion(read, link.version, `the link ${id}`);
    const state = change.state ?? link.state;
    const isNewReason = change.rationale !== undefined && change.rationale !== link.rationale;
    const suggestedReason = isNewReason ? isSuggestedReason(change.rationale!) : link.suggestedReason;
    if (isNewReason || link.state !== 'confirmed') {
      requireOwnReason(state, suggestedReason, useSuggestedReason);
    }
    if (state === 'confirmed') await refuseDecidedEnds(tx, changing, link);
    await tx.update(ObjectiveLink, key, {
      ...change,
      suggestedReason,
      decidedBy: recorderName(),
      decidedAt: instant,
      version: link.version + 1,
    });
  }
}

/**
 * A sentence that a machine wrote is nobody's reason until a person takes it as theirs.
 * @throws Refusal `invalid-input`
 */
function requireOwnReason(state: ObjectiveLink['state'], isSuggested: boolean, taken = false): void {
  if (state !== 'confirmed' || !isSuggested || taken) return;
  throw invalidInput({
    pointer: '/rationale',
    message:
      'this is the reason that was suggested: give one of your own, or set useSuggestedReason to true to confirm with it',
  });
}
