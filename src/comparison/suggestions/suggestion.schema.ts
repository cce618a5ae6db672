import {
  id,
  like,
  list,
  named,
  object,
  oneOf,
  orNull,
  text,
  textOrNull,
  version,
} from '../../http/openapi/schema.js';
import { relation, suggestedReason } from '../links/link.schema.js';
import type { Proposal, Suggestion } from '../suggestions.reader.js';
import { KINDS } from './features.js';
import type { Shared } from './suggest.js';

const objective = object({
  code: like(text, 'A-03'),
  title: text,
  area: { ...text, description: "The area's name" },
});

export const SUGGESTION = named(
  'Suggestion',
  object<Suggestion>({
    from: objective,
    to: objective,
    score: {
      type: 'number',
      minimum: 0,
      maximum: 1,
      example: 0.412,
      description: 'How alike their words are; it orders candidates and measures nothing else',
    },
    relation: { ...relation, description: 'What somebody has proposed; else one to begin with' },
    reason: { ...textOrNull, description: 'In a sentence; null where the two share no words' },
    shared: list(object<Shared>({ from: text, to: text, kind: oneOf(KINDS) }), 'The most telling first'),
    link: orNull(
      object<Proposal>({ id, version, rationale: text, suggestedReason, decidedBy: text }),
      'What somebody has proposed and nobody has decided on',
    ),
  }),
);
