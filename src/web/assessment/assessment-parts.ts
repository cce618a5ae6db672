import type { Mistakes } from '../page/forms.js';
import type { Visit } from '../page/visit.js';
import type { Choices, Standing } from './assessment-model.js';
import type { Outcome } from './outcome.js';
import type { TypedAssessment } from './typed-assessment.js';

/** What the page's parts have in common. */
export interface AssessmentParts {
  standing: Standing;
  choices: Choices;
  typed: TypedAssessment;
  mistakes: Mistakes;
  places: Outcome['places'];
  focus: string | undefined;
  ticks: Outcome['ticks'];
  outsideTerm: Outcome['outsideTerm'];
  visit: Visit;
}
