import { because } from '../../language/reasons.js';
import type { ImportedArea, ImportedObjective } from '../import/imported-plan.js';
import { addressesIn, listed } from './addresses.js';
import { readDay } from './days.js';
import { folded } from './folded.js';
import { placeOf, type Reading } from './reading.js';
import type { SourceList } from './source-list.js';
import { type AreaRow, isAreaRow, type TableRow } from './table-rows.js';

/** As the service stores them. */
const MOST = { code: 40, title: 500, text: 20_000, name: 500, tag: 100, tags: 50, responsible: 300 };

/** A row with the code of its objective, which the row itself may not have. */
export interface CodedRow {
  row: TableRow;
  code: string;
  /** Whether another objective has the code: what the row says belongs to neither. */
  isRepeated: boolean;
}

/**
 * The areas and objectives of a table. Codes that the table lacks are taken from the objectives of the plan with the same title,
 * else counted.
 */
export class TableObjectives {
  readonly areas: ImportedArea[] = [];
  readonly objectives: ImportedObjective[] = [];
  readonly coded: CodedRow[] = [];
  private readonly rowOfCode = new Map<string, TableRow>();
  private readonly areaOfName = new Map<string, string>();
  private readonly codeOfTitle: ReadonlyMap<string, string>;
  private readonly codesThere: ReadonlySet<string>;
  private current: string | undefined;
  private isCounted = false;

  constructor(
    private readonly reading: Reading,
    private readonly sources: SourceList,
  ) {
    const { objectives, areas } = reading.context;
    this.codesThere = new Set(objectives.map(({ code }) => code));
    this.codeOfTitle = new Map(objectives.map(({ code, title }) => [folded(title), code]));
    for (const { code, name } of areas) this.areaOfName.set(folded(name), code);
  }

  /** Takes the rows in, in their order. @param hasCodes whether a column has codes */
  read(rows: readonly (TableRow | AreaRow)[], hasCodes: boolean): void {
    const prefixes = areaPrefixes(rows);
    for (const row of rows) {
      if (isAreaRow(row)) this.current = this.area(row.name, row, row.code);
      else this.readRow(row, hasCodes, prefixes);
    }
  }

  private readRow(row: TableRow, hasCodes: boolean, prefixes: ReadonlyMap<string, string>): void {
    const title = row.cells.title?.text;
    const code = this.codeOf(row, hasCodes);
    if (code === undefined) return;
    const earlier = this.rowOfCode.get(code);
    const isObjective =
      title !== undefined && (!earlier || folded(earlier.cells.title?.text ?? '') !== folded(title));
    if (isObjective && earlier) return this.repeated(row, code, earlier);
    this.coded.push({ row, code, isRepeated: false });
    if (!isObjective) return;
    this.rowOfCode.set(code, row);
    this.objectives.push(this.objective(row, code, title, prefixes));
  }

  private codeOf(row: TableRow, hasCodes: boolean): string | undefined {
    const { reading } = this;
    const key = [String(row.row), `${row.sheet ?? ''}!${row.row}`].find(
      (one) => reading.mapping.codes?.[one] !== undefined,
    );
    if (key !== undefined) return reading.mapping.codes![key];
    const own = row.cells.code?.text;
    if (own !== undefined) {
      if (own.length <= MOST.code) return own.replace(/\s+/g, ' ');
      const at = { ...placeOf(reading, row, 'code'), value: own.slice(0, 80) };
      reading.faults.push({
        ...at,
        why: because('reason:importLongCode', { max: MOST.code }),
        asks: 'codes',
      });
      return undefined;
    }
    const title = row.cells.title?.text;
    if (title === undefined) return undefined;
    const known = this.codeOfTitle.get(folded(title));
    if (known !== undefined) return known;
    if (hasCodes) {
      reading.faults.push({
        ...placeOf(reading, row, 'code'),
        why: because('reason:importNoCode'),
        asks: 'codes',
      });
      return undefined;
    }
    if (!this.isCounted) {
      reading.warnings.push({ ...placeOf(reading, row), why: because('reason:importCounted') });
      this.isCounted = true;
    }
    return this.nextCode();
  }

  private nextCode(): string {
    let next = this.rowOfCode.size + 1;
    while (this.rowOfCode.has(String(next)) || this.codesThere.has(String(next))) next += 1;
    return String(next);
  }

  private repeated(row: TableRow, code: string, earlier: TableRow): void {
    const { reading } = this;
    const isNumber = row.cells.code?.kind === 'number' && code.includes('.');
    const why = isNumber
      ? because('reason:importRepeatedNumber', { row: String(earlier.row), meant: `${code}0` })
      : because('reason:importRepeatedCode', { row: String(earlier.row) });
    reading.faults.push({
      ...placeOf(reading, row, 'code'),
      value: code,
      why,
      asks: 'codes',
      ...(isNumber ? { nearest: [`${code}0`] } : {}),
    });
    // What the row says of its status is looked at all the same, so that every fault is told at once.
    this.coded.push({ row, code, isRepeated: true });
  }

  private objective(
    row: TableRow,
    code: string,
    title: string,
    prefixes: ReadonlyMap<string, string>,
  ): ImportedObjective {
    const { cells } = row;
    const long = title.length > MOST.title;
    const text = [...(long ? [title] : []), ...(cells.text ? [cells.text.text] : [])].join('\n\n');
    if (long)
      this.reading.warnings.push({
        ...placeOf(this.reading, row, 'title'),
        why: because('reason:importLongTitle'),
      });
    const area = this.areaOfRow(row, prefixes);
    const tags = cells.tags ? listed(cells.tags.text).map((tag) => tag.slice(0, MOST.tag)) : undefined;
    const dueOn = this.dueOn(row);
    const responsible = cells.responsible?.text.replaceAll('\n', '; ').slice(0, MOST.responsible);
    return {
      code,
      title: long ? shortened(title) : title.replace(/\s+/g, ' '),
      ...(area === undefined ? {} : { area }),
      ...(text === '' ? {} : { text: text.slice(0, MOST.text) }),
      ...(tags ? { tags: tags.slice(0, MOST.tags) } : {}),
      ...(dueOn === undefined ? {} : { dueOn }),
      ...(responsible === undefined ? {} : { responsible }),
      statedIn: this.statedIn(row),
      extras: row.extras,
      at: placeOf(this.reading, row),
    };
  }

  private areaOfRow({ cells, ...at }: TableRow, prefixes: ReadonlyMap<string, string>): string | undefined {
    const [code, name] = [cells.area?.text, cells.areaName?.text];
    if (code !== undefined && name !== undefined) return this.area(name, at, code);
    const only = name ?? code;
    if (only === undefined) {
      if (this.current !== undefined) return this.current;
      const known = this.reading.context.objectives.length > 0;
      return known ? undefined : this.area(this.reading.context.onlyArea, at);
    }
    if (this.reading.context.areas.some((area) => area.code === only)) return only;
    const numbered = /^(\p{L}|\d{1,2}|[IVX]+)[.)]\s+(\S.*)$/u.exec(only);
    if (numbered) return this.area(numbered[2]!, at, numbered[1]);
    return this.area(only, at, prefixes.get(folded(only)));
  }

  /** The code of an area by its name, as the plan or the file has it; a new one gets the code, or the next number. */
  private area(name: string, at: { sheet: string | null; row: number }, code?: string): string {
    const known =
      this.areaOfName.get(folded(name)) ?? (code !== undefined && this.hasArea(code) ? code : undefined);
    if (known !== undefined && this.areas.some((area) => area.code === known)) return known;
    const isFree = code !== undefined && !this.reading.context.areas.some((area) => area.code === code);
    const own = known ?? (isFree ? code : this.nextArea());
    this.areaOfName.set(folded(name), own);
    this.areas.push({
      code: own,
      name: name.replace(/\s+/g, ' ').slice(0, MOST.name),
      at: placeOf(this.reading, at),
    });
    return own;
  }

  private hasArea(code: string): boolean {
    return this.areas.some((area) => area.code === code);
  }

  private nextArea(): string {
    const used = new Set([...this.areas, ...this.reading.context.areas].map(({ code }) => code));
    let next = this.areas.length + 1;
    while (used.has(String(next))) next += 1;
    return String(next);
  }

  private dueOn(row: TableRow): string | undefined {
    const cell = row.cells.dueOn;
    if (cell === undefined) return undefined;
    const read = readDay(cell, this.reading.mapping.dateOrder);
    if (read.is === 'day') return read.day;
    // A due day in words, such as "before the summit", is no fault: it is kept as it is.
    row.extras.push({ name: this.reading.headings.get('dueOn') ?? 'due', value: cell.text });
    return undefined;
  }

  private statedIn({ cells, ...row }: TableRow): { source: string }[] {
    if (!cells.statedIn) return [];
    const { addresses } = addressesIn(cells.statedIn.text);
    const keys = addresses.length > 0 ? addresses : listed(cells.statedIn.text.replaceAll(/[,;|]/g, ' '));
    return keys.map((key) => this.sources.cited(key, {}, placeOf(this.reading, row, 'statedIn')));
  }
}

/** The codes of areas that their objectives' codes begin with, where each area has one of its own: 1.1 and 1.2 are of area 1. */
function areaPrefixes(rows: readonly (TableRow | AreaRow)[]): Map<string, string> {
  const prefixes = new Map<string, string | null>();
  for (const row of rows) {
    if (isAreaRow(row) || !row.cells.code || !row.cells.title) continue;
    const name = folded((row.cells.areaName ?? row.cells.area)?.text ?? '');
    const prefix = /^(.*\p{N}|.*\p{L})[./-]\s*\p{N}+$/u.exec(row.cells.code.text)?.[1]?.trim() ?? null;
    const known = prefixes.get(name);
    prefixes.set(name, known === undefined || known === prefix ? prefix : null);
  }
  const all = [...prefixes.values()];
  const isOneEach = all.every((prefix) => prefix !== null) && new Set(all).size === all.length;
  return new Map<string, string>(isOneEach ? ([...prefixes] as [string, string][]) : []);
}

/** The words of a long wording that fit a title. */
function shortened(text: string): string {
  const head = text.replace(/\s+/g, ' ').slice(0, 200);
  return `${head.slice(0, Math.max(head.lastIndexOf(' '), 120))}…`;
}
