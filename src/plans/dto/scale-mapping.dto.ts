import { Items, LevelSlug, Slug, Text } from '../../http/fields.js';

export class LevelMappingInput {
  @LevelSlug({ description: 'A level of the scale that is read', example: 'kept' })
  from: string;

  @LevelSlug({ description: 'What it reads as', example: 'implemented' })
  to: string;

  @Text({ max: 1000, optional: true, description: 'Why they correspond, or how far they do not' })
  note?: string;
}

export class ScaleMappingInput {
  @Slug({ description: 'The scale that the levels are read on', example: 'completion' })
  to: string;

  @Items(() => LevelMappingInput, { most: 30, description: 'Each level of the scale that is read, once' })
  levels: LevelMappingInput[];
}
