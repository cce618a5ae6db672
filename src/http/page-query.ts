import { Text, WholeParameter } from './fields.js';
import { PAGE_LIMIT } from '../core/cursors.js';

/** What every list takes. */
export class PageQuery {
  @WholeParameter({
    min: 1,
    max: PAGE_LIMIT.most,
    optional: true,
    description: 'How many items a page holds; 50 where none is said',
  })
  limit?: number;

  @Text({ max: 2000, optional: true, description: 'nextCursor of the page before' })
  cursor?: string;
}
