import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Reads } from '../../database/reads.js';
import type { Transaction } from '../../database/transactions.js';
import { writer } from '../../http/actor.js';
import { invalidInput, Refusal } from '../../http/errors.js';
import { PlansReader } from '../../plans/plans.reader.js';
import type { Scorecard } from '../scorecard.js';
import { ScorecardReader } from '../scorecard.reader.js';
import type { FrozenObjective, SnapshotContent } from './compare-snapshots.js';
import { canonicalJson, digestOf, recordOf, sha256 } from './digest.js';
import type { SnapshotInput } from './snapshot.dto.js';
import { Snapshot } from './snapshot.entity.js';
import { OBJECTIVES_FROZEN } from './snapshots.sql.js';

/** Freezes scorecards. */
@Injectable()
export class SnapshotsService {
  constructor(
    private readonly reads: Reads,
    private readonly plans: PlansReader,
    private readonly scorecards: ScorecardReader,
  ) {}

  /**
   * Freezes the plan's scorecard with where each objective stands. The plan's revision does not move: nothing that
   * its reports show has changed.
   * @returns the snapshot's id
   * @throws Refusal `not-found` (plan), or `invalid-input` (assessor, scale, an instant in the future)
   */
  async take(tx: Transaction, plan: string, { label, ...question }: SnapshotInput): Promise<string> {
    const planId = await this.plans.idOf(plan);
    const scorecard = await this.scorecards.get(plan, question).catch(asInput);
    const content: SnapshotContent = {
      scorecard: recordOf(scorecard),
      objectives: await this.objectives(plan, scorecard),
    };
    const text = canonicalJson(content);
    const id = uuidv7();
    await tx.insert(Snapshot, {
      planId,
      id,
      label: label ?? null,
      asOf: scorecard.asOf,
      knownAt: scorecard.knownAt,
      assessor: scorecard.assessor.slug,
      scale: scorecard.mapped?.to ?? null,
      digest: digestOf(scorecard),
      content: text,
      contentSha256: sha256(text),
      createdAt: () => 'clock_timestamp()',
      createdBy: writer(),
    });
    return id;
  }

  /** At the very moment of the scorecard: whatever is committed meanwhile becomes known later than its `knownAt`. */
  private async objectives(
    plan: string,
    { assessor, asOf, knownAt, mapped }: Scorecard,
  ): Promise<FrozenObjective[]> {
    const rows = await this.reads.rows<FrozenObjective>(OBJECTIVES_FROZEN, [
      plan,
      assessor.slug,
      asOf,
      knownAt,
    ]);
    const reading = await this.scorecards.reading(plan, mapped?.to);
    return reading ? rows.map((row) => ({ ...row, level: reading.pairs[row.level] as string })) : rows;
  }
}

/** What the scorecard refuses as a query came in a body here. */
function asInput(error: unknown): never {
  if (!(error instanceof Refusal) || error.kind !== 'invalid-query') throw error;
  throw invalidInput(
    ...(error.errors ?? []).map(({ pointer, message }) => ({ pointer: pointer.replace('?', '/'), message })),
  );
}
