import { Injectable } from '@nestjs/common';
import { Reads } from '../database/reads.js';
import { isUuid } from '../core/ids.js';
import { decodeCursor, type Page, pageOf } from '../core/cursors.js';
import { normalise } from './anchoring/normalise.js';
import { surroundings, type Surroundings } from './anchoring/surroundings.js';
import type { AnchorState } from './passage.entity.js';
import type { PassageView } from './sources.reader.js';

/** A passage with its place in the current text. */
export interface PassageInText extends PassageView {
  /** In code points; null where we hold no text, or where nobody can say that these words of it are the passage's. */
  place: { start: number; end: number } | null;
  /** The words that stand there; null where they are those of the quotation. */
  found: string | null;
}

/** How many quotations of a source stand how in its current text. */
export type AnchorCounts = Record<AnchorState, number>;

/** A passage with the paragraph that it stands in. */
export interface PassageInContext extends PassageInText {
  /** Null where `place` is. */
  context: Surroundings | null;
}

/**
 * Passage `g` of source `s`, with its anchor `a` in the current text `t`. A place that was looked up in this text counts
 * where it was verified or a person confirmed it; words quoted since it was loaded have theirs in the passage.
 */
const IN_TEXT = `
  JOIN source s ON s.id = g.source_id
  LEFT JOIN source_text t ON t.source_id = s.id AND t.sha256 = s.text_sha256
  LEFT JOIN passage_anchor a ON a.source_id = s.id AND a.text_sha256 = t.sha256 AND a.passage_id = g.id
  CROSS JOIN LATERAL (
    SELECT CASE WHEN a.state = 'verified' OR a.decision = 'confirmed' THEN a.start_position
                WHEN t.sha256 IS NOT NULL AND a.state IS NULL AND g.anchor = 'verified' THEN g.start_position
           END AS start,
           CASE WHEN a.state = 'verified' OR a.decision = 'confirmed' THEN a.end_position
                WHEN t.sha256 IS NOT NULL AND a.state IS NULL AND g.anchor = 'verified' THEN g.end_position
           END AS "end") at`;

const COLUMNS = `
  g.id, s.slug AS source, g.exact, g.prefix, g.suffix, g.start_position AS start, g.end_position AS "end",
  g.paragraph, g.summary, g.anchor,
  CASE WHEN at.start IS NOT NULL THEN json_build_object('start', at.start, 'end', at."end") END AS place,
  CASE WHEN at.start IS NOT NULL THEN a.found END AS found`;

/** Where passages without a position stand in reading order: last. */
const LAST = 2_147_483_647;
/** No passage is longer, in code points: its words are at most 10,000, and what resembles them a third more. */
const LONGEST = 20_000;
/** How much of the text is read before and after a passage: more than a paragraph has. */
const WINDOW = 3000;

/**
 * Grain: one row a passage of one source that begins before $5 and ends after $4, in reading order, from the key ($2, $3)
 * on; those without a position come last.
 */
const WITHIN = {
  name: 'passages-within',
  text: `
    SELECT ${COLUMNS}, coalesce(g.start_position, ${LAST}) AS position
      FROM passage g ${IN_TEXT}
     WHERE g.source_id = (SELECT id FROM source WHERE slug = $1)
       AND (coalesce(g.start_position, ${LAST}), g.id) > ($2::int, $3::uuid)
       AND coalesce(g.end_position, ${LAST}) > $4::int
       AND ($5::int IS NULL OR coalesce(g.start_position, ${LAST}) < $5)
     ORDER BY coalesce(g.start_position, ${LAST}), g.id
     LIMIT $6`,
};

/** Grain: one row, the passage. */
const ONE = {
  name: 'passage-in-text',
  text: `SELECT ${COLUMNS} FROM passage g ${IN_TEXT} WHERE g.id = $1 AND s.slug = $2`,
};

/** Grain: one row a passage of those asked for, in the order asked for, with what stands around it. */
const CONTEXTS = {
  name: 'passage-contexts',
  text: `
    SELECT ${COLUMNS}, t.characters, greatest(at.start - ${WINDOW}, 0) AS "windowStart",
           substr(t.content, greatest(at.start - ${WINDOW}, 0) + 1,
                  at."end" + ${WINDOW} - greatest(at.start - ${WINDOW}, 0)) AS "window"
      FROM passage g ${IN_TEXT}
     WHERE g.id = ANY ($1::uuid[])
     ORDER BY array_position($1::uuid[], g.id)`,
};

/** Grain: one row, the counts of one source's quotations by anchor. */
const COUNTS = {
  name: 'passage-anchor-counts',
  text: `
    SELECT count(*) FILTER (WHERE g.anchor = 'verified')::int AS verified,
           count(*) FILTER (WHERE g.anchor = 'relocated')::int AS relocated,
           count(*) FILTER (WHERE g.anchor = 'ambiguous')::int AS ambiguous,
           count(*) FILTER (WHERE g.anchor = 'lost')::int AS lost,
           count(*) FILTER (WHERE g.anchor = 'unverified')::int AS unverified
      FROM passage g WHERE g.source_id = (SELECT id FROM source WHERE slug = $1) AND g.exact IS NOT NULL`,
};

type ContextRow = PassageInText & { characters: number | null; windowStart: number; window: string | null };

const NIL = '00000000-0000-0000-0000-000000000000';

/** Where passages stand in the texts that we hold now. */
@Injectable()
export class PlacesReader {
  constructor(private readonly reads: Reads) {}

  /**
   * The passages of a source that a stretch of its text shows, in reading order; with those without a position where the
   * stretch has no end.
   * @param to the code point after the stretch; null for all that follows
   * @param at begins the page: a cursor, or a passage that is to be the first
   * @throws Refusal `invalid-query` (cursor)
   */
  async within(
    source: string,
    { from, to }: { from: number; to: number | null },
    at: { cursor?: string; passage?: PassageInText; limit: number },
  ): Promise<Page<PassageInText>> {
    const first = at.passage && [(at.passage.start ?? LAST) - 1, NIL];
    const beginning = [Math.max(from - LONGEST, 0) - 1, NIL];
    const [position, id] = decodeCursor(at.cursor, ['number', 'uuid']) ?? first ?? beginning;
    const values = [source, position, id, from, to, at.limit + 1];
    const rows = await this.reads.rows<PassageInText & { position: number }>(WITHIN, values);
    return pageOf(
      rows,
      at.limit,
      (row) => [row.position, row.id],
      ({ position: _position, ...passage }) => passage,
    );
  }

  /** A passage of a source; undefined where it has none of this id. */
  async find(source: string, id: string): Promise<PassageInText | undefined> {
    return isUuid(id) ? this.reads.first<PassageInText>(ONE, [id, source]) : undefined;
  }

  /** How the quotations of a source stand in its current text. */
  async counts(source: string): Promise<AnchorCounts> {
    const [counts] = await this.reads.rows<AnchorCounts>(COUNTS, [source]);
    return counts!;
  }

  /** Passages with the paragraphs that they stand in, by id: in one statement, however many. */
  async contexts(ids: readonly string[]): Promise<ReadonlyMap<string, PassageInContext>> {
    if (ids.length === 0) return new Map();
    const rows = await this.reads.rows<ContextRow>(CONTEXTS, [[...new Set(ids)]]);
    return new Map(rows.map((row) => [row.id, inContext(row)]));
  }
}

function inContext({ characters, windowStart, window, ...passage }: ContextRow): PassageInContext {
  const { place } = passage;
  if (place === null || window === null || characters === null) return { ...passage, context: null };
  const edges = { before: windowStart > 0, after: place.end + WINDOW < characters };
  const context = surroundings(
    window,
    { start: place.start - windowStart, end: place.end - windowStart },
    edges,
  );
  return standsAs(passage, context.words)
    ? { ...passage, context }
    : { ...passage, place: null, context: null };
}

/** Whether these are the words of a passage, or those that were found in their stead. */
export function standsAs({ exact, found }: Pick<PassageInText, 'exact' | 'found'>, words: string): boolean {
  return words === (found ?? normalise(exact ?? ''));
}
