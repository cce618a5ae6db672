import { because } from '../../language/reasons.js';
import type { ImportMapping, ReadingReport } from '../import/import-report.js';
import type { ImportedPlan } from '../import/imported-plan.js';
import { told } from '../import/told-report.js';
import { TableAssessments } from './assessments.js';
import { type Columns, findColumns } from './find-columns.js';
import { columnLetters, type Grid, type Sheet, UnreadableTable } from './grid.js';
import { TableObjectives } from './objectives.js';
import { type Notes, placeOf, type Reading, type TableContext } from './reading.js';
import { SourceList } from './source-list.js';
import type { KnownLevel } from './status-names.js';
import { tableGrid } from './table-grid.js';
import { isAreaRow, type TableRow, tableRows } from './table-rows.js';

/** What a file says of a plan, and how it was read. */
export interface TableRead {
  plan: ImportedPlan;
  report: ReadingReport;
}

interface Table {
  sheet: Sheet;
  columns: Columns;
  kind: 'objectives' | 'evidence';
}

/**
 * Reads a CSV or a workbook as people keep plans in them: finds the headings, leaves out titles, blanks and totals, matches
 * columns and statuses, and reads days and addresses. Whatever cannot be used is told in the report, all at once; nothing
 * is thrown for what the file holds.
 */
export async function readTableFile(
  bytes: Uint8Array,
  context: TableContext,
  mapping: ImportMapping = {},
): Promise<TableRead> {
  try {
    return readGrid(await tableGrid(bytes), context, mapping);
  } catch (error) {
    if (!(error instanceof UnreadableTable)) throw error;
    const at = error.row === undefined ? {} : { sheet: null, row: error.row };
    const notes = { faults: [{ ...at, why: error.reason }], warnings: [], leftOut: [] };
    return { plan: emptyPlan(), report: reportOf({ format: 'csv', sheets: [] }, notes) };
  }
}

function emptyPlan(): ImportedPlan {
  return { areas: [], objectives: [], assessments: [], sources: [] };
}

/** The report as programs read it: with what was told put into words. */
function reportOf(
  { format, encoding, delimiter }: Grid,
  { faults, warnings, leftOut }: Notes,
): ReadingReport {
  return {
    format,
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    columns: [],
    statuses: [],
    faults: inOrder(faults).map(told),
    leftOut: inOrder(leftOut).map((row) => {
      const { message: reason, ...note } = told(row);
      return { ...note, reason };
    }),
    warnings: inOrder(warnings).map(told),
    kept: [],
  };
}

function readGrid(grid: Grid, context: TableContext, mapping: ImportMapping): TableRead {
  const notes: Notes = { faults: [], warnings: [], leftOut: [] };
  const tables = tablesOf(grid, mapping, notes);
  const main = tables.filter(({ kind }) => kind === 'objectives');
  if (main.length === 0) {
    const asked = askForColumns(grid, notes);
    return { plan: emptyPlan(), report: { ...reportOf(grid, notes), columns: asked } };
  }
  const hasTitles = main.some(({ columns }) => columns.columns.some(({ field }) => field === 'title'));
  if (!hasTitles && context.objectives.length === 0) {
    const [{ sheet, columns }] = main as [Table];
    notes.faults.push({
      sheet: sheet.name,
      row: columns.headerRow,
      why: because('reason:importNoTitles'),
      asks: 'columns',
    });
    return { plan: emptyPlan(), report: { ...reportOf(grid, notes), columns: columnsOf(tables) } };
  }
  const levels = mapping.newScale === undefined ? context.levels : levelsOf(mapping.newScale);
  const headings = new Map<string, string>();
  for (const { columns } of tables) {
    for (const { field, name } of columns.columns)
      if (field && !headings.has(field)) headings.set(field, name);
  }
  const reading: Reading = { context: { ...context, levels }, mapping, headings, ...notes };
  const sources = new SourceList();
  const objectives = new TableObjectives(reading, sources);
  for (const { sheet, columns } of main) {
    const { rows, leftOut } = tableRows(sheet, columns);
    notes.leftOut.push(...leftOut);
    const hasCodes = columns.columns.some(({ field }) => field === 'code');
    objectives.read(rows, hasCodes);
  }
  const further = tables.filter(({ kind }) => kind === 'evidence');
  const assessments = new TableAssessments(reading, objectives, sources, further.length > 0);
  assessments.read();
  for (const { sheet, columns } of further) {
    const { rows, leftOut } = tableRows(sheet, columns);
    notes.leftOut.push(...leftOut);
    const own = rows.filter((row): row is TableRow => !isAreaRow(row));
    assessments.readEvidence(codedEvidence(own, objectives, reading));
  }
  assessments.checkEvidence();
  const extras = objectives.objectives.flatMap((objective) => objective.extras.map(({ name }) => name));
  return {
    plan: {
      areas: objectives.areas,
      objectives: objectives.objectives,
      assessments: assessments.assessments,
      sources: sources.all,
    },
    report: {
      ...reportOf(grid, notes),
      columns: columnsOf(tables),
      statuses: assessments.values,
      kept: [...new Set(extras)].map((path) => ({ path, as: 'extra' })),
    },
  };
}

function columnsOf(tables: readonly Table[]): ReadingReport['columns'] {
  return tables.flatMap(({ sheet, columns }) =>
    columns.columns.map(({ name, field }) => ({ sheet: sheet.name, column: name, as: field })),
  );
}

/** Which sheets hold what: the one that is named, or all with the headings of the best one, and those with evidence for them. */
function tablesOf({ sheets }: Grid, mapping: ImportMapping, notes: Notes): Table[] {
  const tables: Table[] = [];
  for (const sheet of sheets) {
    const isNamed = mapping.sheet !== undefined && sheet.name === mapping.sheet;
    const { headerRow: _headerRow, ...others } = mapping;
    const columns = findColumns(sheet, isNamed || sheets.length === 1 ? mapping : others);
    const fields = new Set(columns?.columns.map(({ field }) => field));
    const kind = !columns
      ? undefined
      : fields.has('title') || (fields.has('code') && fields.has('status'))
        ? 'objectives'
        : fields.has('code') && (fields.has('evidence') || fields.has('evidenceTitle'))
          ? 'evidence'
          : undefined;
    if (kind && columns) tables.push({ sheet, columns, kind });
  }
  const objectives = tables.filter(({ kind }) => kind === 'objectives');
  const known = ({ columns }: Table): string[] =>
    columns.columns.flatMap(({ field }) => (field ? [field] : [])).sort();
  const best =
    objectives.find(({ sheet }) => sheet.name === mapping.sheet && mapping.sheet !== undefined) ??
    [...objectives].sort((a, b) => known(b).length - known(a).length)[0];
  const used = tables.filter(
    (table) =>
      table === best ||
      table.kind === 'evidence' ||
      (mapping.sheet === undefined && best !== undefined && known(table).join() === known(best).join()),
  );
  for (const sheet of sheets) {
    const isUsed = used.some((table) => table.sheet === sheet);
    const isBlank = sheet.rows.every((row) => row.every(({ text }) => text === ''));
    if (!isUsed && !isBlank && best !== undefined) {
      notes.leftOut.push({ sheet: sheet.name, row: 1, why: because('reason:importOtherSheet') });
    }
  }
  return used;
}

/** Where no headings are known: what each column is has to be said. @returns the columns, by their letters */
function askForColumns({ sheets }: Grid, { faults }: Notes): ReadingReport['columns'] {
  const sheet = sheets.find(({ rows }) => rows.some((row) => row.some(({ text }) => text !== '')));
  if (!sheet) {
    faults.push({ why: because('reason:importEmpty') });
    return [];
  }
  faults.push({ sheet: sheet.name, row: 1, why: because('reason:importNoHeadings'), asks: 'columns' });
  const width = Math.max(...sheet.rows.map(({ length }) => length));
  return Array.from({ length: width }, (_, at) => ({
    sheet: sheet.name,
    column: columnLetters(at),
    as: null,
  }));
}

function levelsOf({ levels }: NonNullable<ImportMapping['newScale']>): KnownLevel[] {
  return levels.map(({ slug, label, assessed = true, final = false, complete = false }) => ({
    slug,
    label,
    labels: [],
    assessed,
    needsEvidence: final || complete,
  }));
}

/**
 * The objectives of rows with evidence alone. A number that stands for several codes, of which the spreadsheet has cut the zero at
 * the end, goes with them in their order where it stands as often as they do.
 */
function codedEvidence(
  rows: readonly TableRow[],
  { coded }: TableObjectives,
  reading: Reading,
): { row: TableRow; code: string }[] {
  const result: { row: TableRow; code: string }[] = [];
  const codes = [...new Set(coded.map(({ code }) => code))];
  const seen = new Map<string, number>();
  for (const row of rows) {
    const said = reading.mapping.codes?.[`${row.sheet ?? ''}!${row.row}`];
    const own = row.cells.code;
    const code = said ?? own?.text;
    if (code === undefined) continue;
    const alike =
      own?.kind === 'number' && said === undefined ? codes.filter((one) => Number(one) === Number(code)) : [];
    if (alike.length < 2) {
      result.push({ row, code });
      continue;
    }
    const times = rows.filter(({ cells }) => cells.code?.text === own!.text).length;
    const at = { ...placeOf(reading, row, 'code'), value: code };
    const which = seen.get(code) ?? 0;
    seen.set(code, which + 1);
    if (times === alike.length) {
      const meant = alike[which]!;
      if (meant !== code)
        reading.warnings.push({ ...at, why: because('reason:importCodeInOrder', { meant }) });
      result.push({ row, code: meant });
    } else {
      reading.faults.push({ ...at, why: because('reason:importWhichCode'), nearest: alike, asks: 'codes' });
    }
  }
  return result;
}

/** As the file has their rows. */
function inOrder<N extends { sheet?: string | null; row?: number }>(notes: readonly N[]): N[] {
  const sheets = [...new Set(notes.map(({ sheet }) => sheet ?? null))];
  const place = ({ sheet, row }: N): number => sheets.indexOf(sheet ?? null) * 1e6 + (row ?? 0);
  return [...notes].sort((a, b) => place(a) - place(b));
}
