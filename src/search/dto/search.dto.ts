import { OneOf, Slug, Text } from '../../http/fields.js';
import { PageQuery } from '../../http/page-query.js';

export const KINDS = ['objective', 'passage', 'source'] as const;
export type Kind = (typeof KINDS)[number];

export class SearchQuery extends PageQuery {
  @Text({
    max: 200,
    description:
      'Words in English or Russian, or the code of an objective. "quotes" ask for a phrase, a minus leaves a word out, ' +
      'or joins alternatives. Without these, what has words like these, or half of them, comes after what has them all.',
    example: 'border delimitation',
  })
  q: string;

  @OneOf(KINDS, { optional: true, description: 'Only this kind of thing' })
  kind?: Kind;

  @Slug({ optional: true, description: 'Only what belongs to plans of this organization', example: 'csto' })
  organization?: string;

  @Slug({ optional: true, description: 'Only what belongs to this plan', example: 'csto-2023-belarus' })
  plan?: string;
}
