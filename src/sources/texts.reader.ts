import { Injectable } from '@nestjs/common';
import { Reads } from '../database/reads.js';
import { notFound } from '../core/errors.js';
import { noSource } from './sources.reader.js';

/** A version of a source's text, without the text. */
export interface TextVersion {
  sha256: string;
  mediaType: string;
  /** Unicode code points. */
  characters: number;
  loadedAt: string;
  loadedBy: string;
  current: boolean;
}

/** A passage that does not stand where it stood, with the place that was found for it. */
export interface AnchorLine {
  id: string;
  exact: string;
  state: 'relocated' | 'ambiguous' | 'lost';
  /** How it was looked up: `exact-elsewhere`, `approximate`, `several`, `not-found`. */
  reason: string;
  from: { start: number; end: number; paragraph: number | null } | null;
  /** `exact` and `errors` only where the words there differ from the quotation. */
  to: { start: number; end: number; paragraph: number | null; exact: string | null; errors: number } | null;
  /** The places of an ambiguous quotation, at most ten. */
  candidates: unknown[] | null;
  decision: 'confirmed' | 'rejected' | null;
}

/** How the passages of a source stand in its current text. */
export interface AnchorReport {
  source: string;
  textSha256: string;
  characters: number;
  counts: { verified: number; relocated: number; ambiguous: number; lost: number };
  /** How many of the verified stand at another position than before, among their own surroundings. */
  shifted: number;
  /** Those that are not verified, in reading order of where they stood. */
  passages: AnchorLine[];
}

/** Grain: one row a version of the source's text, newest first. */
const VERSIONS = {
  name: 'source-texts',
  text: `
    SELECT t.sha256, t.media_type AS "mediaType", t.characters, t.loaded_at AS "loadedAt", t.loaded_by AS "loadedBy",
           t.sha256 = s.text_sha256 AS current
      FROM source s JOIN source_text t ON t.source_id = s.id
     WHERE s.slug = $1
     ORDER BY t.loaded_at DESC, t.sha256`,
};

/** Grain: one row, the source, with the version asked for ($2), or the current one where none is named. */
const CONTENT = {
  name: 'source-text-content',
  text: `
    SELECT t.sha256, t.content
      FROM source s LEFT JOIN source_text t ON t.source_id = s.id AND t.sha256 = coalesce($2, s.text_sha256)
     WHERE s.slug = $1`,
};

/** Grain: one row, the source with a stretch of its current text: from the code point $2 on, at most $3 of them. */
const STRETCH = {
  name: 'source-text-stretch',
  text: `
    SELECT t.sha256, t.characters, substr(t.content, $2::int + 1, $3::int) AS text
      FROM source s LEFT JOIN source_text t ON t.source_id = s.id AND t.sha256 = s.text_sha256
     WHERE s.slug = $1`,
};

/** Grain: one row, the source with what stands before the code point $2 of its current text, at most $3 of them. */
const BEFORE = {
  name: 'source-text-before',
  text: `
    SELECT substr(t.content, greatest($2::int - $3::int, 0) + 1, least($2::int, $3::int)) AS text
      FROM source s JOIN source_text t ON t.source_id = s.id AND t.sha256 = s.text_sha256
     WHERE s.slug = $1`,
};

/** Grain: one row, the source with the report on its current text. */
const REPORT = {
  name: 'anchor-report',
  text: `
    SELECT s.slug AS source, t.sha256 AS "textSha256", t.characters,
           (SELECT json_build_object(
                     'verified', count(*) FILTER (WHERE a.state = 'verified'),
                     'relocated', count(*) FILTER (WHERE a.state = 'relocated'),
                     'ambiguous', count(*) FILTER (WHERE a.state = 'ambiguous'),
                     'lost', count(*) FILTER (WHERE a.state = 'lost'))
              FROM passage_anchor a WHERE a.source_id = s.id AND a.text_sha256 = t.sha256) AS counts,
           (SELECT count(*)::int FROM passage_anchor a
             WHERE a.source_id = s.id AND a.text_sha256 = t.sha256 AND a.reason = 'exact-shifted') AS shifted,
           (SELECT coalesce(json_agg(json_build_object(
                     'id', g.id, 'exact', g.exact, 'state', a.state, 'reason', a.reason,
                     'from', CASE WHEN g.start_position IS NOT NULL THEN json_build_object(
                               'start', g.start_position, 'end', g.end_position, 'paragraph', g.paragraph) END,
                     'to', CASE WHEN a.start_position IS NOT NULL THEN json_build_object(
                             'start', a.start_position, 'end', a.end_position, 'paragraph', a.paragraph,
                             'exact', a.found, 'errors', a.errors) END,
                     'candidates', a.candidates, 'decision', a.decision) ORDER BY g.start_position, g.id), '[]')
              FROM passage_anchor a JOIN passage g ON g.id = a.passage_id
             WHERE a.source_id = s.id AND a.text_sha256 = t.sha256 AND a.state <> 'verified') AS passages
      FROM source s LEFT JOIN source_text t ON t.source_id = s.id AND t.sha256 = s.text_sha256
     WHERE s.slug = $1`,
};

/** A stretch of a source's current text, in code points. */
export interface TextStretch {
  text: string;
  from: number;
  /** Where the next stretch begins; null where the text ends with this one. */
  next: number | null;
  /** How long the whole text is. */
  characters: number;
  sha256: string;
}

/** How much of a text is read at a time: a long article, or a chapter. */
const STRETCH_LENGTH = 60_000;
/** How far before a place the line is looked for that a stretch is to begin with. */
const LEAD = 4000;

@Injectable()
export class TextsReader {
  constructor(private readonly reads: Reads) {}

  /** Every version that was loaded, newest first. @throws Refusal `not-found` (source, or none loaded) */
  async versions(slug: string): Promise<TextVersion[]> {
    const rows = await this.reads.rows<Omit<TextVersion, 'loadedAt'> & { loadedAt: Date }>(VERSIONS, [slug]);
    // Only where there is none: it says what is missing, the source or its text.
    if (rows.length === 0) await this.content(slug);
    return rows.map((row) => ({ ...row, loadedAt: row.loadedAt.toISOString() }));
  }

  /**
   * The text of a source in its canonical form.
   * @param sha256 an older version; the current one where none is named
   * @throws Refusal `not-found` (source, or no such text)
   */
  async content(slug: string, sha256?: string): Promise<{ sha256: string; content: string }> {
    const row = await this.reads.first<{ sha256: string | null; content: string }>(CONTENT, [
      slug,
      sha256 ?? null,
    ]);
    if (!row) throw noSource(slug);
    if (row.sha256 === null) throw noText(slug);
    return { sha256: row.sha256, content: row.content };
  }

  /**
   * What stands in the current text from a code point on: so much that it can be looked at at once, up to the end of a
   * line where there is one.
   * @returns null where we hold no text of the source
   * @throws Refusal `not-found` (source)
   */
  async stretch(slug: string, from: number): Promise<TextStretch | null> {
    const row = await this.reads.first<{ sha256: string | null; characters: number; text: string }>(STRETCH, [
      slug,
      from,
      STRETCH_LENGTH,
    ]);
    if (!row) throw noSource(slug);
    const { sha256, characters } = row;
    if (sha256 === null) return null;
    const isLast = from + STRETCH_LENGTH >= characters;
    const end = row.text.lastIndexOf('\n') + 1;
    const text = isLast || end === 0 ? row.text : row.text.slice(0, end);
    return { text, from, next: isLast ? null : from + [...text].length, characters, sha256 };
  }

  /**
   * Where a stretch begins that shows a place of the current text: at a line some way before it; at the beginning where
   * the first stretch holds it.
   * @param end the code point after the place
   */
  async beginningFor(slug: string, place: { start: number; end: number }): Promise<number> {
    // The first stretch ends with a line, so it may be a little shorter.
    if (place.end <= STRETCH_LENGTH / 2) return 0;
    const row = await this.reads.first<{ text: string }>(BEFORE, [slug, place.start, LEAD]);
    const before = row?.text ?? '';
    const line = before.indexOf('\n') + 1;
    return place.start - [...before.slice(line)].length;
  }

  /** @throws Refusal `not-found` (source, or no text loaded) */
  async report(slug: string): Promise<AnchorReport> {
    const row = await this.reads.first<AnchorReport & { textSha256: string | null }>(REPORT, [slug]);
    if (!row) throw noSource(slug);
    if (row.textSha256 === null) throw noText(slug);
    return row;
  }
}

function noText(slug: string): Error {
  return notFound('text of the source', slug, `Load it with PUT /api/v1/sources/${slug}/text.`);
}
