import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import { DEFAULT_LANGUAGE } from '../../language/languages.js';
import { noPlan } from '../../plans/plans.reader.js';
import { carriedKnownAt, momentOf } from '../scorecard/moment.js';
import { type Edition, type ReportQuestion, ScorecardReader } from '../scorecard/scorecard.reader.js';
import { computeTimeline, type Timeline, type TimelineFacts, timelineOnScale } from './timeline.js';
import { TIMELINE } from './timeline.sql.js';

interface Row extends Omit<TimelineFacts, 'assessor'>, Edition {
  assessor: TimelineFacts['assessor'] | null;
  revisedAt: Date;
}

@Injectable()
export class TimelineReader {
  constructor(
    private readonly reads: Reads,
    private readonly scorecards: ScorecardReader,
  ) {}

  /**
   * How the counts of a plan came about up to a day, with the edition that it was made of. The `asOf` and `knownAt`
   * that it carries reproduce it.
   * @throws Refusal `not-found` (plan), or `invalid-query`
   */
  async read(
    plan: string,
    question: Pick<ReportQuestion, 'asOf' | 'knownAt' | 'assessor' | 'lang' | 'scale'> = {},
  ): Promise<{ timeline: Timeline; edition: Edition }> {
    const moment = momentOf(question);
    const { assessor, lang: language = DEFAULT_LANGUAGE } = question;
    const asked = [plan, assessor ?? null, language, moment.asOf, moment.knownAt ?? null];
    const row = await this.reads.first<Row>(TIMELINE, asked);
    if (!row) throw noPlan(plan);
    const knownAt = carriedKnownAt(moment, row.revisedAt);
    if (row.assessor === null) throw await this.scorecards.noAssessor(plan, assessor);
    const reading = await this.scorecards.reading(plan, question.scale, language, question.knownAt);
    const facts = timelineOnScale({ ...row, assessor: row.assessor }, reading);
    return {
      timeline: computeTimeline(facts, { asOf: moment.asOf, knownAt, language }),
      edition: { id: row.id, revision: row.revision },
    };
  }
}
