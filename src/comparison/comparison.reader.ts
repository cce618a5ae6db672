import { Injectable } from '@nestjs/common';
import { Reads } from '../database/reads.js';
import type { Scorecard } from '../reporting/scorecard.js';
import { ScorecardReader } from '../reporting/scorecard.reader.js';
import { compare, type Comparison, latest, type LinkFact, type ObjectiveFact } from './compare.js';
import { COMPARED_LINKS, COMPARED_OBJECTIVES, COMPARED_SCALES } from './comparison.sql.js';
import { PairsReader } from './pairs.reader.js';

/** As of which day, and as far as was known at which instant. */
export interface ComparisonQuestion {
  asOf?: string;
  knownAt?: string;
}

@Injectable()
export class ComparisonReader {
  constructor(
    private readonly reads: Reads,
    private readonly pairs: PairsReader,
    private readonly scorecards: ScorecardReader,
  ) {}

  /**
   * The comparison of an earlier with a later plan, each by its default assessor. Both scorecards come first; all else
   * is asked for as it was known at the instants that they carry, so that a change in between tears nothing apart.
   * @throws Refusal `not-found` (plan), `invalid-input` (no such comparison), `invalid-query`
   */
  async get(from: string, to: string, question: ComparisonQuestion = {}): Promise<Comparison> {
    const pair = await this.pairs.get(from, to);
    const { asOf, knownAt } = question;
    const [one, other] = await Promise.all([
      this.scorecards.get(from, { asOf, knownAt }),
      this.scorecards.get(to, { asOf, knownAt }),
    ]);
    const ids = [pair.from.id, pair.to.id];
    const [earlier, later, links, scales] = await Promise.all([
      this.objectives(pair.from.id, one),
      this.objectives(pair.to.id, other),
      this.reads.rows<LinkFact>(COMPARED_LINKS, [...ids, latest(one.knownAt, other.knownAt)]),
      this.reads.rows<{ id: number; slug: string }>(COMPARED_SCALES, ids),
    ]);
    const scaleOf = new Map(scales.map(({ id, slug }) => [id, slug]));
    return compare(
      { scorecard: one, scale: scaleOf.get(pair.from.id)!, objectives: earlier },
      { scorecard: other, scale: scaleOf.get(pair.to.id)!, objectives: later },
      links,
    );
  }

  private objectives(planId: number, { assessor, asOf, knownAt }: Scorecard): Promise<ObjectiveFact[]> {
    return this.reads.rows<ObjectiveFact>(COMPARED_OBJECTIVES, [planId, assessor.slug, asOf, knownAt]);
  }
}
