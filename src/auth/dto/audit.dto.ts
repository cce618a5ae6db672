import { OneOf, Slug, Text } from '../../http/fields.js';
import { PageQuery } from '../../http/page-query.js';

export class AuditQuery extends PageQuery {
  @Slug({ optional: true, description: 'Only changes of this plan', example: 'summit-2024' })
  plan?: string;

  @Text({
    max: 200,
    optional: true,
    description: 'Only actions of this person or program',
    example: 'token:ci',
  })
  actor?: string;

  @OneOf(['changed', 'refused'], { optional: true, description: 'Only changes, or only refused requests' })
  outcome?: 'changed' | 'refused';

  @Text({ max: 128, optional: true, description: 'Only entries of this request (X-Request-Id)' })
  requestId?: string;
}
