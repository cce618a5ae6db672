import { Injectable } from '@nestjs/common';
import { LinksService } from '../comparison/links.service.js';
import { PairsReader } from '../comparison/pairs.reader.js';
import type { Relation } from '../comparison/objective-link.entity.js';
import { rowsOf, type Transaction } from '../database/transactions.js';

/**
 * Curated links between two plans, as the files in `seeds/` hold them: `seeds/links.schema.json` says the same in
 * JSON Schema, `docs/reference/dataset-format.md` in prose.
 */
export interface LinkSet {
  $schema?: string;
  format: typeof LINK_SET_FORMAT;
  from: string;
  to: string;
  links: { from: string; to: string; relation: Relation; rationale: string }[];
  notCarriedOver?: { code: string; rationale: string }[];
}

export const LINK_SET_FORMAT = 'presidency-scorecard-links/1';

export function isLinkSet(value: unknown): value is LinkSet {
  return typeof value === 'object' && value !== null && 'format' in value && value.format === LINK_SET_FORMAT;
}

/** Grain: one row a pair of codes, $3 and $4, of which both are there and not linked in any state. */
const OPEN_PAIRS = `
  SELECT f.code AS "from", t.code AS "to"
    FROM unnest($3::text[], $4::text[]) wanted (earlier, later)
    JOIN plan fp ON fp.slug = $1 JOIN plan tp ON tp.slug = $2 AND tp.term_start > fp.term_start
    JOIN objective f ON f.plan_id = fp.id AND f.code = wanted.earlier
    JOIN objective t ON t.plan_id = tp.id AND t.code = wanted.later
   WHERE NOT EXISTS (SELECT FROM objective_link l
                      WHERE l.plan_id = fp.id AND l.later_plan_id = tp.id
                        AND l.objective_id = f.id AND l.later_objective_id = t.id)`;

/** Loads curated links as confirmed ones, each pair once. */
@Injectable()
export class LinkSetLoader {
  constructor(
    private readonly pairs: PairsReader,
    private readonly links: LinksService,
  ) {}

  /**
   * Links that are there in any state stay as people have made them, and objectives that are gone are passed over.
   * Where there is nothing to add, nothing moves.
   */
  async load(tx: Transaction, set: LinkSet): Promise<void> {
    const codes = [set.links.map(({ from }) => from), set.links.map(({ to }) => to)];
    const open = await rowsOf<{ from: string; to: string }>(tx, OPEN_PAIRS, [set.from, set.to, ...codes]);
    if (open.length === 0) return;
    const pair = await this.pairs.get(set.from, set.to);
    const wanted = new Set(open.map(({ from, to }) => `${from} ${to}`));
    for (const link of set.links) {
      if (!wanted.has(`${link.from} ${link.to}`)) continue;
      await this.links.propose(tx, pair, { ...link, state: 'confirmed' });
    }
  }
}
