import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import { today } from '../../core/dates.js';
import { decodeCursor, PAGE_LIMIT, pageOf } from '../../core/cursors.js';
import { DEFAULT_LANGUAGE, type Language } from '../../language/languages.js';
import { noOrganization } from '../../plans/organizations/organizations.reader.js';
import { inLanguage, type Translations } from '../../plans/translations.js';
import { type Overview, overviewRow, type OverviewReport } from './overview.js';
import { OVERVIEW, OVERVIEW_ORGANIZATION, OVERVIEW_PLANS } from './overview.sql.js';
import { computeScorecard, originOf, type ScorecardFacts } from '../scorecard/scorecard.js';

/** Where the table stands, from the server's root. */
export const OVERVIEW_PATH = '/api/v1/scorecards';

/** Which presidencies are asked for. */
export interface OverviewQuestion {
  /** An organization's slug; all where none is named. */
  organization?: string;
  /** `YYYY-MM-DD`; today where none is named. */
  asOf?: string;
  lang?: Language;
  limit?: number;
  cursor?: string;
}

type Row = Pick<
  ScorecardFacts,
  'plan' | 'assessor' | 'scale' | 'groups' | 'claims' | 'sources' | 'provenanceNote'
> & {
  differing: number;
  revisedAt: Date;
};

interface Named {
  name: string;
  names: Translations;
  acronym: string | null;
  acronyms: Translations;
}

@Injectable()
export class OverviewReader {
  constructor(private readonly reads: Reads) {}

  /**
   * The presidencies of an organization side by side, each by its default assessor and with all that is known.
   * @throws Refusal `not-found` (organization), `invalid-query` (cursor)
   */
  async get(question: OverviewQuestion = {}): Promise<Overview> {
    return (await this.read(question)).overview;
  }

  /** The same with the scorecards of its rows, for the other forms. @throws as `get` */
  async read(question: OverviewQuestion = {}): Promise<OverviewReport> {
    const { organization: slug, asOf = today(), lang: language = DEFAULT_LANGUAGE, cursor } = question;
    const limit = question.limit ?? PAGE_LIMIT.default;
    const [term, last] = decodeCursor(cursor, ['date', 'string']) ?? [null, null];
    const organization = slug === undefined ? null : await this.organization(slug, language);
    const found = await this.reads.rows<{ id: number; slug: string; termStart: string }>(OVERVIEW_PLANS, [
      slug ?? null,
      term,
      last,
      limit + 1,
    ]);
    const page = pageOf(
      found,
      limit,
      (row) => [row.termStart, row.slug],
      ({ id }) => id,
    );
    const rows = await this.reads.rows<Row>(OVERVIEW, [page.items, asOf, language]);
    const cards = rows.map(({ revisedAt, differing, ...facts }) => ({
      ...computeScorecard({ ...facts, ...NOT_SHOWN }, { asOf, knownAt: revisedAt.toISOString(), language }),
      differing,
    }));
    const origin = originOf(OVERVIEW_PATH, {
      ...(slug === undefined ? {} : { organization: slug }),
      asOf,
      lang: language,
      limit: String(limit),
      ...(cursor === undefined ? {} : { cursor }),
    });
    const items = cards.map(overviewRow);
    return { overview: { language, asOf, organization, items, nextCursor: page.nextCursor, origin }, cards };
  }

  private async organization(slug: string, language: Language): Promise<Overview['organization']> {
    const found = await this.reads.first<Named>(OVERVIEW_ORGANIZATION, [slug]);
    if (found) {
      const { name, names, acronym, acronyms } = found;
      const shown = inLanguage(acronym ?? '', acronyms, language);
      return { slug, name: inLanguage(name, names, language), acronym: shown === '' ? null : shown };
    }
    throw noOrganization(slug);
  }
}

/** What a table of totals leaves out. */
const NOT_SHOWN = { areas: [], notComplete: [], late: [], dissent: [] };
