import { byEarlier, type Comparison, type ObjectiveOf } from '../compare.js';
import { Naming } from './naming.js';
import { type Columns, csvLine } from '../../documents/csv.js';

/*
 * One row a link of an earlier objective, or the objective alone where there is none; then one row a new objective. The
 * names of the columns and the values chosen from a list are the same in every language; titles, names and rationales
 * are as the comparison has them.
 *
 * | column                  | holds                                                                       |
 * | ----------------------- | --------------------------------------------------------------------------- |
 * | from_plan, to_plan      | the slugs of the earlier and the later plan                                 |
 * | outcome                 | of the earlier objective: `carriedOn`, `widened`, `narrowed`, `related`, `dropped`; else `new` |
 * | from_area, from_area_name | the area of the earlier objective; empty in the rows of new ones          |
 * | from_code, from_title   | the earlier objective                                                       |
 * | from_level              | where it is unfinished: its level's slug, on the scale that it is read on   |
 * | from_cause              | where it is unfinished: why, if that is recorded                            |
 * | from_strength           | where it is complete and not firmly proven: `qualified`, `contested`, `unsupported` |
 * | relation                | of the link, in SKOS' words, such as `closeMatch`; empty without a link     |
 * | state                   | `confirmed`, or `suggested`: then the link does not count in `outcome`      |
 * | rationale               | why the two belong together                                                 |
 * | to_area, to_area_name   | the area of the later objective                                             |
 * | to_code, to_title       | the later objective; empty without a link                                   |
 * | as_of, known_at         | the comparison's day and instant                                            |
 * | from_assessor, to_assessor | whose assessments of either plan                                             |
 * | scale                   | the scale that both plans are read on; empty where each is read on its own  |
 * | from_provenance_note, to_provenance_note | how the lists came to be, where they are not the official ones |
 * | address                 | the address that gives the comparison again, from the server's root         |
 */
const NAMES = [
  ...['from_plan', 'to_plan', 'outcome', 'from_area', 'from_area_name', 'from_code', 'from_title'],
  ...['from_level', 'from_cause', 'from_strength', 'relation', 'state', 'rationale'],
  ...['to_area', 'to_area_name', 'to_code', 'to_title', 'as_of', 'known_at', 'from_assessor', 'to_assessor'],
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
    from_assessor: from.assessor.slug,
    to_assessor: to.assessor.slug,
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
  const unfinished = new Map(comparison.unfinished.map((objective) => [objective.code, objective]));
  const notFirm = new Map(comparison.notFirm.map((objective) => [objective.code, objective]));
  const links = byEarlier(rows);
  const later = ({ code, title, area }: ObjectiveOf): Columns => ({
    to_area: area,
    to_area_name: naming.areaOf(to, area),
    to_code: code,
    to_title: title,
  });
  const earlier = objectives.from.flatMap(({ code, title, area, fate }): Columns[] => {
    const objective: Columns = {
      outcome: fate,
      from_area: area,
      from_area_name: naming.areaOf(from, area),
      from_code: code,
      from_title: title,
      from_level: unfinished.get(code)?.level ?? null,
      from_cause: unfinished.get(code)?.cause ?? null,
      from_strength: notFirm.get(code)?.strength ?? null,
    };
    const own = links.get(code) ?? [];
    if (own.length === 0) return [objective];
    return own.map(({ to: target, relation, state, rationale }) => ({
      ...objective,
      ...{ relation, state, rationale },
      ...later(naming.to.get(target)!),
    }));
  });
  return [...earlier, ...comparison.new.map((objective) => ({ outcome: 'new', ...later(objective) }))];
}
