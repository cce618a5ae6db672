import { Code, WholeParameter } from '../../http/fields.js';
import { PAGE_LIMIT } from '../../core/cursors.js';

export class SuggestionsQuery {
  @WholeParameter({
    min: 1,
    max: PAGE_LIMIT.most,
    optional: true,
    description: 'The number of candidates; default 50',
  })
  limit?: number;

  @Code({
    optional: true,
    description: 'Only candidates for this objective of the earlier plan',
    example: 'A-02',
  })
  objective?: string;
}
