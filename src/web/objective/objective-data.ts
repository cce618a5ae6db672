import type { AssessmentView } from '../../assessments/history.reader.js';
import { printableThroughout } from '../../documents/printable.js';
import type { ObjectiveModel } from './objective-model.js';
import { csvLine } from '../../documents/csv.js';

/** What an objective's page shows, for programs. */
export function objectiveJson(model: ObjectiveModel): object {
  const { plan, objective, rating, passages, sources, history, thread, neighbours } = model;
  return {
    plan: plan.slug,
    objective,
    rating,
    passages: [...passages.values()],
    sources: [...sources.values()],
    history,
    thread,
    neighbours,
  };
}

const COLUMNS = [
  'id',
  'assessor',
  'status',
  'effective_on',
  'cause',
  'rationale',
  'recorded_at',
  'recorded_by',
  'retracts',
  'retracted_by',
  'evidence',
];

/** A history as a table: one row an entry, with its evidence one a line: bearing, words or summary, source, paragraph. */
export async function* historyCsv(entries: AsyncIterable<AssessmentView>): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  for await (const entry of entries) {
    const row = printableThroughout(entry);
    const { id, assessor, status, effectiveOn, cause, rationale, recordedAt, recordedBy } = row;
    const evidence = row.evidence.map(
      ({ bearing, exact, summary, source, paragraph }) =>
        `${bearing}: ${exact === null ? summary : `“${exact}”`} (${source}${paragraph === null ? '' : `, ${paragraph}`})`,
    );
    yield csvLine([
      ...[id, assessor, status, effectiveOn, cause, rationale, recordedAt, recordedBy],
      ...[row.retracts, row.retractedBy, evidence.join('\n')],
    ]);
  }
}
