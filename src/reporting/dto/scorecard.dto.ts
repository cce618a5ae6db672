import { Slug } from '../../http/fields.js';
import { MomentQuery } from './moment.dto.js';

export class ScorecardQuery extends MomentQuery {
  @Slug({ optional: true, description: "Whose ratings; the plan's default assessor where none is named" })
  assessor?: string;

  @Slug({
    optional: true,
    description: "The rating scale to read the plan's levels on; its own where none is named",
    example: 'g20-compliance',
  })
  scale?: string;
}
