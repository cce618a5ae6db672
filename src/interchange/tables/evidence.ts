import { because } from '../../language/reasons.js';
import type { ImportedEvidence, Place } from '../import/imported-plan.js';
import { addressesIn } from './addresses.js';
import { type DateOrder, readPublished } from './days.js';
import { folded } from './folded.js';
import { placeOf, type Reading } from './reading.js';
import type { SourceDetails, SourceList } from './source-list.js';
import type { TableRow } from './table-rows.js';

const BEARINGS = new Map<string, ImportedEvidence['bearing']>(
  (
    [
      ['supports', ['supports', 'support', 'supporting', 'подтверждает', 'за']],
      ['qualifies', ['qualifies', 'qualify', 'qualifying', 'partly supports', 'уточняет', 'с оговоркой']],
      [
        'contradicts',
        ['contradicts', 'contradict', 'contradicting', 'противоречит', 'опровергает', 'против'],
      ],
    ] as const
  ).flatMap(([bearing, words]) => words.map((word) => [folded(word), bearing] as const)),
);

const MOST = { title: 1000, publisher: 300, exact: 5000, summary: 5000 };

/** What the rows of a table cite. */
export class TableEvidence {
  constructor(
    private readonly reading: Reading,
    private readonly sources: SourceList,
  ) {}

  /** Whether the table has a column that names sources: a row that leaves it blank then says something. */
  get hasColumn(): boolean {
    return this.reading.headings.has('evidence') || this.reading.headings.has('evidenceTitle');
  }

  /** The evidence of a row: one piece for each address in it, or one for a source that is named without an address. */
  of(row: TableRow, order: DateOrder | undefined): ImportedEvidence[] {
    const { evidence, evidenceTitle, quotation, summary } = row.cells;
    const { addresses, rest } = addressesIn(evidence?.text ?? '');
    const title = evidenceTitle?.text ?? (addresses.length === 1 && rest !== '' ? rest : undefined);
    const named = addresses.length === 0 ? (evidenceTitle?.text ?? rest) : '';
    const keys = addresses.length > 0 ? addresses : named === '' ? [] : [named.slice(0, MOST.title)];
    if (keys.length === 0) {
      if (!quotation && !summary) return [];
      const usual = this.usual(row);
      if (usual.length === 0) {
        const at = placeOf(this.reading, row, quotation ? 'quotation' : 'summary');
        this.reading.faults.push({ ...at, why: because('reason:importNoSource'), asks: 'source' });
      }
      return usual.map((one) => ({ ...one, ...this.words(row) }));
    }
    const at = placeOf(this.reading, row, evidence ? 'evidence' : 'evidenceTitle');
    const details = this.details(row, title, order);
    return keys.map((key, which) => ({
      ...this.sources.cited(key, which === 0 ? details : {}, at),
      ...(which === 0 ? this.words(row) : {}),
      bearing: this.bearing(row),
      at,
    }));
  }

  /** What proves a status that has no evidence of its own, where the person has named a source for these. */
  usual(row: TableRow): ImportedEvidence[] {
    const { url, title } = this.reading.mapping.source ?? {};
    const key = url ?? title;
    if (key === undefined) return [];
    const at: Place = placeOf(this.reading, row, 'status');
    return [{ ...this.sources.cited(key, { title }, at), bearing: 'supports', at }];
  }

  private words({ cells: { quotation, summary } }: TableRow): Pick<ImportedEvidence, 'exact' | 'summary'> {
    if (quotation) return { exact: unquoted(quotation.text).slice(0, MOST.exact) };
    return summary ? { summary: summary.text.slice(0, MOST.summary) } : {};
  }

  private bearing(row: TableRow): ImportedEvidence['bearing'] {
    const cell = row.cells.bearing;
    if (!cell) return 'supports';
    const known = BEARINGS.get(folded(cell.text));
    if (known) return known;
    const at = { ...placeOf(this.reading, row, 'bearing'), value: cell.text };
    const nearest = ['supports', 'qualifies', 'contradicts'];
    this.reading.faults.push({ ...at, why: because('reason:importBearing'), nearest });
    return 'supports';
  }

  private details(row: TableRow, title: string | undefined, order: DateOrder | undefined): SourceDetails {
    const { published, publisher } = row.cells;
    const publishedOn = published ? readPublished(published, order) : null;
    if (publishedOn === undefined) {
      const at = { ...placeOf(this.reading, row, 'published'), value: published!.text };
      this.reading.faults.push({ ...at, why: because('reason:importPublished') });
    }
    return {
      title: title?.slice(0, MOST.title),
      publisher: publisher?.text.slice(0, MOST.publisher),
      publishedOn: publishedOn ?? undefined,
    };
  }
}

/** Without the marks that stand around a quotation as a whole. */
function unquoted(text: string): string {
  return /^["“„«'](.*)["”“»']$/s.exec(text)?.[1] ?? text;
}
