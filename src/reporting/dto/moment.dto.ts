import { Day, Instant } from '../../http/fields.js';

/** The two clocks of every report. */
export class MomentQuery {
  @Day({
    optional: true,
    description: 'The day the report is about; today where none is named',
    example: '2023-12-31',
  })
  asOf?: string;

  @Instant({
    optional: true,
    description: 'As far as was known at this instant; all that is known where none is named',
    example: '2026-11-23T12:00:00Z',
  })
  knownAt?: string;
}
