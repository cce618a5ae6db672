import { Day, Instant } from '../../http/fields.js';

/** The two clocks of every report. */
export class MomentQuery {
  @Day({
    optional: true,
    description: 'The day of the report; default today',
    example: '2023-12-31',
  })
  asOf?: string;

  @Instant({
    optional: true,
    description: 'What was known at this instant; default: everything known',
    example: '2026-11-23T12:00:00Z',
  })
  knownAt?: string;
}
