import { Slug, Text } from '../../http/fields.js';
import { MomentQuery } from '../dto/moment.dto.js';

export class SnapshotInput extends MomentQuery {
  @Slug({ optional: true, description: "Whose ratings; the plan's default assessor where none is named" })
  assessor?: string;

  @Slug({
    optional: true,
    description: "The rating scale to read the plan's levels on; its own where none is named",
  })
  scale?: string;

  @Text({ max: 200, optional: true, description: 'What it is for', example: 'Closing session' })
  label?: string;
}
