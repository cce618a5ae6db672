import { AnswerLanguage, Day, OneOf, Slug } from '../../http/fields.js';
import { PageQuery } from '../../http/page-query.js';
import type { Language } from '../../language/languages.js';
import { type Chart, CHARTS } from '../scorecard/formats/svg.js';
import { MomentQuery } from './moment.dto.js';

export class TimelineQuery extends MomentQuery {
  @Slug({ optional: true, description: "Whose ratings; the plan's default assessor where none is named" })
  assessor?: string;

  @Slug({
    optional: true,
    description: "The rating scale to read the plan's levels on; its own where none is named",
    example: 'g20-compliance',
  })
  scale?: string;

  @AnswerLanguage({ description: 'The language of titles and labels; en where none is named' })
  lang?: Language;
}

export class ScorecardQuery extends TimelineQuery {
  @Day({
    optional: true,
    description: 'An earlier day: what changed since then is told too',
    example: '2023-10-01',
  })
  since?: string;
}

/** With what only some forms of the report look at. */
export class ReportQuery extends ScorecardQuery {
  @OneOf(CHARTS, { optional: true, description: 'SVG: this chart alone; all where none is named' })
  chart?: Chart;

  @OneOf(['true', 'false'], { optional: true, description: 'CSV: begin with a byte order mark, for Excel' })
  bom?: 'true' | 'false';
}

export class OverviewQuery extends PageQuery {
  @Slug({ optional: true, description: 'The presidencies of this organization; of all where none is named' })
  organization?: string;

  @Day({
    optional: true,
    description: 'The day the table is about; today where none is named',
    example: '2023-12-31',
  })
  asOf?: string;

  @AnswerLanguage({ description: 'The language of titles and labels; en where none is named' })
  lang?: Language;

  @OneOf(['true', 'false'], { optional: true, description: 'CSV: begin with a byte order mark, for Excel' })
  bom?: 'true' | 'false';
}
