import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import { noPlan } from '../../plans/plans.reader.js';
import { type Agreement, type AgreementFacts, computeAgreement } from './agreement.js';
import { AGREEMENT_NOW, AGREEMENT_THEN } from './agreement.sql.js';
import { carriedKnownAt, momentOf } from '../scorecard/moment.js';

interface Row extends AgreementFacts {
  revisedAt: Date;
}

@Injectable()
export class AgreementReader {
  constructor(private readonly reads: Reads) {}

  /**
   * How far the assessors of a plan agree. The `asOf` and `knownAt` that it carries reproduce it, as with a scorecard.
   * @throws Refusal `not-found` (plan), or `invalid-query`
   */
  async get(plan: string, question: { asOf?: string; knownAt?: string } = {}): Promise<Agreement> {
    const moment = momentOf(question);
    const row = moment.isNow
      ? await this.reads.first<Row>(AGREEMENT_NOW, [plan])
      : await this.reads.first<Row>(AGREEMENT_THEN, [plan, moment.asOf, moment.knownAt ?? null]);
    if (!row) throw noPlan(plan);
    return computeAgreement(row, moment.asOf, carriedKnownAt(moment, row.revisedAt));
  }
}
