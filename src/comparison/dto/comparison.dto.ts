import { AnswerLanguage, OneOf, Slug } from '../../http/fields.js';
import type { Language } from '../../language/languages.js';
import { MomentQuery } from '../../reporting/dto/moment.dto.js';

export class ComparisonQuery extends MomentQuery {
  @Slug({
    optional: true,
    description: 'The rating scale to read both plans on; one that both can be read on where none is named',
    example: 'g20-compliance',
  })
  scale?: string;

  @AnswerLanguage({ description: 'The language of titles and labels; en where none is named' })
  lang?: Language;
}

/** With what only some forms look at. */
export class ComparisonFormQuery extends ComparisonQuery {
  @OneOf(['true', 'false'], { optional: true, description: 'CSV: begin with a byte order mark, for Excel' })
  bom?: 'true' | 'false';
}

export class ChainQuery {
  @Slug({ description: 'The organization whose presidencies are compared', example: 'csto' })
  organization: string;
}
