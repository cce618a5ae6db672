import { Day, OneOf, Slug } from '../../http/fields.js';
import { LANGUAGES, type ReportLanguage } from '../scorecard.js';
import { MomentQuery } from './moment.dto.js';

export class TimelineQuery extends MomentQuery {
  @Slug({ optional: true, description: "Whose ratings; the plan's default assessor where none is named" })
  assessor?: string;
}

export class ScorecardQuery extends TimelineQuery {
  @Day({
    optional: true,
    description: 'An earlier day: what changed since then is told too',
    example: '2023-10-01',
  })
  since?: string;

  @OneOf(LANGUAGES, { optional: true, description: 'The language of labels; en where none is named' })
  lang?: ReportLanguage;
}
