import { Injectable } from '@nestjs/common';
import { Reads } from '../database/reads.js';
import { DEFAULT_LANGUAGE, type Language } from '../language/languages.js';
import { commonScale, levelReader, type ScaleReading } from '../reporting/scorecard/scale-mapping.js';
import type { Scorecard } from '../reporting/scorecard/scorecard.js';
import { type Edition, ScorecardReader } from '../reporting/scorecard/scorecard.reader.js';
import {
  compare,
  type Comparison,
  type DecisionFact,
  latest,
  type LinkFact,
  type ObjectiveFact,
} from './compare.js';
import {
  COMPARED_DECISIONS,
  COMPARED_LINKS,
  COMPARED_OBJECTIVES,
  COMPARED_SCALES,
} from './comparison.sql.js';
import { dated, type Stored } from './dated.js';
import type { Pair } from './pairs.reader.js';

/** Which comparison of two plans is asked for. */
export interface ComparisonQuestion {
  /** `YYYY-MM-DD`; today where none is named. */
  asOf?: string;
  /** RFC 3339; all that is known where none is named. */
  knownAt?: string;
  /** Where none is named: the plans' own, if it is one, else one that both can be read on, else each on its own. */
  scale?: string;
  /** `en` where none is named. */
  lang?: Language;
}

/** Two plans as they stand before they are read. */
export interface Compared {
  from: ComparedScale;
  to: ComparedScale;
  /** The scale to read both on; undefined where each is read on its own. */
  scale: string | undefined;
  editions: Edition[];
}

interface ComparedScale extends Edition {
  slug: string;
  scale: string;
  mappedTo: string[];
}

@Injectable()
export class ComparisonReader {
  constructor(
    private readonly reads: Reads,
    private readonly scorecards: ScorecardReader,
  ) {}

  /**
   * The comparison of an earlier with a later plan, each by its default assessor.
   * @throws Refusal `invalid-query`
   */
  async get(pair: Pair, question: ComparisonQuestion = {}): Promise<Comparison> {
    return (await this.read(await this.compared(pair, question), question)).comparison;
  }

  /** Which scale the two plans are read on, and the editions that a comparison of them would be made of. */
  async compared(
    pair: Pair,
    { scale, knownAt }: Pick<ComparisonQuestion, 'scale' | 'knownAt'> = {},
  ): Promise<Compared> {
    const rows = await this.reads.rows<Omit<ComparedScale, 'slug'>>(COMPARED_SCALES, [
      pair.from.id,
      pair.to.id,
      knownAt ?? null,
    ]);
    const [one, other] = [pair.from, pair.to].map((plan) => ({
      ...rows.find(({ id }) => id === plan.id)!,
      slug: plan.slug,
    })) as [ComparedScale, ComparedScale];
    return {
      from: one,
      to: other,
      scale: scale ?? commonScale(one, other),
      editions: [one, other].map(({ id, revision }) => ({ id, revision })),
    };
  }

  /**
   * The comparison, with the editions that it was made of. Both scorecards come first; all else is asked for as it was
   * known at the instants that they carry, so that a change in between tears nothing apart.
   * @throws Refusal `invalid-query`
   */
  async read(
    { from, to, scale }: Compared,
    { asOf, knownAt, lang = DEFAULT_LANGUAGE }: Omit<ComparisonQuestion, 'scale'>,
  ): Promise<{ comparison: Comparison; editions: Edition[] }> {
    const question = { asOf, knownAt, lang, scale };
    const [one, other] = await Promise.all([
      this.scorecards.read(from.slug, question),
      this.scorecards.read(to.slug, question),
    ]);
    const instant = latest(one.scorecard.knownAt, other.scorecard.knownAt);
    const ofBoth = [from.id, to.id, instant];
    const [earlier, later, links, decisions] = await Promise.all([
      this.objectives(from.id, one.scorecard, one.reading),
      this.objectives(to.id, other.scorecard, other.reading),
      this.reads.rows<Stored<LinkFact>>(COMPARED_LINKS, ofBoth),
      this.reads.rows<Stored<DecisionFact>>(COMPARED_DECISIONS, ofBoth),
    ]);
    const comparison = compare(
      { scorecard: one.scorecard, scale: from.scale, objectives: earlier },
      { scorecard: other.scorecard, scale: to.scale, objectives: later },
      links.map(dated),
      decisions.map(dated),
    );
    return { comparison, editions: [one.edition, other.edition] };
  }

  private async objectives(
    planId: number,
    { assessor, language, asOf, knownAt }: Scorecard,
    reading: ScaleReading | undefined,
  ): Promise<ObjectiveFact[]> {
    const read = levelReader(reading);
    const rows = await this.reads.rows<ObjectiveFact>(COMPARED_OBJECTIVES, [
      planId,
      assessor.slug,
      language,
      asOf,
      knownAt,
    ]);
    return rows.map((row) => ({ ...row, level: read(row.level) }));
  }
}
