import { Injectable } from '@nestjs/common';
import { Reads } from '../database/reads.js';
import { invalidQuery } from '../http/errors.js';
import { noPlan, PlansReader } from '../plans/plans.reader.js';
import { ScaleMappingsReader } from '../plans/scale-mappings.reader.js';
import { carriedKnownAt, momentOf } from './moment.js';
import { readOnScale, type ScaleReading } from './scale-mapping.js';
import { computeScorecard, type Scorecard, type ScorecardFacts } from './scorecard.js';
import { digestOf } from './snapshots/digest.js';
import { SCORECARD_NOW, SCORECARD_THEN } from './scorecard.sql.js';

/** Which scorecard of a plan is asked for. */
export interface ScorecardQuestion {
  /** `YYYY-MM-DD`; today where none is named. */
  asOf?: string;
  /** RFC 3339; the last change we know of where none is named. */
  knownAt?: string;
  /** The plan's default assessor where none is named. */
  assessor?: string;
  /** The plan's own scale where none is named. */
  scale?: string;
}

interface Row extends Omit<ScorecardFacts, 'assessor'> {
  assessor: ScorecardFacts['assessor'] | null;
  revision: number;
  revisedAt: Date;
}

@Injectable()
export class ScorecardReader {
  constructor(
    private readonly reads: Reads,
    private readonly plans: PlansReader,
    private readonly mappings: ScaleMappingsReader,
  ) {}

  /**
   * The scorecard of a plan. The `asOf` and `knownAt` that it carries reproduce it.
   * @throws Refusal `not-found` (plan), or `invalid-query`
   */
  async get(plan: string, question: ScorecardQuestion = {}): Promise<Scorecard> {
    const moment = momentOf(question);
    const assessor = question.assessor ?? null;
    const row = moment.isNow
      ? await this.reads.first<Row>(SCORECARD_NOW, [plan, assessor])
      : await this.reads.first<Row>(SCORECARD_THEN, [plan, assessor, moment.asOf, moment.knownAt ?? null]);
    if (!row) throw noPlan(plan);
    const knownAt = carriedKnownAt(moment, row.revisedAt);
    if (row.assessor === null) throw await this.noAssessor(plan, assessor);
    const facts = { ...row, assessor: row.assessor };
    const reading = await this.reading(plan, question.scale);
    const scorecard = reading
      ? {
          ...computeScorecard(readOnScale(facts, reading), moment.asOf, knownAt),
          mapped: { from: reading.from, to: reading.to },
        }
      : computeScorecard(facts, moment.asOf, knownAt);
    return { ...scorecard, digest: digestOf(scorecard) };
  }

  /**
   * How the plan's levels read on `scale`; undefined where they are read as they are.
   * @throws Refusal `invalid-query` that names the scales that the plan can be read on
   */
  async reading(plan: string, scale: string | undefined): Promise<ScaleReading | undefined> {
    if (scale === undefined) return undefined;
    const mapping = await this.mappings.ofPlan(plan, scale);
    if (!mapping) throw noPlan(plan);
    const { from, to, levels, pairs, known } = mapping;
    if (from === to) return undefined;
    if (to !== null && levels !== null && pairs !== null) return { from, to, levels, pairs };
    throw invalidQuery(
      'scale',
      `the plan is rated on "${from}", which cannot be read on "${scale}", but on ${known.join(', ') || 'no other scale yet'}; ` +
        `POST /api/v1/scales/${from}/mappings adds a mapping`,
    );
  }

  private async noAssessor(plan: string, assessor: string | null): Promise<Error> {
    const known = (await this.plans.get(plan)).plan.assessors.map(({ slug }) => slug);
    return invalidQuery(
      'assessor',
      `"${assessor}" does not assess this plan; its assessors are ${known.join(', ')}`,
    );
  }
}
