import { OneOf, Slug, Text } from '../../http/fields.js';
import { PageQuery } from '../../http/page-query.js';

export class AuditQuery extends PageQuery {
  @Slug({ optional: true, description: 'Only what changed this plan', example: 'csto-2023-belarus' })
  plan?: string;

  @Text({
    max: 200,
    optional: true,
    description: 'Only what this person or program did',
    example: 'token:ci',
  })
  actor?: string;

  @OneOf(['changed', 'refused'], { optional: true, description: 'Only changes, or only what was refused' })
  outcome?: 'changed' | 'refused';

  @Text({ max: 128, optional: true, description: 'Only what this request did (X-Request-Id)' })
  requestId?: string;
}
