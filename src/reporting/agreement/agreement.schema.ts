import {
  day,
  instant,
  like,
  list,
  named,
  object,
  percent,
  text,
  textOrNull,
  whole,
} from '../../http/openapi/schema.js';
import { assessorMembers, heading, unpublished } from '../report.schemas.js';
import type { Agreement, AlphaFigure, Difference, PairAgreement } from './agreement.js';

const reason = { ...text, description: 'Why there is no value; only then' };
const coefficient = { type: ['number', 'null'], minimum: -1, maximum: 1, example: 0.714 };
const alpha = object<AlphaFigure>({ value: coefficient, reason, units: whole, ratings: whole }, ['reason']);

export const AGREEMENT = named(
  'Agreement',
  object<Agreement>({
    plan: object({ ...heading, ...unpublished }, ['state', 'withdrawn']),
    asOf: day,
    knownAt: instant,
    objectives: whole,
    assessors: list(
      object({ ...assessorMembers, rated: whole }),
      'The default one first, with how many objectives each has assessed',
    ),
    pairs: list(
      object<PairAgreement>({
        assessors: {
          ...list(text, 'Their slugs'),
          minItems: 2,
          maxItems: 2,
          example: ['presidency', 'observer'],
        },
        units: { ...whole, description: 'How many objectives both have assessed' },
        agreeing: whole,
        percentAgreement: object({ value: percent, reason }, ['reason']),
        kappa: object({ value: coefficient, reason }, ['reason']),
      }),
    ),
    alpha: object({ nominal: alpha, ordinal: alpha }),
    differences: list(
      object<Difference>({
        code: like(text, 'A-09'),
        title: text,
        ratings: {
          type: 'object',
          additionalProperties: textOrNull,
          example: { presidency: 'implemented', observer: 'in_progress' },
          description: "By the assessor's slug; null where that assessor has not assessed it",
        },
      }),
      "The objectives on which assessors differ, in the plan's order",
    ),
  }),
);
