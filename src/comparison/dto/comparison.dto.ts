import { Slug } from '../../http/fields.js';
import { MomentQuery } from '../../reporting/dto/moment.dto.js';

export class ComparisonQuery extends MomentQuery {}

export class ChainQuery {
  @Slug({ description: 'The organization whose presidencies are compared', example: 'csto' })
  organization: string;
}
