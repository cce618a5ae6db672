import type { AssessmentView } from '../../assessments/history.reader.js';
import type { Words } from '../../language/words.js';
import { type Refusal } from '../../core/errors.js';
import type { PassageSelectors } from '../../sources/anchoring/describe.js';
import { type Decoded, type Mistakes, mistakesOf, tellRefusal } from '../page/forms.js';
import type { Preview } from './assessment-preview.js';
import type { Ticks, TypedAssessment } from './typed-assessment.js';
import { STATUSES } from '../../http/refusal-statuses.js';

/** Where the words of a row stand, or nearly: what somebody may have meant. */
export interface Places {
  /** The row's number. */
  n: number;
  /** In how many places the very words stand; 0 where these only resemble them. */
  count: number;
  /** The first of them. */
  places: PassageSelectors[];
}

/** What came of sending the form, beside what was typed. */
export interface Outcome {
  mistakes?: Mistakes;
  /** What is wrong as a whole, in a sentence. */
  detail?: string;
  places?: Places;
  preview?: Preview;
  /** Set where somebody else was faster: what was recorded since the form was made, newest first. */
  meanwhile?: AssessmentView[];
  /** What became of the ticks since another status or assessor was chosen. */
  ticks?: Ticks;
  /** Set where the day lies far outside the term: an editor may insist on it. */
  outsideTerm?: { termStart: string; termEnd: string };
  /** The field, or the part of the page, that matters now. */
  focus?: string;
}

/** What no assessment does without. */
const NEEDED = new Set(['/assessor', '/status', '/effectiveOn', '/rationale']);

/** What a refusal says, at the fields that it is about. */
export function outcomeOf(
  refusal: Refusal,
  names: Pick<Decoded, 'fieldOf'>,
  typed: TypedAssessment,
  words: Words,
): Outcome & { isOvertaken: boolean; status: number } {
  const { kind, extensions, errors } = refusal;
  const status = STATUSES[kind];
  // A key that came before with other fields: the first attempt did succeed, though its answer was lost.
  const isOvertaken = kind === 'stale-version' || kind === 'key-reused';
  if (isOvertaken) return { isOvertaken, status: STATUSES['stale-version'] };
  const mistakes = new Map(
    [...mistakesOf(refusal, names, words)].map(([name, message]) => [
      visibleName(name),
      // What was left blank is not there at all; that a text was expected helps nobody then.
      (NEEDED.has(name) || /^\/evidence\/\d+\/bearing$/.test(name)) && typed.value(name).trim() === ''
        ? words.text('reason:required')
        : message,
    ]),
  );
  const n = /^\/evidence\/(\d+)\//.exec(names.fieldOf(errors?.[0]?.pointer ?? ''))?.[1];
  const candidates = extensions?.candidates as PassageSelectors[] | undefined;
  const nearest = extensions?.nearest as PassageSelectors[] | undefined;
  const found = candidates ?? nearest;
  const outsideTerm = extensions?.outsideTerm as Outcome['outsideTerm'];
  return {
    isOvertaken,
    status,
    mistakes,
    ...(outsideTerm === undefined ? {} : { outsideTerm }),
    ...(n !== undefined && found !== undefined && found.length > 0
      ? {
          places: {
            n: Number(n),
            count: candidates === undefined ? 0 : Number(extensions?.places),
            places: found,
          },
        }
      : // The list of places says more than the sentence, which is meant for programs.
        errors !== undefined && kind !== 'invalid-input' && { detail: tellRefusal(refusal, words) }),
  };
}

/** What a row holds without showing it is told at the row. */
function visibleName(name: string): string {
  return name.replace(/^(\/evidence\/\d+)\/(passage|start|end|prefix|suffix)$/, '$1');
}
