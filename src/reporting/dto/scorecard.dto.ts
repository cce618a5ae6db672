import { AnswerLanguage, Day, OneOf, Slug, WholeParameter } from '../../http/fields.js';
import { PageQuery } from '../../http/page-query.js';
import type { Language } from '../../language/languages.js';
import { type Chart, CHARTS } from '../scorecard/formats/svg.js';
import { DIGEST_VERSION, DIGEST_VERSIONS, type DigestVersion } from '../scorecard/digest.js';
import { MomentQuery } from './moment.dto.js';

export class TimelineQuery extends MomentQuery {
  @Slug({ optional: true, description: "The assessor; default: the plan's default assessor" })
  assessor?: string;

  @Slug({
    optional: true,
    description: "The rating scale to convert to; default: the plan's own",
    example: 'g20-compliance',
  })
  scale?: string;

  @AnswerLanguage({ description: 'The language of titles and labels; default en' })
  lang?: Language;
}

export class ScorecardQuery extends TimelineQuery {
  @WholeParameter({
    optional: true,
    min: DIGEST_VERSIONS[0],
    max: DIGEST_VERSION,
    description:
      'Which version of the digest it carries, as an older snapshot does; the newest where none is named',
    example: 1,
  })
  digestVersion?: DigestVersion;

  @Day({
    optional: true,
    description: 'An earlier day: the report also lists what changed since',
    example: '2023-10-01',
  })
  since?: string;
}

/** With what only some forms of the report look at. */
export class ReportQuery extends ScorecardQuery {
  @OneOf(CHARTS, { optional: true, description: 'SVG: only this chart; default: all' })
  chart?: Chart;

  @OneOf(['true', 'false'], { optional: true, description: 'CSV: start with a byte order mark, for Excel' })
  bom?: 'true' | 'false';

  @OneOf(['true', 'false'], {
    optional: true,
    description: 'PDF: false leaves out the passages of the complete objectives',
  })
  appendix?: 'true' | 'false';
}

export class OverviewQuery extends PageQuery {
  @Slug({ optional: true, description: 'Only presidencies of this organization; default: all' })
  organization?: string;

  @Day({
    optional: true,
    description: 'The day of the table; default today',
    example: '2023-12-31',
  })
  asOf?: string;

  @AnswerLanguage({ description: 'The language of titles and labels; default en' })
  lang?: Language;

  @OneOf(['true', 'false'], { optional: true, description: 'CSV: start with a byte order mark, for Excel' })
  bom?: 'true' | 'false';
}
