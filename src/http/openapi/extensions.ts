import type { RefusalKind } from '../../core/errors.js';
import { day, id, list, number, object, type Schema, slug, text, whole } from './schema.js';

/** Words of a text with where they stand: positions in code points. */
const place = {
  exact: text,
  prefix: text,
  suffix: text,
  start: whole,
  end: whole,
  paragraph: { ...whole, description: 'Of the body, from 1' },
};

/** Members of problem documents beside the standard ones (RFC 9457, 3.2), by kind; each only where it applies. */
export const EXTENSIONS: Partial<Record<RefusalKind, Record<string, Schema>>> = {
  'already-exists': {
    link: { ...id, description: 'The link that there is' },
    source: { ...slug, description: 'The source that has this address' },
  },
  'version-required': { decision: { ...id, description: 'The decision that there is' } },
  'contradicting-decision': {
    link: { ...id, description: 'The link that stands in the way' },
    objective: { ...text, description: 'The objective of the earlier plan that was decided about' },
    laterObjective: { ...text, description: 'The objective of the later plan that was decided about' },
  },
  'invalid-input': {
    outsideTerm: {
      ...object({ termStart: day, termEnd: day }),
      description: 'The term, where the day lies far outside it',
    },
    contradicting: list(text, 'The words of the passages, where all of them contradict the status'),
  },
  'ambiguous-passage': {
    places: { ...whole, description: 'How many places there are; 5,000 stands for that many or more' },
    candidates: list(object(place, ['paragraph']), 'The first ten of them'),
  },
  'passage-not-found': {
    nearest: list(
      object({ ...place, errors: whole, similarity: number }, ['paragraph']),
      'What comes closest, best first, with how many characters differ',
    ),
  },
  'unreadable-text': { reason: { ...text, description: 'In a word', example: 'encrypted' } },
};
