import { Code, Items, Whole } from '../../http/fields.js';
import { AllowValues } from '../../http/most-values.js';
import { AssessmentInput } from './assessment.dto.js';

/** How many assessments one request records at most. */
const MOST_ITEMS = 500;

/** One of many assessments: of which objective, and on which version of it. */
export class AssessmentBatchItem extends AssessmentInput {
  @Code({ description: "The objective's code", example: 'A.1' })
  objective: string;

  @Whole({ min: 1, max: 999_999_999, description: "The objective's version that you have read (its ETag)" })
  version: number;
}

// Room for 500 assessments with two passages each, all their fields filled in.
@AllowValues(15_000)
export class AssessmentBatchInput {
  @Items(() => AssessmentBatchItem, {
    most: MOST_ITEMS,
    description: 'The assessments, recorded in this order; all of them or none',
  })
  items: AssessmentBatchItem[];
}
