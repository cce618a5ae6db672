import { like, list, named, object, oneOf, slug, whole } from '../http/openapi/schema.js';
import { heading } from '../reporting/report.schemas.js';
import type { Chain, ChainStep, Reach } from './chain.js';
import { totals } from './comparison.schema.js';
import { COMPARED } from './fates.js';

export const CHAIN = named(
  'Chain',
  object<Chain>({
    plans: list(object({ ...heading, objectives: whole }), 'The earliest first'),
    steps: list(
      object<ChainStep>({ from: like(slug, 'summit-2023'), to: slug, compared: oneOf(COMPARED), totals }),
      'Each plan with the next one',
    ),
    reach: list(
      object<Reach>({
        presidencies: { ...whole, description: 'How many presidencies these objectives span' },
        threads: whole,
        objectives: whole,
      }),
      'The shortest first; sums up to all objectives',
    ),
  }),
);
