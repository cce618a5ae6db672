import { OneOf, Slug, Text } from '../../http/fields.js';
import { PageQuery } from '../../http/page-query.js';

export const KINDS = ['objective', 'passage', 'source'] as const;
export type Kind = (typeof KINDS)[number];

export class SearchQuery extends PageQuery {
  @Text({
    max: 200,
    description:
      'Words in English or Russian, or the code of an objective. Use "quotation marks" for a phrase, a minus to exclude a word, ' +
      'and or between alternatives. Otherwise results with all words come first, then those with similar words or some of them.',
    example: 'border delimitation',
  })
  q: string;

  @OneOf(KINDS, { optional: true, description: 'Only results of this type' })
  kind?: Kind;

  @Slug({ optional: true, description: 'Only results from plans of this organization', example: 'union' })
  organization?: string;

  @Slug({ optional: true, description: 'Only results from this plan', example: 'summit-2024' })
  plan?: string;
}
