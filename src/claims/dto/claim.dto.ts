import { Code, LevelSlugs, Text, Whole } from '../../http/fields.js';
import { PassageReference } from '../../sources/dto/source.dto.js';

/** A headline that a source makes about a plan, with the passage that makes it. */
export class ClaimInput extends PassageReference {
  @Text({
    max: 1000,
    optional: true,
    description: 'The claim in our own words; the words of the passage where it is left out',
  })
  text?: string;

  @Whole({
    min: 0,
    max: 1_000_000,
    optional: true,
    description: 'How many objectives the source says were achieved; needs "total"',
    example: 32,
  })
  complete?: number;

  @Whole({ min: 0, max: 1_000_000, optional: true, description: 'Of how many', example: 34 })
  total?: number;

  @LevelSlugs({
    most: 50,
    optional: true,
    description:
      'The levels of the plan’s scale that the claim counts, where it counts others than the complete ones ("in whole or in part")',
    example: ['kept', 'compromise'],
  })
  levels?: string[];

  @Code({
    optional: true,
    description: 'The area that the claim is about; the whole plan where none is named',
  })
  area?: string;
}

export class ClaimRetractionInput {
  @Text({ max: 5000, description: 'Why the claim is retracted' })
  rationale: string;
}
