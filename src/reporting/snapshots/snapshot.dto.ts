import { Slug, Text } from '../../http/fields.js';
import { MomentQuery } from '../dto/moment.dto.js';

export class SnapshotInput extends MomentQuery {
  @Slug({ optional: true, description: "The assessor; default: the plan's default assessor" })
  assessor?: string;

  @Slug({
    optional: true,
    description: "The rating scale to convert to; default: the plan's own",
  })
  scale?: string;

  @Text({ max: 200, optional: true, description: 'The purpose', example: 'Closing session' })
  label?: string;
}
