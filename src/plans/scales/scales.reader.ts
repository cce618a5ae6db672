import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import { notFound } from '../../core/errors.js';
import { decodeCursor, type Page, PAGE_LIMIT, pageOf } from '../../core/cursors.js';
import type { PageQuery } from '../../http/page-query.js';
import type { Translations } from '../translations.js';

/** A level as it is shown. `credit` is null where the level does not count. */
export interface LevelView {
  slug: string;
  label: string;
  /** The label in further languages, by language tag. */
  labels: Translations;
  credit: number | null;
  complete: boolean;
  final: boolean;
  assessed: boolean;
  applicable: boolean;
}

/** A scale as it is shown, its levels in order. */
export interface ScaleView {
  slug: string;
  name: string;
  names: Translations;
  description: string | null;
  source: string | null;
  sourceUrl: string | null;
  /** The day on which the levels were checked against the source. */
  sourceCheckedOn: string | null;
  levels: LevelView[];
}

/** The levels of scale `s` as JSON, in order. `labels` is SQL of the members that name a level `l`. */
export function levelsJson(labels: string): string {
  return `
  (SELECT json_agg(json_build_object('slug', l.slug, ${labels}, 'credit', l.credit, 'complete', l.complete,
            'final', l.final, 'assessed', l.assessed, 'applicable', l.applicable) ORDER BY l.position)
     FROM rating_level l WHERE l.scale_id = s.id)`;
}

/** The same with the labels in all languages; also used where a plan shows its scale. */
export const LEVELS_JSON = levelsJson(`'label', l.label, 'labels', l.labels`);

const COLUMNS = `s.slug, s.name, s.names, s.description, s.source, s.source_url AS "sourceUrl",
  s.source_checked_on AS "sourceCheckedOn", ${LEVELS_JSON} AS levels`;
const ONE = { name: 'scale', text: `SELECT ${COLUMNS} FROM rating_scale s WHERE s.slug = $1` };
const MANY = {
  name: 'scales',
  text: `SELECT ${COLUMNS} FROM rating_scale s WHERE s.slug > $1 ORDER BY s.slug LIMIT $2`,
};

@Injectable()
export class ScalesReader {
  constructor(private readonly reads: Reads) {}

  /** @throws Refusal `not-found` */
  async get(slug: string): Promise<ScaleView> {
    const scale = await this.reads.first<ScaleView>(ONE, [slug]);
    if (!scale) throw notFound('scale', slug, 'GET /api/v1/scales lists the scales.');
    return scale;
  }

  async list(query: PageQuery): Promise<Page<ScaleView>> {
    const limit = query.limit ?? PAGE_LIMIT.default;
    const [after] = decodeCursor(query.cursor, ['string']) ?? [''];
    const rows = await this.reads.rows<ScaleView>(MANY, [after, limit + 1]);
    return pageOf(
      rows,
      limit,
      (row) => [row.slug],
      (row) => row,
    );
  }
}
