import { Injectable } from '@nestjs/common';
import { Reads } from '../database/reads.js';
import type { Statement } from '../database/statement.js';
import { notFound } from '../core/errors.js';
import { isUuid } from '../core/ids.js';
import { decodeCursor, type Page, PAGE_LIMIT, pageOf } from '../core/cursors.js';
import type { PageQuery } from '../http/page-query.js';
import type { SourcesQuery } from './dto/source.dto.js';
import type { AnchorState } from './passage.entity.js';

export interface SourceView {
  slug: string;
  title: string;
  authors: string[];
  publisher: string | null;
  publishedOn: string | null;
  language: string | null;
  url: string | null;
  archiveUrl: string | null;
  rights: string | null;
  note: string | null;
  textSha256: string | null;
}

/** A source in the list of sources. */
export interface ListedSource extends SourceView {
  /** How many passages of it there are. */
  passages: number;
  /** Whether we hold its text. */
  hasText: boolean;
}

export interface PassageView {
  id: string;
  source: string;
  exact: string | null;
  prefix: string | null;
  suffix: string | null;
  start: number | null;
  end: number | null;
  paragraph: number | null;
  summary: string | null;
  anchor: AnchorState;
}

const SOURCE = `
  s.slug, s.title, s.authors, s.publisher, s.published_on AS "publishedOn", s.language, s.url,
  s.archive_url AS "archiveUrl", s.rights, s.note, s.text_sha256 AS "textSha256"`;

/** The columns of passage `g` of source `s`. */
const PASSAGE = `
  g.id, s.slug AS source, g.exact, g.prefix, g.suffix, g.start_position AS start, g.end_position AS "end",
  g.paragraph, g.summary, g.anchor`;

/** Grain: one row a source, by slug. */
const SOURCES = {
  name: 'sources',
  text: `SELECT ${SOURCE} FROM source s WHERE s.slug > $1 ORDER BY s.slug LIMIT $2`,
};
/** The same of those with the address $3 or the words $4, where these are given. */
const CHOSEN_SOURCES = {
  name: 'sources-chosen',
  text: `
    SELECT ${SOURCE} FROM source s
     WHERE s.slug > $1
       AND ($3::text IS NULL OR address_key(s.url) = address_key($3))
       AND ($4::text IS NULL OR search_vector(s.title, search_names(s.authors, s.publisher), s.note)
                                @@ websearch_to_tsquery('english_russian', search_fold($4)))
     ORDER BY s.slug LIMIT $2`,
};
/** Grain: one row a source, by slug, with how many passages it has. */
const LISTED = {
  name: 'sources-listed',
  text: `
    SELECT ${SOURCE},
           (SELECT count(*)::int FROM passage g WHERE g.source_id = s.id) AS passages,
           EXISTS (SELECT FROM source_text t WHERE t.source_id = s.id AND t.sha256 = s.text_sha256) AS "hasText"
      FROM source s WHERE s.slug > $1 ORDER BY s.slug LIMIT $2`,
};
/** Grain: one row a source of those named. */
const SOME = {
  name: 'sources-named',
  text: `SELECT ${SOURCE} FROM source s WHERE s.slug = ANY ($1::text[])`,
};
const ONE_SOURCE = { name: 'source', text: `SELECT s.version, ${SOURCE} FROM source s WHERE s.slug = $1` };
const SOURCE_ID = { name: 'source-id', text: 'SELECT id FROM source WHERE slug = $1' };

/** Grain: one row a passage of one source, in reading order; those without a position come last. */
const PASSAGES = {
  name: 'passages',
  text: `
    SELECT ${PASSAGE}, coalesce(g.start_position, 2147483647) AS place
      FROM passage g JOIN source s ON s.id = g.source_id
     WHERE g.source_id = $1
       AND (coalesce(g.start_position, 2147483647), g.id) > ($2, $3::uuid)
     ORDER BY coalesce(g.start_position, 2147483647), g.id
     LIMIT $4`,
};
const ONE_PASSAGE = {
  name: 'passage',
  text: `SELECT g.version, ${PASSAGE} FROM passage g JOIN source s ON s.id = g.source_id WHERE g.id = $1`,
};

/** Grain: one row a passage, of those whose ids are given. */
const NAMED_PASSAGES = {
  name: 'passages-named',
  text: `SELECT ${PASSAGE} FROM passage g JOIN source s ON s.id = g.source_id WHERE g.id = ANY ($1::uuid[])`,
};

const NIL = '00000000-0000-0000-0000-000000000000';

@Injectable()
export class SourcesReader {
  constructor(private readonly reads: Reads) {}

  list({ url, q, ...query }: SourcesQuery): Promise<Page<SourceView>> {
    if (url === undefined && q === undefined) return this.bySlug(SOURCES, query);
    return this.bySlug(CHOSEN_SOURCES, query, [url ?? null, q ?? null]);
  }

  /** The same with how many passages each has, and whether we hold its text. */
  listed(query: PageQuery): Promise<Page<ListedSource>> {
    return this.bySlug(LISTED, query);
  }

  /** The sources of these names; those that there are not are left out. */
  named(slugs: readonly string[]): Promise<SourceView[]> {
    return this.reads.rows<SourceView>(SOME, [[...new Set(slugs)]]);
  }

  /** @throws Refusal `not-found` */
  async get(slug: string): Promise<{ version: number; source: SourceView }> {
    const row = await this.reads.first<SourceView & { version: number }>(ONE_SOURCE, [slug]);
    if (!row) throw noSource(slug);
    const { version, ...source } = row;
    return { version, source };
  }

  /** @throws Refusal `not-found` (source) */
  async passages(slug: string, query: PageQuery): Promise<Page<PassageView>> {
    const limit = query.limit ?? PAGE_LIMIT.default;
    const [place, id] = decodeCursor(query.cursor, ['number', 'uuid']) ?? [-1, NIL];
    const found = await this.reads.first<{ id: number }>(SOURCE_ID, [slug]);
    if (!found) throw noSource(slug);
    const rows = await this.reads.rows<PassageView & { place: number }>(PASSAGES, [
      found.id,
      place,
      id,
      limit + 1,
    ]);
    return pageOf(
      rows,
      limit,
      (row) => [row.place, row.id],
      ({ place: _place, ...passage }) => passage,
    );
  }

  /** The passages with these ids, in this order; ids that no passage has are left out. */
  async passagesNamed(ids: readonly string[]): Promise<PassageView[]> {
    if (ids.length === 0) return [];
    const rows = await this.reads.rows<PassageView>(NAMED_PASSAGES, [ids]);
    const known = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => known.get(id) ?? []);
  }

  /** @throws Refusal `not-found` */
  async passage(id: string): Promise<{ version: number; passage: PassageView }> {
    const row = isUuid(id)
      ? await this.reads.first<PassageView & { version: number }>(ONE_PASSAGE, [id])
      : undefined;
    if (!row) throw noPassage(id);
    const { version, ...passage } = row;
    return { version, passage };
  }

  private async bySlug<Row extends SourceView>(
    statement: Statement,
    query: PageQuery,
    more: (string | null)[] = [],
  ): Promise<Page<Row>> {
    const limit = query.limit ?? PAGE_LIMIT.default;
    const [after] = decodeCursor(query.cursor, ['string']) ?? [''];
    const rows = await this.reads.rows<Row>(statement, [after, limit + 1, ...more]);
    return pageOf(
      rows,
      limit,
      (row) => [row.slug],
      (row) => row,
    );
  }
}

/** The one sentence for a passage that is not there. */
export function noPassage(id: string): Error {
  return notFound('passage', id, 'GET /api/v1/sources/<source>/passages lists the passages of a source.');
}

/** The one sentence for a source that is not there. */
export function noSource(slug: string): Error {
  return notFound('source', slug, 'GET /api/v1/sources lists the sources; POST /api/v1/sources adds one.');
}
