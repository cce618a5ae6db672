import { Text, WholeParameter } from './fields.js';
import { PAGE_LIMIT } from '../core/cursors.js';

/** What every list takes. */
export class PageQuery {
  @WholeParameter({
    min: 1,
    max: PAGE_LIMIT.most,
    optional: true,
    description: 'The number of items on a page; default 50',
  })
  limit?: number;

  @Text({ max: 2000, optional: true, description: 'nextCursor of the previous page' })
  cursor?: string;
}
