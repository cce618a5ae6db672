import { flag, like, list, named, object, oneOf, slug, text, translations } from '../http/openapi/schema.js';
import { ASSESSOR_KINDS } from '../plans/assessor.entity.js';
import { heading } from '../reporting/report.schemas.js';
import { relation } from './links/link.schema.js';
import type { Thread, ThreadObjective, ThreadStep } from './threads.reader.js';

const objective = {
  plan: object<ThreadObjective['plan']>({ ...heading, titles: translations }),
  code: like(text, 'A-09'),
  title: text,
  titles: translations,
  level: like(text, 'implemented'),
  assessor: object<ThreadObjective['assessor']>({
    slug: like(slug, 'presidency'),
    name: text,
    names: translations,
    kind: oneOf(ASSESSOR_KINDS),
  }),
  evidenceWithoutStatus: {
    ...flag,
    description: 'Whether nobody has given a status yet, though passages are collected',
  },
};

const step = named(
  'ThreadStep',
  object<ThreadStep>({
    ...objective,
    relation,
    rationale: text,
    next: {
      ...object({ plan: slug, code: like(text, 'A-09') }),
      description: 'The other end of the link, a step nearer to the objective that was asked about',
    },
  }),
);

export const THREAD = named(
  'Thread',
  object<Thread>({ ...objective, earlier: list(step, 'The earliest first'), later: list(step) }),
);
