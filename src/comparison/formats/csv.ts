import type { ComparedObjective, ComparedPlan, Comparison } from '../compare.js';
import { groupBy } from '../totals.js';
import { Naming } from './naming.js';
import { type Columns, csvLine } from '../../documents/csv.js';

/*
 * One row a link of an earlier objective, or the objective alone where there is none; then one row a later objective that
 * no link names. The names of the columns and the values chosen from a list are the same in every language; titles, names
 * and rationales are as the comparison has them.
 *
 * | column                  | holds                                                                       |
 * | ----------------------- | --------------------------------------------------------------------------- |
 * | from_plan, to_plan      | the slugs of the earlier and the later plan                                 |
 * | compared                | whether anybody has compared the plans: `not`, `partly`, `fully`            |
 * | outcome                 | of the earlier objective: `carriedOn`, `widened`, `narrowed`, `related`, `notContinued`, `undecided`; in rows without one, of the later: `new`, `undecided` |
 * | from_area, from_area_name | the area of the earlier objective                                         |
 * | from_code, from_title   | the earlier objective                                                       |
 * | from_status             | its status' slug, on the scale that its plan is read on                     |
 * | from_standing           | `completed`, `unfinished`, `notAssessed`, `notApplicable`                   |
 * | from_cause              | where it is unfinished: why, if that is recorded                            |
 * | from_strength           | where it is complete: how well its passages support that                    |
 * | from_assessor           | whose assessments of the earlier plan                                       |
 * | relation                | of the link, in SKOS' words, such as `closeMatch`; empty without a link     |
 * | state                   | `confirmed`, or `suggested`: then the link does not count in `outcome`      |
 * | decision                | what a person decided about the objective itself: `notContinued`, `new`, or `undecided` where that was set back |
 * | rationale               | why the two belong together, or why it was decided so                       |
 * | suggested_reason        | `true` where the rationale of the link is a suggested one                   |
 * | decided_by, decided_at  | who linked the two or decided, and when                                     |
 * | to_area … to_assessor   | the same of the later objective; empty without a link                       |
 * | to_outcome              | of the later objective: `carriedOn`, `widened`, `narrowed`, `related`, `new`, `undecided` |
 * | as_of, known_at         | the comparison's day and instant                                            |
 * | scale                   | the scale that both plans are read on; empty where each is read on its own  |
 * | from_provenance_note, to_provenance_note | how the lists came to be, where they are not the official ones |
 * | address                 | the address that gives the comparison again, from the server's root         |
 */
const NAMES = [
  ...[
    'from_plan',
    'to_plan',
    'compared',
    'outcome',
    'from_area',
    'from_area_name',
    'from_code',
    'from_title',
  ],
  ...['from_status', 'from_standing', 'from_cause', 'from_strength', 'from_assessor'],
  ...['relation', 'state', 'decision', 'rationale', 'suggested_reason', 'decided_by', 'decided_at'],
  ...['to_area', 'to_area_name', 'to_code', 'to_title', 'to_outcome'],
  ...['to_status', 'to_standing', 'to_cause', 'to_strength', 'to_assessor', 'as_of', 'known_at'],
  ...['scale', 'from_provenance_note', 'to_provenance_note', 'address'],
] as const;

/** The comparison as CSV (RFC 4180), safe to open in a spreadsheet (see csvCell). */
export function comparisonCsv(comparison: Comparison, { bom = false }: { bom?: boolean } = {}): string {
  const { from, to, asOf, knownAt, commonScale, origin } = comparison;
  const always: Columns = {
    from_plan: from.slug,
    to_plan: to.slug,
    as_of: asOf,
    known_at: knownAt,
    compared: comparison.compared,
    scale: commonScale,
    from_provenance_note: from.provenanceNote,
    to_provenance_note: to.provenanceNote,
    address: origin.address,
  };
  const lines = rowsOf(comparison).map((row) => {
    const columns: Columns = { ...row, ...always };
    return csvLine(NAMES.map((name) => columns[name] ?? null));
  });
  return `${bom ? '\uFEFF' : ''}${csvLine(NAMES)}${lines.join('')}`;
}

function rowsOf(comparison: Comparison): Columns[] {
  const { from, to, objectives, rows } = comparison;
  const naming = new Naming(comparison);
  const links = groupBy(rows, (row) => row.from);
  const linked = new Set(rows.map((row) => row.to));
  const sided = (side: 'from' | 'to', plan: ComparedPlan, objective: ComparedObjective): Columns =>
    Object.fromEntries(
      Object.entries({
        area: objective.area,
        area_name: naming.areaOf(plan, objective.area),
        code: objective.code,
        title: objective.title,
        status: objective.status,
        standing: objective.standing,
        cause: objective.cause,
        strength: objective.strength,
        assessor: plan.assessor.slug,
      }).map(([name, value]) => [`${side}_${name}`, value]),
    );
  const earlier = objectives.from.flatMap((objective): Columns[] => {
    const columns: Columns = { outcome: objective.fate, ...sided('from', from, objective) };
    const own = links.get(objective.code) ?? [];
    const decided = own.length > 0 && objective.fate !== 'notContinued' ? [] : [saidColumns(objective)];
    return [
      ...decided.map((said): Columns => ({ ...columns, ...said })),
      ...own.map((link): Columns => {
        const later = naming.to.get(link.to)!;
        const { relation, state, rationale, suggestedReason, decidedBy, decidedAt } = link;
        return {
          ...columns,
          ...{ relation, state, rationale, suggested_reason: suggestedReason ? 'true' : 'false' },
          ...{ decided_by: decidedBy, decided_at: decidedAt },
          ...sided('to', to, later),
          to_outcome: later.fate,
        };
      }),
    ];
  });
  const later = objectives.to
    .filter(({ code, fate }) => !linked.has(code) || fate === 'new')
    .map((objective): Columns => ({
      ...{ outcome: objective.fate, to_outcome: objective.fate },
      ...sided('to', to, objective),
      ...saidColumns(objective),
    }));
  return [...earlier, ...later];
}

/** What a person decided about the objective itself. */
function saidColumns({ decision }: ComparedObjective): Columns {
  if (decision === null) return {};
  const { decision: said, rationale, decidedBy, decidedAt } = decision;
  return { decision: said, rationale, decided_by: decidedBy, decided_at: decidedAt };
}
