import { Items, LevelSlug, Slug, Text } from '../../http/fields.js';

export class LevelMappingInput {
  @LevelSlug({ description: 'A level of the source scale', example: 'kept' })
  from: string;

  @LevelSlug({ description: 'The corresponding level of the target scale', example: 'implemented' })
  to: string;

  @Text({ max: 1000, optional: true, description: 'Why the levels correspond, or how far they do not' })
  note?: string;
}

export class ScaleMappingInput {
  @Slug({ description: 'The target scale', example: 'completion' })
  to: string;

  @Items(() => LevelMappingInput, { most: 30, description: 'Each level of the source scale, once' })
  levels: LevelMappingInput[];
}
