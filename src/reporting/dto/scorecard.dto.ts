import { Slug } from '../../http/fields.js';
import { MomentQuery } from './moment.dto.js';

export class ScorecardQuery extends MomentQuery {
  @Slug({ optional: true, description: "Whose ratings; the plan's default assessor where none is named" })
  assessor?: string;
}
