import type { TableContext } from '../../src/interchange/tables/reading.js';
import type { KnownLevel } from '../../src/interchange/tables/status-names.js';

/** A final level, or what is said of it otherwise. */
export function level(slug: string, said: Partial<KnownLevel> = {}): KnownLevel {
  return { slug, label: slug.replaceAll('_', ' '), labels: [], assessed: true, needsEvidence: true, ...said };
}

/** The levels of the scale "completion". */
const COMPLETION = [
  level('not_assessed', { assessed: false, needsEvidence: false }),
  level('not_started', { needsEvidence: false }),
  level('in_progress', { needsEvidence: false, labels: ['В работе'] }),
  level('implemented', { labels: ['Выполнено'] }),
  level('not_implemented', { labels: ['Не выполнено'] }),
  level('withdrawn'),
  level('not_applicable', { needsEvidence: false }),
];

/** What a service knows that has no plan yet, a while after the term. */
export function contextOf(said: Partial<TableContext> = {}): TableContext {
  return {
    levels: COMPLETION,
    areas: [],
    objectives: [],
    onlyArea: 'All objectives',
    termStart: '2023-01-01',
    termEnd: '2023-12-31',
    today: '2026-06-30',
    ...said,
  };
}
