import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../../database/transactions.js';
import { recorderName } from '../../core/context.js';
import { canonicalJson } from '../../core/canonical-json.js';
import { invalidInput, Refusal } from '../../core/errors.js';
import { PlansReader } from '../../plans/plans.reader.js';
import { ReportReader } from '../scorecard/report.reader.js';
import { levelReader } from '../scorecard/scale-mapping.js';
import { ScorecardReader } from '../scorecard/scorecard.reader.js';
import type { SnapshotContent } from './compare-snapshots.js';
import { DIGEST_VERSION, digestOf, recordOf, sha256 } from '../scorecard/digest.js';
import type { SnapshotInput } from './snapshot.dto.js';
import { Snapshot } from './snapshot.entity.js';

/** Saves snapshots of scorecards. */
@Injectable()
export class SnapshotsService {
  constructor(
    private readonly plans: PlansReader,
    private readonly scorecards: ScorecardReader,
    private readonly reports: ReportReader,
  ) {}

  /**
   * Saves a snapshot of the plan’s scorecard with where each objective stands. The plan's revision does not move: nothing that
   * its reports show has changed.
   * @returns the snapshot's id
   * @throws Refusal `not-found` (plan), or `invalid-input` (assessor, scale, an instant in the future)
   */
  async take(tx: Transaction, plan: string, { label, ...question }: SnapshotInput): Promise<string> {
    const planId = await this.plans.idOf(plan);
    const { scorecard, reading } = await this.scorecards.read(plan, question).catch(asInput);
    const cells = await this.reports.cells(scorecard, levelReader(reading));
    const content: SnapshotContent = {
      scorecard: recordOf(scorecard),
      objectives: cells.map(({ code, area, title, level, strength }) => {
        return { code, area, title, level, strength };
      }),
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
      digestVersion: DIGEST_VERSION,
      content: text,
      contentSha256: sha256(text),
      createdAt: () => 'clock_timestamp()',
      createdBy: recorderName(),
    });
    return id;
  }
}

/** What the scorecard refuses as a query came in a body here. */
function asInput(error: unknown): never {
  if (!(error instanceof Refusal) || error.kind !== 'invalid-query') throw error;
  throw invalidInput(
    ...(error.errors ?? []).map(({ pointer, message }) => ({ pointer: pointer.replace('?', '/'), message })),
  );
}
