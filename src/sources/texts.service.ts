import { Injectable } from '@nestjs/common';
import { rowsOf, type Transaction, Transactions } from '../database/transactions.js';
import type { DocumentBody } from '../http/document-body.js';
import { recorderName } from '../core/context.js';
import { invalidInput, Refusal } from '../core/errors.js';
import { requireVersion } from '../core/versions.js';
import type { ReanchorLine, ReanchorReport } from './anchoring/reanchor.js';
import { Passage } from './passage.entity.js';
import { PassageAnchor } from './passage-anchor.entity.js';
import { Source } from './source.entity.js';
import { SourceText } from './source-text.entity.js';
import { noPassage, noSource } from './sources.reader.js';
import type { ExtractedText } from './texts/extract.js';
import { refuseUnreadable } from './texts/refusals.js';
import { TextWorkers } from './texts/text-workers.js';

/** A passage as anchoring needs it. */
type Anchored = Pick<Passage, 'id' | 'start' | 'end' | 'paragraph'> & {
  exact: string;
  prefix?: string;
  suffix?: string;
};

/** How the passages of a source stand in a text that is not stored. */
export interface Verification {
  counts: ReanchorReport['counts'];
  lines: (ReanchorLine & { exact: string })[];
  sha256: string;
  /** Of the text that the passages' positions refer to, where it is known. */
  expectedSha256: string | null;
}

/** Loads texts of sources and keeps their passages anchored. */
@Injectable()
export class TextsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly workers: TextWorkers,
  ) {}

  /**
   * Loads a text: it becomes the source's current one, and every quotation is looked up in it. Reading and looking
   * up happen in a worker, before the transaction opens; what was quoted meanwhile is looked up inside it.
   * @param read the source's versions that the caller has read (If-Match)
   * @returns the SHA-256 of the text in its canonical form
   * @throws Refusal `not-found`, `stale-version`, `unreadable-text`
   */
  async load(slug: string, read: readonly number[], document: DocumentBody): Promise<string> {
    const before = await this.transactions.run((tx) => this.sourceToLoad(tx, slug, read, false));
    const text = await this.extract(document);
    const quotations = await this.transactions.run((tx) => this.quotations(tx, before.id));
    const looked = await refuseUnreadable(this.workers.reanchor(text.text, quotations));
    await this.transactions.run(async (tx) => {
      const source = await this.sourceToLoad(tx, slug, read, true);
      const known = new Set(quotations.map(({ id }) => id));
      const late = (await this.quotations(tx, source.id)).filter(({ id }) => !known.has(id));
      const lines =
        late.length === 0
          ? looked.lines
          : looked.lines.concat((await refuseUnreadable(this.workers.reanchor(text.text, late))).lines);
      await tx
        .createQueryBuilder()
        .insert()
        .into(SourceText)
        .values({
          sourceId: source.id,
          sha256: text.sha256,
          mediaType: document.mediaType,
          content: text.text,
          characters: text.characters,
          loadedBy: recorderName(),
        })
        .orIgnore()
        .execute();
      await tx.update(Source, { id: source.id }, { textSha256: text.sha256, version: source.version + 1 });
      await storeAnchors(tx, source.id, text.sha256, lines);
    });
    return text.sha256;
  }

  /**
   * Looks up the passages of a source in a text that is not stored.
   * @throws Refusal `not-found`, `unreadable-text`
   */
  async verify(slug: string, document: DocumentBody): Promise<Verification> {
    const { source, quotations } = await this.transactions.run(async (tx) => {
      const source = await tx.findOneBy(Source, { slug });
      if (!source) throw noSource(slug);
      return { source, quotations: await this.quotations(tx, source.id) };
    });
    const text = await this.extract(document);
    const { counts, lines } = await refuseUnreadable(this.workers.reanchor(text.text, quotations));
    const words = new Map(quotations.map(({ id, exact }) => [id, exact]));
    return {
      counts,
      lines: lines.map((line) => ({ ...line, exact: words.get(line.id) ?? '' })),
      sha256: text.sha256,
      expectedSha256: source.textSha256,
    };
  }

  /**
   * Confirms or rejects the new place that a relocated passage was found at. Confirmed, the passage moves there: it
   * is verified where its words stand there unchanged, and stays marked as relocated where they differ. Rejected,
   * it is lost in this text.
   * @returns the passage's new version
   * @throws Refusal `not-found`, `stale-version`, `already-decided`
   */
  async decide(
    tx: Transaction,
    id: string,
    read: readonly number[],
    decision: 'confirmed' | 'rejected',
  ): Promise<number> {
    const passage = await tx.findOne(Passage, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!passage) throw noPassage(id);
    requireVersion(read, passage.version, 'the passage');
    const source = await tx.findOneByOrFail(Source, { id: passage.sourceId });
    const key = { sourceId: source.id, passageId: id, textSha256: source.textSha256 ?? '' };
    const anchor = await tx.findOneBy(PassageAnchor, key);
    if (anchor?.state !== 'relocated' || anchor.decision !== null) {
      throw new Refusal('already-decided', 'This passage has no new place to confirm or reject.');
    }
    await tx.update(PassageAnchor, key, { decision, decidedBy: recorderName(), decidedAt: new Date() });
    const version = passage.version + 1;
    const { start, end, paragraph, errors } = anchor;
    await tx.update(
      Passage,
      { id },
      decision === 'rejected'
        ? { anchor: 'lost', version }
        : { start, end, paragraph, anchor: errors === 0 ? 'verified' : 'relocated', version },
    );
    return version;
  }

  private extract(document: DocumentBody): Promise<ExtractedText> {
    return refuseUnreadable(this.workers.extract(document.bytes, document.mediaType, document.charset));
  }

  private async sourceToLoad(
    tx: Transaction,
    slug: string,
    read: readonly number[],
    lock: boolean,
  ): Promise<Source> {
    const source = await tx.findOne(Source, {
      where: { slug },
      ...(lock ? { lock: { mode: 'pessimistic_write' } } : {}),
    });
    if (!source) throw noSource(slug);
    requireVersion(read, source.version, `the source ${slug}`);
    return source;
  }

  private quotations(tx: Transaction, sourceId: number): Promise<Anchored[]> {
    return rowsOf<Anchored>(
      tx,
      `SELECT id, exact, prefix, suffix, start_position AS start, end_position AS "end", paragraph
         FROM passage WHERE source_id = $1 AND exact IS NOT NULL ORDER BY id`,
      [sourceId],
    );
  }
}

/**
 * Keeps where each passage was found. A verified one has its position from this text; a place that it
 * was relocated to is a proposal. What a person has decided on this text stands when the text is loaded again.
 */
async function storeAnchors(
  tx: Transaction,
  sourceId: number,
  sha256: string,
  lines: readonly ReanchorLine[],
): Promise<void> {
  const rows = lines.map((line) => ({
    id: line.id,
    state: line.state,
    start: line.found?.start ?? null,
    end: line.found?.end ?? null,
    paragraph: line.found?.paragraph ?? null,
    prefix: line.found?.prefix ?? null,
    suffix: line.found?.suffix ?? null,
    found: (line.found?.errors ?? 0) > 0 ? line.found?.exact : null,
    errors: line.found?.errors ?? null,
    candidates: line.candidates ?? null,
    reason: line.reason,
  }));
  const values = [sourceId, sha256, JSON.stringify(rows)];
  const recordset = `json_to_recordset($3::json) AS r(id uuid, state text, start integer, "end" integer, paragraph integer,
                       prefix text, suffix text, found text, errors integer, candidates jsonb, reason text)`;
  await tx.query(
    `INSERT INTO passage_anchor (source_id, passage_id, text_sha256, state, start_position, end_position, paragraph,
                                 found, errors, candidates, reason, checked_at)
     SELECT $1, r.id, $2, r.state, r.start, r."end", r.paragraph, r.found, r.errors, r.candidates, r.reason, clock_timestamp()
       FROM ${recordset}
     ON CONFLICT (source_id, text_sha256, passage_id) DO UPDATE
        SET state = excluded.state, start_position = excluded.start_position, end_position = excluded.end_position,
            paragraph = excluded.paragraph, found = excluded.found, errors = excluded.errors,
            candidates = excluded.candidates, reason = excluded.reason, checked_at = excluded.checked_at
      WHERE passage_anchor.decision IS NULL`,
    values,
  );
  await tx.query(
    `UPDATE passage g
        SET anchor = r.state,
            start_position = CASE WHEN r.state = 'verified' THEN r.start ELSE g.start_position END,
            end_position = CASE WHEN r.state = 'verified' THEN r."end" ELSE g.end_position END,
            paragraph = CASE WHEN r.state = 'verified' THEN coalesce(r.paragraph, g.paragraph) ELSE g.paragraph END,
            -- Recorded before there was a text, it had no surroundings: now it has, unless that made it another's twin.
            prefix = CASE WHEN bare THEN nullif(r.prefix, '') ELSE g.prefix END,
            suffix = CASE WHEN bare THEN nullif(r.suffix, '') ELSE g.suffix END,
            version = g.version + 1
       FROM (SELECT r.*, r.state = 'verified' AND h.prefix IS NULL AND h.suffix IS NULL
                           AND NOT EXISTS (SELECT FROM passage twin WHERE twin.source_id = h.source_id
                                              AND twin.id <> h.id AND twin.start_position = r.start
                                              AND md5(coalesce(twin.exact, '')) = md5(h.exact)) AS bare
               FROM ${recordset} JOIN passage h ON h.id = r.id) r
      WHERE g.id = r.id AND g.source_id = $1
        AND (g.anchor <> r.state OR (r.state = 'verified' AND g.start_position IS DISTINCT FROM r.start))
        AND NOT EXISTS (SELECT FROM passage_anchor a WHERE a.source_id = $1 AND a.text_sha256 = $2
                           AND a.passage_id = g.id AND a.decision IS NOT NULL)`,
    values,
  );
  await tx.query(DECIDED_BEFORE, [sourceId, sha256]);
}

/**
 * What was decided about a passage in this text holds whenever the text comes back, wherever another text had it meanwhile:
 * the same as `decide` writes.
 */
const DECIDED_BEFORE = `
  UPDATE passage g
     SET anchor = d.state, start_position = d.start, end_position = d."end", paragraph = d.paragraph,
         version = g.version + 1
    FROM (SELECT a.passage_id,
                 CASE WHEN a.decision = 'rejected' THEN 'lost' WHEN a.errors = 0 THEN 'verified'
                      ELSE 'relocated' END AS state,
                 CASE WHEN a.decision = 'confirmed' THEN a.start_position ELSE h.start_position END AS start,
                 CASE WHEN a.decision = 'confirmed' THEN a.end_position ELSE h.end_position END AS "end",
                 CASE WHEN a.decision = 'confirmed' THEN a.paragraph ELSE h.paragraph END AS paragraph
            FROM passage_anchor a JOIN passage h ON h.id = a.passage_id
           WHERE a.source_id = $1 AND a.text_sha256 = $2 AND a.decision IS NOT NULL) d
   WHERE g.id = d.passage_id
     AND (g.anchor, g.start_position, g.end_position, g.paragraph)
         IS DISTINCT FROM (d.state, d.start, d."end", d.paragraph)`;

/** @throws Refusal `invalid-input` unless there is something to read */
export function requireDocument(body: unknown): DocumentBody {
  const document = body as Partial<DocumentBody> | undefined;
  if (!(document?.bytes instanceof Buffer) || document.bytes.length === 0) {
    throw invalidInput({
      pointer: '',
      message:
        'Send the text itself as the request body, with Content-Type text/plain, text/html or application/pdf',
    });
  }
  return document as DocumentBody;
}
