import { because } from '../language/reasons.js';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { rowsOf, type Transaction } from '../database/transactions.js';
import { recorderName, requestContext } from '../core/context.js';
import { today } from '../core/dates.js';
import { invalidInput, notFound, Refusal, summarise } from '../core/errors.js';
import { isUuid } from '../core/ids.js';
import { includes } from '../core/roles.js';
import { requireVersion } from '../core/versions.js';
import { Objective } from '../plans/objective.entity.js';
import { ObjectivesService } from '../plans/objectives.service.js';
import { PlanClock, type PlanInChange } from '../plans/plan-clock.js';
import { AssessorsService } from '../plans/assessors.service.js';
import { Plan } from '../plans/plan.entity.js';
import { RatingLevel } from '../plans/scales/rating-scale.entity.js';
import { PassageReferences } from '../sources/passage-references.js';
import type { ResolvedPassage } from '../sources/passage-resolver.js';
import { Passage } from '../sources/passage.entity.js';
import { Assessment } from './assessment.entity.js';
import { type RecordedEvidence, referenceOf, type ResolvedAssessment } from './assessment-resolver.js';
import type { AssessmentInput, RetractionInput } from './dto/assessment.dto.js';
import { Evidence } from './evidence.entity.js';
import { EvidenceReading } from './evidence-reading.entity.js';
import { noAssessment } from './history.reader.js';
import {
  DERIVED_RATINGS,
  RESTORED_ASSESSMENTS,
  RESTORED_EVIDENCE,
  RESTORED_READINGS,
} from './restore-assessments.sql.js';
import { COUNTED_EVIDENCE, EVIDENCE_COUNTS, evidenceOf } from './strength.js';
import { contradictionErrors, outsideTermErrors } from './recording-rules.js';

/** Where a change of status is to happen. */
export interface Change {
  plan: string;
  objective: string;
  /** The objective's versions that the writer has read (If-Match); undefined only where the program itself loads data. */
  read?: readonly number[];
}

/** What a change of status gives back. */
export interface Recorded {
  id: string;
  /** The objective's new version. */
  version: number;
}

/** The one writer of statuses: nothing else inserts assessments or touches current assessments. */
@Injectable()
export class AssessmentsService {
  constructor(
    private readonly clock: PlanClock,
    private readonly assessors: AssessorsService,
    private readonly objectives: ObjectivesService,
    private readonly passages: PassageReferences,
  ) {}

  /**
   * Records an assessment with its evidence and makes it the current one if it is the last by day.
   * @throws Refusal `not-found`, `stale-version`, `text-changed`, or `invalid-input`
   */
  async record(
    tx: Transaction,
    change: Change,
    { input, quotations }: ResolvedAssessment,
  ): Promise<Recorded> {
    const { plan, objective, version } = await this.begin(tx, change);
    const level = await this.level(tx, plan, input.status);
    const evidence = input.evidence ?? [];
    if (input.effectiveOn > today()) {
      throw invalidInput({
        pointer: '/effectiveOn',
        message: `must not be in the future; today is ${today()} (UTC)`,
        reason: because('reason:notFuture'),
      });
    }
    if (level.final && evidence.length === 0) {
      throw invalidInput({
        pointer: '/evidence',
        message: `is required: "${level.slug}" is a final status, which needs at least one passage as evidence`,
        reason: because('reason:evidenceRequired'),
      });
    }
    if (level.complete && input.cause !== undefined) {
      throw invalidInput({
        pointer: '/cause',
        message: `must be left out: "${level.slug}" means that the objective was achieved, and a cause explains why one was not`,
        reason: because('reason:causeRefused'),
      });
    }
    await this.requireDay(tx, plan, input);
    const assessorId = await this.assessors.forRecording(tx, plan, input.assessor);
    const id = uuidv7();
    await tx.insert(Assessment, {
      planId: plan.id,
      id,
      objectiveId: objective.id,
      assessorId,
      scaleId: plan.scaleId,
      level: level.slug,
      effectiveOn: input.effectiveOn,
      recordedAt: plan.instant,
      recordedBy: recorderName(),
      rationale: input.rationale,
      cause: input.cause ?? null,
      importId: input.importId ?? null,
      evidenceCount: evidence.length,
    });
    const attached = await this.attach(tx, plan.id, id, evidence, quotations);
    if (level.complete) await requireCarrying(tx, level.slug, attached);
    await deriveCurrentRating(tx, plan.id, assessorId, objective.id);
    return { id, version };
  }

  /**
   * Withdraws an assessment: it stays readable and leaves every later scorecard.
   * @throws Refusal `not-found`, `stale-version`, `already-retracted`, or `invalid-input`
   */
  async retract(tx: Transaction, change: Change, id: string, input: RetractionInput): Promise<Recorded> {
    const { plan, objective, version } = await this.begin(tx, change);
    const earlier = isUuid(id)
      ? await tx.findOneBy(Assessment, { planId: plan.id, id, objectiveId: objective.id })
      : null;
    if (!earlier) throw noAssessment(id, objective.code);
    if (earlier.retracts !== null) {
      throw new Refusal(
        'already-retracted',
        'A retraction cannot be retracted. Record a new assessment instead.',
      );
    }
    if (await tx.existsBy(Assessment, { planId: plan.id, retracts: id })) {
      throw new Refusal(
        'already-retracted',
        'This assessment has already been retracted. To give the objective a status, record a new assessment.',
      );
    }
    const retraction = uuidv7();
    await tx.insert(Assessment, {
      planId: plan.id,
      id: retraction,
      objectiveId: objective.id,
      assessorId: earlier.assessorId,
      scaleId: plan.scaleId,
      retracts: id,
      recordedAt: plan.instant,
      recordedBy: recorderName(),
      rationale: input.rationale,
    });
    await deriveCurrentRating(tx, plan.id, earlier.assessorId, objective.id);
    return { id: retraction, version };
  }

  /**
   * Says that a person has looked at a passage which came with a file, and that it bears on the status as recorded.
   * @param position of the passage in the assessment, from 1
   * @throws Refusal `not-found`, `stale-version`, `already-retracted`, or `wrong-state` where it is not unread
   */
  async read(tx: Transaction, change: Change, id: string, position: string): Promise<Recorded> {
    const { plan, objective, version } = await this.begin(tx, change);
    const assessment = isUuid(id)
      ? await tx.findOneBy(Assessment, { planId: plan.id, id, objectiveId: objective.id })
      : null;
    if (!assessment) throw noAssessment(id, objective.code);
    if (await tx.existsBy(Assessment, { planId: plan.id, retracts: id })) {
      throw new Refusal(
        'already-retracted',
        'This assessment has been retracted: its passages carry no status any more.',
      );
    }
    const at = {
      planId: plan.id,
      assessmentId: id,
      position: /^[1-9]\d{0,3}$/.test(position) ? +position : 0,
    };
    const evidence = await tx.findOneBy(Evidence, at);
    if (!evidence) {
      throw notFound('passage', position, `The assessment lists its evidence, with the position of each.`);
    }
    if (!evidence.unread || (await tx.existsBy(EvidenceReading, at))) {
      throw new Refusal(
        'wrong-state',
        'This passage is not unread: a person has read it. To change how it bears on the status, record a new assessment.',
        undefined,
        undefined,
        { key: 'reason:passageRead', values: {} },
      );
    }
    await tx.insert(EvidenceReading, { ...at, readAt: plan.instant, readBy: recorderName() });
    await deriveCurrentRating(tx, plan.id, assessment.assessorId, objective.id);
    return { id, version };
  }

  /**
   * Stores a history that was recorded elsewhere, with its ids, instants and names, out of the temporary table
   * `staged_assessment`. The caller answers for it: no rule for recording is asked but those that the database holds.
   * @param planIds of the plans that it belongs to, which had none before
   * @returns how many assessments there are in it, retractions too
   */
  async restore(tx: Transaction, planIds: readonly number[]): Promise<number> {
    const [{ made }] = (await rowsOf<{ made: number }>(tx, RESTORED_ASSESSMENTS)) as [{ made: number }];
    await tx.query(RESTORED_EVIDENCE);
    await tx.query(RESTORED_READINGS);
    await tx.query(DERIVED_RATINGS, [planIds]);
    return made;
  }

  /**
   * Takes the plan's row and then the objective's version: the same order for every writer, so none waits in a ring.
   * @throws Refusal `not-found`, `wrong-state` where the objective was struck, or `stale-version`
   */
  async begin(
    tx: Transaction,
    change: Change,
  ): Promise<{ plan: PlanInChange; objective: Objective; version: number }> {
    const plan = await this.clock.advance(tx, change.plan);
    const objective = await this.objectives.get(tx, plan, change.objective);
    if (change.read) requireVersion(change.read, objective.version, `the objective ${objective.code}`);
    const version = objective.version + 1;
    await tx.update(Objective, { planId: plan.id, id: objective.id }, { version });
    return { plan, objective, version };
  }

  private async level(tx: Transaction, plan: PlanInChange, slug: string): Promise<RatingLevel> {
    const levels = await tx.find(RatingLevel, {
      where: { scaleId: plan.scaleId },
      order: { position: 'ASC' },
    });
    const level = levels.find((candidate) => candidate.slug === slug);
    if (level) return level;
    const known = levels.map((candidate) => candidate.slug).join(', ');
    throw invalidInput({
      pointer: '/status',
      message: `"${slug}" is not a level of this plan's rating scale; its levels are ${known}`,
      reason: because('reason:status'),
    });
  }

  /** @throws Refusal `invalid-input` where the day lies far outside the term, `not-allowed` where an analyst insists on it */
  private async requireDay(tx: Transaction, plan: PlanInChange, input: AssessmentInput): Promise<void> {
    const { termStart, termEnd } = await tx.findOneOrFail(Plan, {
      select: { id: true, termStart: true, termEnd: true },
      where: { id: plan.id },
    });
    const errors = outsideTermErrors(input.effectiveOn, termStart, termEnd);
    if (errors.length === 0) return;
    if (input.outsideTerm !== true) {
      // The page of the form says it in its own words, and offers an editor to insist.
      throw new Refusal('invalid-input', summarise(errors), errors, { outsideTerm: { termStart, termEnd } });
    }
    const { role } = requestContext().actor;
    if (includes(role, 'editor')) return;
    throw new Refusal('not-allowed', `A day far outside the term needs the role editor; yours is ${role}.`, [
      {
        pointer: '/outsideTerm',
        message: 'needs the role editor: leave it out and correct the day, or ask an editor',
      },
    ]);
  }

  private async attach(
    tx: Transaction,
    planId: number,
    assessmentId: string,
    evidence: readonly RecordedEvidence[],
    quotations: ReadonlyMap<number, ResolvedPassage>,
  ): Promise<Evidence[]> {
    const rows: Evidence[] = [];
    for (const [at, input] of evidence.entries()) {
      const passageId = await this.passages.idOf(
        tx,
        referenceOf(input),
        quotations.get(at),
        `/evidence/${at}`,
      );
      if (rows.some((row) => row.passageId === passageId)) {
        throw invalidInput({
          pointer: `/evidence/${at}`,
          message: 'is the same passage as an earlier one; list each passage once',
          reason: because('reason:passageRepeated'),
        });
      }
      rows.push({
        planId,
        assessmentId,
        position: at + 1,
        passageId,
        bearing: input.bearing,
        note: input.note ?? null,
        unread: input.unread ?? false,
      });
    }
    if (rows.length > 0) await tx.insert(Evidence, rows);
    return rows;
  }
}

/** @throws Refusal `invalid-input` naming the passages that contradict a complete status, where nothing carries it */
async function requireCarrying(
  tx: Transaction,
  status: string,
  attached: readonly Evidence[],
): Promise<void> {
  if (attached.some(({ bearing }) => bearing !== 'contradicts')) return;
  const passages = await tx.findBy(Passage, { id: In(attached.map(({ passageId }) => passageId)) });
  const words = new Map(passages.map(({ id, exact, summary }) => [id, exact ?? summary ?? '']));
  const errors = contradictionErrors(
    status,
    attached.map(({ bearing, passageId }) => ({ bearing, words: words.get(passageId) ?? '' })),
  );
  if (errors.length === 0) return;
  const contradicting = attached.map(({ passageId }) => words.get(passageId) ?? '');
  throw new Refusal('invalid-input', summarise(errors), errors, { contradicting });
}

/**
 * Writes what the history says last: by (effective_on, recorded_at, id), retractions taken out. The same rule as
 * in the scorecard's SQL for an earlier day, so that both give one figure.
 */
async function deriveCurrentRating(
  tx: Transaction,
  planId: number,
  assessorId: number,
  objectiveId: number,
): Promise<void> {
  const key = [planId, assessorId, objectiveId];
  await tx.query(
    'DELETE FROM current_rating WHERE plan_id = $1 AND assessor_id = $2 AND objective_id = $3',
    key,
  );
  await rowsOf(
    tx,
    `INSERT INTO current_rating (plan_id, assessor_id, objective_id, assessment_id, level, effective_on, cause,
                                 ${EVIDENCE_COUNTS})
     SELECT a.plan_id, a.assessor_id, a.objective_id, a.id, a.level, a.effective_on, a.cause,
            ${COUNTED_EVIDENCE}
       FROM (SELECT * FROM assessment x
              WHERE x.plan_id = $1 AND x.assessor_id = $2 AND x.objective_id = $3 AND x.level IS NOT NULL
                AND NOT EXISTS (SELECT FROM assessment r WHERE r.plan_id = x.plan_id AND r.retracts = x.id)
              ORDER BY x.effective_on DESC, x.recorded_at DESC, x.id DESC
              LIMIT 1) a
       ${evidenceOf('a.plan_id', 'a.id')}
      GROUP BY a.plan_id, a.assessor_id, a.objective_id, a.id, a.level, a.effective_on, a.cause`,
    key,
  );
}
