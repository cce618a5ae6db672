import { v7 as uuidv7 } from 'uuid';
import { today } from '../../core/dates.js';
import { isUuid } from '../../core/ids.js';
import type { EvidenceView } from '../../assessments/history.reader.js';
import { decode, type Decoded, type Fields } from '../page/forms.js';

/** More than an assessment takes as evidence, since not all that is offered is ticked. */
const MOST_ROWS = 200;

/** One row of evidence in the form: an offered passage, or a place in a source that is still to become one. */
export interface Row {
  /** Its number in the names of its fields: `/evidence/<n>/bearing`. Numbers may have gaps. */
  n: number;
  /** The id of the passage that it offers; null where somebody types. */
  passage: string | null;
}

/** The current assessment that a form starts from, and the kind of its status. */
export interface KeptAssessment {
  id: string;
  isComplete: boolean;
  evidence: readonly EvidenceView[];
}

/** What became of the ticks of a form when another status or assessor was chosen. */
export type Ticks = 'as-sent' | 'removed' | 'restored';

/**
 * An assessment as it stands in the form: its fields by name, exactly as they were typed. Fields whose names are JSON Pointers become
 * the API's input; the others are the form's own: `row/<n>` says what a row offers, `version` and `newest` what the form
 * was made from, `kept` and `kind` for which current assessment and which kind of status its passages were ticked, `key`
 * names the attempt to record it, `find` holds words to look for.
 */
export class TypedAssessment {
  private constructor(readonly fields: Fields) {}

  /** What was sent. */
  static sent(fields: Fields): TypedAssessment {
    const key = fields.key !== undefined && isUuid(fields.key) ? fields.key : uuidv7();
    return new TypedAssessment({ ...fields, key });
  }

  /**
   * What a form is shown with at first.
   * @param current the assessor's current assessment, whose evidence is ticked
   * @param offered ids of further passages, which are not
   */
  static empty(
    made: { version: number; newest: string; assessor: string },
    current: KeptAssessment | null,
    offered: readonly string[],
  ): TypedAssessment {
    const fields: Record<string, string> = {
      version: String(made.version),
      newest: made.newest,
      key: uuidv7(),
      '/effectiveOn': today(),
      '/assessor': made.assessor,
      ...markOf(current),
    };
    const evidence = current?.evidence ?? [];
    for (const [n, { passage, bearing, note }] of evidence.entries()) {
      fields[`row/${n}`] = passage;
      fields[`/evidence/${n}/passage`] = passage;
      fields[`/evidence/${n}/bearing`] = bearing;
      if (note !== null) fields[`/evidence/${n}/note`] = note;
    }
    for (const [at, passage] of offered.entries()) fields[`row/${evidence.length + at}`] = passage;
    return new TypedAssessment(fields);
  }

  value(name: string): string {
    return this.fields[name] ?? '';
  }

  /** What stands in a field of a row. */
  inRow({ n }: Row, name: string): string {
    return this.value(`/evidence/${n}/${name}`);
  }

  get key(): string {
    return this.value('key');
  }

  /** The version that the form was made from; none where the form does not say. */
  get read(): number[] {
    const version = this.value('version');
    return /^[1-9]\d{0,8}$/.test(version) ? [Number(version)] : [];
  }

  get rows(): Row[] {
    return Object.entries(this.fields)
      .flatMap(([name, value]) => {
        const n = /^row\/(\d{1,4})$/.exec(name)?.[1];
        return n === undefined ? [] : [{ n: Number(n), passage: isUuid(value) ? value : null }];
      })
      .toSorted((a, b) => a.n - b.n)
      .slice(0, MOST_ROWS);
  }

  /** The passages that its rows offer. */
  get passages(): string[] {
    return this.rows.flatMap(({ passage }) => (passage === null ? [] : [passage]));
  }

  /** With other contents of fields. */
  with(changed: Fields): TypedAssessment {
    return new TypedAssessment({ ...this.fields, ...changed });
  }

  /** With one more row, for words that are to be typed or for a passage, which is ticked. */
  withRow(passage: string | null): { typed: TypedAssessment; n: number } {
    const there = this.rows.find((row) => passage !== null && row.passage === passage);
    const n = there?.n ?? Math.max(-1, ...this.rows.map((row) => row.n)) + 1;
    if (passage === null) return { typed: this.with({ [`row/${n}`]: 'words' }), n };
    return { typed: this.with({ [`row/${n}`]: passage, [`/evidence/${n}/passage`]: passage }), n };
  }

  /** With rows, not ticked, for passages that no row offers yet. */
  offering(passages: readonly string[]): TypedAssessment {
    const known = new Set(this.passages);
    const next = Math.max(-1, ...this.rows.map((row) => row.n)) + 1;
    const missing = [...new Set(passages)].filter((passage) => !known.has(passage));
    return this.with(Object.fromEntries(missing.map((passage, at) => [`row/${next + at}`, passage])));
  }

  /**
   * With the passages of the current assessment ticked where the chosen status is of its kind (complete or not), and
   * offered unticked, with their bearing to be chosen again, where it is of the other kind: what supported that something
   * failed does not support that it was achieved. Done once for each change of assessor or kind; what is typed stays.
   * @param former passages of the assessment that the ticks came from, where that is another one now
   * @param isComplete of the chosen status; undefined where none is chosen
   */
  keeping(
    current: KeptAssessment | null,
    former: readonly string[],
    isComplete: boolean | undefined,
  ): { typed: TypedAssessment; ticks: Ticks } {
    const mark = markOf(current, isComplete);
    const { kept, kind } = { ...markOf(current), ...this.fields };
    if (kept === mark.kept && kind === mark.kind) return { typed: this.with(mark), ticks: 'as-sent' };
    const evidence = current?.evidence ?? [];
    const offered = this.offering(evidence.map(({ passage }) => passage));
    const own = new Map(evidence.map((one) => [one.passage, one]));
    const moved = offered.rows.filter(
      ({ passage }) => passage !== null && (own.has(passage) || former.includes(passage)),
    );
    const bare = offered.without((name) =>
      moved.some(({ n }) => name === `/evidence/${n}/passage` || name === `/evidence/${n}/bearing`),
    );
    const ticks: Record<string, string> = {};
    for (const { n, passage } of moved) {
      const found = own.get(passage ?? '');
      if (!found || kindOf(current) !== mark.kind) continue;
      ticks[`/evidence/${n}/passage`] = found.passage;
      ticks[`/evidence/${n}/bearing`] = found.bearing;
    }
    const typed = bare.with({ ...mark, ...ticks });
    const isMoved = moved.some((row) => typed.inRow(row, 'passage') !== this.inRow(row, 'passage'));
    return { typed, ticks: !isMoved ? 'as-sent' : Object.keys(ticks).length > 0 ? 'restored' : 'removed' };
  }

  withoutRow(n: number): TypedAssessment {
    return this.without((name) => name === `row/${n}` || name.startsWith(`/evidence/${n}/`));
  }

  /** With another place in the source's text for the words of a row; null for a row whose words are to be typed. */
  withPlace(n: number, place: { exact: string; start: number; end: number } | null): TypedAssessment {
    const moved = ['start', 'end', 'paragraph'].map((field) => `/evidence/${n}/${field}`);
    const bare = this.without((name) => moved.includes(name));
    if (place === null) return bare;
    const { exact, start, end } = place;
    return bare.with({
      [`/evidence/${n}/exact`]: exact,
      [`/evidence/${n}/start`]: String(start),
      [`/evidence/${n}/end`]: String(end),
    });
  }

  /** The input of the API that was typed: rows that say nothing are left out, and so are passages that are not ticked. */
  decoded(): Decoded {
    const silent = new Set(this.rows.filter((row) => this.isSilent(row)).map(({ n }) => String(n)));
    const said = this.without((name) => silent.has(/^\/evidence\/(\d+)\//.exec(name)?.[1] ?? ''));
    const decoded = decode(said.fields);
    const value = decoded.value as { evidence?: unknown; outsideTerm?: unknown };
    numbered(value.evidence);
    if (value.outsideTerm === 'true') value.outsideTerm = true;
    return decoded;
  }

  private isSilent(row: Row): boolean {
    if (row.passage !== null) return this.inRow(row, 'passage') === '';
    return Object.entries(this.fields).every(
      ([name, value]) =>
        !name.startsWith(`/evidence/${row.n}/`) || name.endsWith('/bearing') || value.trim() === '',
    );
  }

  private without(isLeftOut: (name: string) => boolean): TypedAssessment {
    return new TypedAssessment(
      Object.fromEntries(Object.entries(this.fields).filter(([name]) => !isLeftOut(name))),
    );
  }
}

/** For which assessment, and which kind of status, the passages of a form are ticked. */
function markOf(current: KeptAssessment | null, isComplete?: boolean): { kept: string; kind: string } {
  if (current === null) return { kept: '', kind: '' };
  return { kept: current.id, kind: kindOf({ isComplete: isComplete ?? current.isComplete }) };
}

function kindOf(status: { isComplete: boolean } | null): string {
  return status === null ? '' : status.isComplete ? 'complete' : 'open';
}

/** Numbers arrive as text; what is none stays as it is, for the API's class to refuse. */
function numbered(evidence: unknown): void {
  if (!Array.isArray(evidence)) return;
  for (const row of evidence as Record<string, unknown>[]) {
    for (const name of ['paragraph', 'start', 'end']) {
      const text = row[name];
      if (typeof text === 'string' && /^\d{1,9}$/.test(text.trim())) row[name] = Number(text);
    }
  }
}
