import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import { invalidQuery } from '../../core/errors.js';
import { DEFAULT_LANGUAGE, type Language } from '../../language/languages.js';
import { noPlan, PlansReader } from '../../plans/plans.reader.js';
import { ScaleMappingsReader } from '../../plans/scales/scale-mappings.reader.js';
import { inLanguage } from '../../plans/translations.js';
import { carriedKnownAt, type Moment, momentOf } from './moment.js';
import { CHANGED } from './objectives.sql.js';
import { levelReader, readOnScale, type ScaleReading } from './scale-mapping.js';
import {
  type Changes,
  computeScorecard,
  type Scorecard,
  type ScorecardFacts,
  type ScorecardMoment,
} from './scorecard.js';
import { DIGEST_VERSION, digestOf, type DigestVersion } from './digest.js';
import { SCORECARD_NOW, SCORECARD_THEN } from './scorecard.sql.js';

/** Which report of a plan is asked for. */
export interface ReportQuestion {
  /** `YYYY-MM-DD`; today where none is named. */
  asOf?: string;
  /** RFC 3339; the last change we know of where none is named. */
  knownAt?: string;
  /** The plan's default assessor where none is named. */
  assessor?: string;
  /** The plan's own scale where none is named. */
  scale?: string;
  /** `YYYY-MM-DD`, an earlier day: what changed since then is told too. */
  since?: string;
  /** Which digest it carries; that of today where none is named. */
  digestVersion?: DigestVersion;
  /** `en` where none is named. */
  lang?: Language;
}

/** Which state of which plan an answer was made of: equal where nothing that its reports show has changed. */
export interface Edition {
  id: number;
  revision: number;
}

/** A scorecard with what it was made of. */
export interface ReadScorecard {
  scorecard: Scorecard;
  edition: Edition;
  /** Undefined where the plan was read on its own scale. */
  reading: ScaleReading | undefined;
}

interface Row extends Omit<ScorecardFacts, 'assessor'>, Edition {
  assessor: ScorecardFacts['assessor'] | null;
  revisedAt: Date;
}

const EDITION = { name: 'plan-edition', text: 'SELECT p.id, p.revision FROM seen_plan p WHERE p.slug = $1' };

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
  async get(plan: string, question: ReportQuestion = {}): Promise<Scorecard> {
    return (await this.read(plan, question)).scorecard;
  }

  /**
   * The same, with the edition that it was made of, and how the plan's levels were read.
   * @throws Refusal `not-found` (plan), or `invalid-query`
   */
  async read(plan: string, question: ReportQuestion): Promise<ReadScorecard> {
    const moment = momentOf(question);
    requireEarlier(question.since, moment.asOf);
    const { lang: language = DEFAULT_LANGUAGE, digestVersion = DIGEST_VERSION } = question;
    const row = await this.facts(plan, question.assessor, language, moment);
    const reading = await this.reading(plan, question.scale, language, question.knownAt);
    const knownAt = carriedKnownAt(moment, row.revisedAt);
    const changes =
      question.since === undefined
        ? undefined
        : await this.changes(
            plan,
            row.assessor.slug,
            question.since,
            { asOf: moment.asOf, knownAt, language },
            reading,
          );
    const scorecard = computeScorecard(
      readOnScale(row, reading),
      { asOf: moment.asOf, knownAt, language },
      changes,
    );
    return {
      // The digest is of the wording that there always is; in another language the same records read otherwise.
      scorecard:
        language === DEFAULT_LANGUAGE
          ? { ...scorecard, digest: digestOf(scorecard, digestVersion), digestVersion }
          : scorecard,
      edition: { id: row.id, revision: row.revision },
      reading,
    };
  }

  /**
   * How the plan's levels read on `scale`; undefined where they are read as they are.
   * @param knownAt RFC 3339: of the scale that the plan had then
   * @throws Refusal `invalid-query` that names the scales that the plan can be read on
   */
  async reading(
    plan: string,
    scale: string | undefined,
    language: Language = DEFAULT_LANGUAGE,
    knownAt?: string,
  ): Promise<ScaleReading | undefined> {
    if (scale === undefined) return undefined;
    const mapping = await this.mappings.ofPlan(plan, scale, knownAt);
    if (!mapping) throw noPlan(plan);
    const { from, to, levels, pairs, known } = mapping;
    if (from === to?.slug) return undefined;
    if (to !== null && levels !== null && pairs !== null) {
      const labelled = levels.map(({ labels, ...level }) => ({
        ...level,
        label: inLanguage(level.label, labels, language),
      }));
      const name = inLanguage(to.name, to.names, language);
      return { from, to: { slug: to.slug, name, levels: labelled }, pairs };
    }
    throw invalidQuery(
      'scale',
      `the plan uses the rating scale "${from}", which is not mapped to "${scale}"; it is mapped to ${known.join(', ') || 'no other scale yet'}. ` +
        `Add a mapping with POST /api/v1/scales/${from}/mappings`,
    );
  }

  /**
   * Which edition of a plan's reports there is now, at the cost of one step into an index.
   * @throws Refusal `not-found` (plan)
   */
  async edition(plan: string): Promise<Edition> {
    const row = await this.reads.first<Edition>(EDITION, [plan]);
    if (!row) throw noPlan(plan);
    return row;
  }

  /** The error for an assessor who does not assess the plan, naming those who do. */
  async noAssessor(plan: string, assessor: string | undefined): Promise<Error> {
    const known = (await this.plans.get(plan)).plan.assessors.map(({ slug }) => slug);
    return invalidQuery(
      'assessor',
      `"${assessor}" is not an assessor of this plan; its assessors are ${known.join(', ')}`,
    );
  }

  private async facts(
    plan: string,
    assessor: string | undefined,
    language: Language,
    moment: Moment,
  ): Promise<Row & { assessor: ScorecardFacts['assessor'] }> {
    const asked = [plan, assessor ?? null, language];
    const row = moment.isNow
      ? await this.reads.first<Row>(SCORECARD_NOW, asked)
      : await this.reads.first<Row>(SCORECARD_THEN, [...asked, moment.asOf, moment.knownAt ?? null]);
    if (!row) throw noPlan(plan);
    carriedKnownAt(moment, row.revisedAt);
    if (row.assessor === null) throw await this.noAssessor(plan, assessor);
    return { ...row, assessor: row.assessor };
  }

  /** Both days as far as was known at one instant: what we learnt in between is no change in the world. */
  private async changes(
    plan: string,
    assessor: string,
    since: string,
    { asOf, knownAt, language }: ScorecardMoment,
    reading: ScaleReading | undefined,
  ): Promise<Changes> {
    const [before, objectives] = await Promise.all([
      this.facts(plan, assessor, language, { asOf: since, knownAt, isNow: false }),
      this.reads.rows<Changes['objectives'][number]>(CHANGED, [
        plan,
        assessor,
        language,
        asOf,
        knownAt,
        since,
      ]),
    ]);
    const { complete, assessed } = computeScorecard(readOnScale(before, reading), {
      asOf: since,
      knownAt,
      language,
    }).total;
    const read = levelReader(reading);
    const moved = objectives
      .map((objective) => ({ ...objective, from: read(objective.from), to: read(objective.to) }))
      .filter(({ from, to }) => from !== to);
    return { since, total: { complete, assessed }, objectives: moved };
  }
}

/** @throws Refusal `invalid-query` */
function requireEarlier(since: string | undefined, asOf: string): void {
  if (since === undefined || since <= asOf) return;
  throw invalidQuery('since', `must not be after the day of the report, ${asOf}`);
}
