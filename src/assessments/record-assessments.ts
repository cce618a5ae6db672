import { Injectable } from '@nestjs/common';
import { invalidInput } from '../core/errors.js';
import type { Transaction } from '../database/transactions.js';
import { type Asked, Idempotency } from '../http/idempotency.js';
import type { Answer } from '../http/replies.js';
import { PlanClock } from '../plans/plan-clock.js';
import { AssessmentResolver, type ResolvedAssessment } from './assessment-resolver.js';
import { AssessmentsService, type Recorded } from './assessments.service.js';
import { BatchFaults, repetitions } from './batch-faults.js';
import type { AssessmentBatchItem } from './dto/assessment-batch.dto.js';

/** What the answer says of one item. */
type RecordedItem = Recorded & { objective: string };

/** Recording many assessments of a plan at once: all or none, with every fault told at once. */
@Injectable()
export class RecordAssessments {
  constructor(
    private readonly resolver: AssessmentResolver,
    private readonly idempotency: Idempotency,
    private readonly clock: PlanClock,
    private readonly assessments: AssessmentsService,
  ) {}

  /**
   * Records at most once for the request's Idempotency-Key; the plan's revision moves once for all of them.
   * @throws Refusal `not-found` where there is no such plan; otherwise one that names every fault by its item, as
   *   {@link BatchFaults} combines them
   */
  once(asked: Asked, plan: string, items: readonly AssessmentBatchItem[]): Promise<Answer> {
    if (items.length === 0) throw invalidInput({ pointer: '/items', message: 'must have at least one item' });
    return this.idempotency.run(
      asked,
      async (tx, looked) => ({
        status: 201,
        headers: {},
        body: { items: await this.record(tx, plan, items, looked) },
      }),
      () => this.resolve(items),
    );
  }

  /** Looks the quotations up one after the other, so that one request keeps no more than one worker busy. */
  private async resolve(items: readonly AssessmentBatchItem[]): Promise<Looked> {
    const faults = new BatchFaults(items);
    const resolved: (ResolvedAssessment | undefined)[] = [];
    for (const [at, { objective: _objective, version: _version, ...input }] of items.entries()) {
      resolved.push(await faults.collect(at, () => this.resolver.resolve(input)));
    }
    return { resolved, faults };
  }

  private async record(
    tx: Transaction,
    plan: string,
    items: readonly AssessmentBatchItem[],
    { resolved, faults: before }: Looked,
  ): Promise<RecordedItem[]> {
    const faults = before.copy();
    const repeated = repetitions(items);
    await this.clock.advance(tx, plan);
    const recorded: RecordedItem[] = [];
    for (const [at, { objective, version }] of items.entries()) {
      const change = { plan, objective, read: [version] };
      const assessment = resolved[at];
      const done = await faults.collect(at, async () => {
        const repetition = repeated.get(at);
        if (repetition) throw repetition;
        if (assessment) return this.assessments.record(tx, change, assessment);
        // Its quotations were not found; whether its objective is right is told all the same.
        await this.assessments.begin(tx, change);
        return undefined;
      });
      if (done) recorded.push({ objective, ...done });
    }
    // Thrown here, it takes back all that was recorded.
    faults.throwIfAny();
    return recorded;
  }
}

/** The assessments with their quotations looked up, undefined where one was not found, and what was wrong. */
interface Looked {
  resolved: (ResolvedAssessment | undefined)[];
  faults: BatchFaults;
}
