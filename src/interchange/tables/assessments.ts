import { outsideTermErrors } from '../../assessments/recording-rules.js';
import { because } from '../../language/reasons.js';
import type { StatusReading } from '../import/import-report.js';
import type { ImportedAssessment } from '../import/imported-plan.js';
import { type DateOrder, orderOf, readDay } from './days.js';
import { TableEvidence } from './evidence.js';
import type { CodedRow, TableObjectives } from './objectives.js';
import { placeOf, type Reading } from './reading.js';
import type { SourceList } from './source-list.js';
import { type KnownLevel, levelOf, nearestLevels, readsAsFinal } from './status-names.js';
import type { TableRow } from './table-rows.js';

const CAUSES: Record<string, ImportedAssessment['cause']> = {
  external: 'external',
  internal: 'internal',
  mixed: 'mixed',
  unknown: 'unknown',
  внешняя: 'external',
  внутренняя: 'internal',
  смешанная: 'mixed',
  неизвестна: 'unknown',
};

const ROUNDED = {
  month: 'reason:importRoundedMonth',
  quarter: 'reason:importRoundedQuarter',
  year: 'reason:importRoundedYear',
} as const;

const MOST_RATIONALE = 10_000;

/** What a status comes to: a level, nothing to be recorded, or a fault that has been told. */
type StatusRead = { level: KnownLevel } | 'nothing' | 'fault';

/** A value of the status column. `isLeftOut`: a person said that it is no status. */
interface MeantStatus extends StatusReading {
  isLeftOut: boolean;
}

/** The statuses of a table with what proves them. */
export class TableAssessments {
  readonly assessments: ImportedAssessment[] = [];
  private readonly statuses = new Map<string, MeantStatus>();
  private readonly evidence: TableEvidence;
  private readonly order: DateOrder | undefined;
  private readonly isOrderAsked: boolean;
  /** The objectives with a status that could not be read: evidence for it is no evidence of anything else. */
  private readonly failed = new Set<string>();
  private isDayAsked = false;
  private isSourceAsked = false;

  constructor(
    private readonly reading: Reading,
    private readonly objectives: TableObjectives,
    sources: SourceList,
    private readonly hasEvidenceSheet: boolean,
  ) {
    this.evidence = new TableEvidence(reading, sources);
    const asked = this.orderOfDays(objectives.coded.map(({ row }) => row));
    this.order = asked.order;
    this.isOrderAsked = asked.isAsked;
  }

  /** The values of the status column, the commonest first. */
  get values(): StatusReading[] {
    return [...this.statuses.values()]
      .sort((a, b) => b.rows - a.rows)
      .map(({ isLeftOut: _isLeftOut, ...status }) => status);
  }

  /** Reads the statuses of the rows, in their order. */
  read(): void {
    const last = new Map<string, ImportedAssessment>();
    for (const coded of this.objectives.coded) {
      if (coded.row.cells.status) {
        const assessment = this.assessment(coded);
        if (assessment && !coded.isRepeated) {
          this.assessments.push(assessment);
          last.set(coded.code, assessment);
        }
      } else this.furtherEvidence(coded, last.get(coded.code));
    }
  }

  /** Reads the rows of a sheet that holds evidence alone, by the codes of the objectives. */
  readEvidence(rows: readonly { row: TableRow; code: string }[]): void {
    for (const { row, code } of rows) {
      const assessment = this.assessments.findLast(({ objective }) => objective === code);
      if (assessment) assessment.evidence.push(...this.evidence.of(row, this.order));
      else this.furtherEvidence({ row, code, isRepeated: false }, undefined);
    }
  }

  /** Names each status that needs evidence and has none; said of the file as a whole, once, where it has none at all. */
  checkEvidence(): void {
    const { reading } = this;
    const bare = this.assessments.filter(
      ({ status, evidence }) => evidence.length === 0 && this.level(status)?.needsEvidence,
    );
    const isWhole = bare.length > 1 && this.assessments.every(({ evidence }) => evidence.length === 0);
    for (const { status, at } of isWhole ? bare.slice(0, 1) : bare) {
      const why = isWhole
        ? because('reason:importNoEvidenceAtAll', { rows: String(bare.length) })
        : because('reason:importNoEvidence');
      reading.faults.push({ ...placeOf(reading, at, 'status'), value: status, why, asks: 'source' });
    }
  }

  private level(slug: string): KnownLevel | undefined {
    return this.reading.context.levels.find((level) => level.slug === slug);
  }

  private assessment({ row, code, isRepeated }: CodedRow): ImportedAssessment | undefined {
    const read = this.status(row);
    if (read === 'nothing') return undefined;
    const effectiveOn = this.effectiveOn(row);
    const evidence = this.evidence.of(row, this.order);
    if (evidence.length === 0) evidence.push(...this.evidence.usual(row));
    const { cause, rationale, assessor } = row.cells;
    const known = cause ? CAUSES[cause.text.toLowerCase()] : undefined;
    if (cause && !known)
      row.extras.push({ name: this.reading.headings.get('cause') ?? 'cause', value: cause.text });
    if (read === 'fault' || effectiveOn === undefined) this.failed.add(code);
    const isBare = evidence.length === 0 && !this.hasEvidenceSheet;
    const bare = { ...placeOf(this.reading, row, 'status'), value: row.cells.status!.text };
    if (read === 'fault') {
      if (isBare && this.evidence.hasColumn && readsAsFinal(bare.value))
        this.reading.faults.push({ ...bare, why: because('reason:importFinalAlone'), asks: 'source' });
      return undefined;
    }
    // A row that stands for no objective of its own is checked by itself.
    if (isRepeated && isBare && read.level.needsEvidence)
      this.reading.faults.push({ ...bare, why: because('reason:importNoEvidence'), asks: 'source' });
    if (effectiveOn === undefined) return undefined;
    return {
      objective: code,
      status: read.level.slug,
      effectiveOn,
      ...(rationale ? { rationale: rationale.text.slice(0, MOST_RATIONALE) } : {}),
      ...(known ? { cause: known } : {}),
      ...(assessor ? { assessor: assessor.text } : {}),
      evidence,
      at: placeOf(this.reading, row),
    };
  }

  private status(row: TableRow): StatusRead {
    const value = row.cells.status!.text;
    const meant = this.meant(value);
    const level = meant.level === null ? undefined : this.level(meant.level);
    if (level) return level.assessed ? { level } : 'nothing';
    if (meant.isLeftOut) {
      row.extras.push({ name: this.reading.headings.get('status') ?? 'status', value });
      return 'nothing';
    }
    const { nearest } = meant;
    const at = { ...placeOf(this.reading, row, 'status'), value };
    this.reading.faults.push({
      ...at,
      why: because('reason:importUnknownStatus'),
      nearest,
      asks: 'statuses',
    });
    return 'fault';
  }

  /** What a value of the status column means, and that one more row has it: a value is matched once, however many rows have it. */
  private meant(value: string): MeantStatus {
    let status = this.statuses.get(value);
    if (!status) {
      const { levels } = this.reading.context;
      const { statuses = {} } = this.reading.mapping;
      const said = Object.hasOwn(statuses, value) ? statuses[value] : undefined;
      const isLeftOut = said === null;
      const level = isLeftOut ? undefined : (said && this.level(said)) || levelOf(value, levels);
      const nearest = level || isLeftOut ? [] : nearestLevels(value, levels);
      status = { value, rows: 0, level: level?.slug ?? null, nearest, isLeftOut };
      this.statuses.set(value, status);
    }
    status.rows += 1;
    return status;
  }

  /** The day of a row's status, told once where the file has none at all. */
  private effectiveOn(row: TableRow): string | undefined {
    const { reading } = this;
    const cell = row.cells.effectiveOn;
    if (cell === undefined) {
      const { effectiveOn } = reading.mapping;
      if (effectiveOn !== undefined) return effectiveOn;
      if (!this.isDayAsked) {
        const why = because('reason:importNoDay');
        reading.faults.push({ ...placeOf(reading, row, 'effectiveOn'), why, asks: 'effectiveOn' });
      }
      this.isDayAsked = true;
      return undefined;
    }
    const at = { ...placeOf(reading, row, 'effectiveOn'), value: cell.text };
    // Asked once, of the first such row. With dots the day comes first, whatever the others do.
    if (this.isOrderAsked && orderOf(cell.text) !== undefined && !cell.text.includes('.')) return undefined;
    const read = readDay(cell, this.order);
    if (read.is !== 'day') {
      reading.faults.push({ ...at, why: because('reason:importNoSuchDay') });
      return undefined;
    }
    const { context } = reading;
    let { day } = read;
    if (read.rounded) {
      // Of the month that is running, today is the last day there is.
      if (day > context.today && day.slice(0, 4) === context.today.slice(0, 4)) day = context.today;
      reading.warnings.push({ ...at, why: because(ROUNDED[read.rounded], { day }) });
    }
    if (day > context.today) {
      reading.faults.push({ ...at, why: because('reason:importFutureDay', { day }) });
      return undefined;
    }
    const { termStart: from, termEnd: to } = context;
    if (outsideTermErrors(day, from, to).length > 0) {
      reading.faults.push({ ...at, why: because('reason:importOutsideTerm', { from, to }) });
      return undefined;
    }
    return day;
  }

  /** The order of days such as 07/08/2023: said, or told by days that can be read in one way alone; else asked about. */
  private orderOfDays(rows: readonly TableRow[]): { order: DateOrder | undefined; isAsked: boolean } {
    const { dateOrder } = this.reading.mapping;
    if (dateOrder !== undefined) return { order: dateOrder, isAsked: false };
    const days = rows.flatMap((row) => {
      const cell = row.cells.effectiveOn;
      const order = cell?.kind === 'text' ? orderOf(cell.text) : undefined;
      return order === undefined ? [] : [{ row, order, value: cell!.text }];
    });
    const orders = new Set(days.map(({ order }) => order));
    const isMixed = orders.has('dmy') && orders.has('mdy');
    if (!isMixed && orders.has('dmy')) return { order: 'dmy', isAsked: false };
    if (!isMixed && orders.has('mdy')) return { order: 'mdy', isAsked: false };
    const first = isMixed ? days.find(({ order }) => order === 'mdy') : days[0];
    if (first === undefined) return { order: undefined, isAsked: false };
    this.reading.faults.push({
      ...placeOf(this.reading, first.row, 'effectiveOn'),
      value: first.value,
      why: because(isMixed ? 'reason:importMixedOrders' : 'reason:importWhichOrder'),
      nearest: ['dmy', 'mdy'],
      asks: 'dateOrder',
    });
    return { order: undefined, isAsked: true };
  }

  /** Evidence in a row without a status: it belongs to the status above, or says where the objective is stated. */
  private furtherEvidence({ row, code }: CodedRow, assessment: ImportedAssessment | undefined): void {
    const evidence = this.evidence.of(row, this.order);
    if (evidence.length === 0 || (this.failed.has(code) && !assessment)) return;
    if (assessment) {
      assessment.evidence.push(...evidence);
      return;
    }
    const objective = this.objectives.objectives.find((one) => one.code === code);
    const at = placeOf(this.reading, row, 'evidence');
    if (!objective) {
      this.reading.faults.push({ ...at, value: code, why: because('reason:importEvidenceAlone') });
      return;
    }
    objective.statedIn.push(...evidence.map(({ bearing: _bearing, at: _at, ...reference }) => reference));
    if (!this.isSourceAsked) this.reading.warnings.push({ ...at, why: because('reason:importLinksState') });
    this.isSourceAsked = true;
  }
}
