import { Injectable } from '@nestjs/common';
import { Transactions } from '../database/transactions.js';
import { type Asked, Idempotency } from '../http/idempotency.js';
import type { Answer } from '../http/replies.js';
import { AssessmentResolver } from './assessment-resolver.js';
import { AssessmentsService, type Change, type Recorded } from './assessments.service.js';
import type { AssessmentInput } from './dto/assessment.dto.js';

/** Recording an assessment, from its input to the stored record: the one way for the API, the pages and the shell. */
@Injectable()
export class RecordAssessment {
  constructor(
    private readonly resolver: AssessmentResolver,
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly assessments: AssessmentsService,
  ) {}

  /**
   * Records at most once for the request's Idempotency-Key.
   * @param answer makes the answer, inside the transaction
   * @throws Refusal as {@link AssessmentsService.record} and {@link AssessmentResolver.resolve} do, and `key-reused`
   */
  once(
    asked: Asked,
    change: Change,
    input: AssessmentInput,
    answer: (recorded: Recorded) => Answer | Promise<Answer>,
  ): Promise<Answer> {
    return this.idempotency.run(
      asked,
      async (tx, resolved) => answer(await this.assessments.record(tx, change, resolved)),
      () => this.resolver.resolve(input),
    );
  }

  /**
   * Records within a transaction in which the caller reads what stands before and after; what `work` throws takes the
   * recording back.
   * @throws Refusal as {@link AssessmentsService.record} and {@link AssessmentResolver.resolve} do
   */
  async within<T>(
    input: AssessmentInput,
    work: (record: (change: Change) => Promise<Recorded>) => Promise<T>,
  ): Promise<T> {
    const resolved = await this.resolver.resolve(input);
    return this.transactions.run((tx) => work((change) => this.assessments.record(tx, change, resolved)));
  }
}
