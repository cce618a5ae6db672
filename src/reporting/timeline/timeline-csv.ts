import type { Timeline } from './timeline.js';
import { csvCell } from '../../documents/csv.js';

/**
 * The timeline as CSV (RFC 4180), one row a day on which something changed. Columns: `date`, `assessed`, `complete`,
 * `applicable`, `percent_complete` (empty where nothing is applicable, and while an objective is not assessed), `level_<slug>` for each level that occurs, then, alike in all
 * rows, `plan`, `objectives`, `assessor`, `as_of`, `known_at` and `address`.
 */
export function timelineCsv(timeline: Timeline): string {
  const { points, plan, objectives, assessor, asOf, knownAt, origin } = timeline;
  const levels = [...new Set(points.flatMap(({ byLevel }) => Object.keys(byLevel)))];
  const head = [
    'date',
    'assessed',
    'complete',
    'applicable',
    'percent_complete',
    ...levels.map((slug) => `level_${slug}`),
  ];
  const same = ['plan', 'objectives', 'assessor', 'as_of', 'known_at', 'address'];
  const values = [plan.slug, objectives, assessor.slug, asOf, knownAt, origin.address];
  const rows = points.map(({ date, assessed, complete, applicable, percentComplete, byLevel }) => [
    ...[date, assessed, complete, applicable, percentComplete],
    ...levels.map((slug) => byLevel[slug] ?? 0),
    ...values,
  ]);
  return [[...head, ...same], ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}
