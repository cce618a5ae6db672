import { AnswerLanguage, OneOf, Slug } from '../../http/fields.js';
import type { Language } from '../../language/languages.js';
import { MomentQuery } from '../../reporting/dto/moment.dto.js';

export class ComparisonQuery extends MomentQuery {
  @Slug({
    optional: true,
    description: 'The rating scale to convert both plans to; default: a common one',
    example: 'g20-compliance',
  })
  scale?: string;

  @AnswerLanguage({ description: 'The language of titles and labels; default en' })
  lang?: Language;
}

/** With what only some forms look at. */
export class ComparisonFormQuery extends ComparisonQuery {
  @OneOf(['true', 'false'], { optional: true, description: 'CSV: start with a byte order mark, for Excel' })
  bom?: 'true' | 'false';
}

export class ChainQuery {
  @Slug({ description: 'The organization whose presidencies are compared', example: 'union' })
  organization: string;
}
