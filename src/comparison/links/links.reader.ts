import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import { notFound } from '../../core/errors.js';
import { isUuid } from '../../core/ids.js';
import { decodeCursor, type Page, PAGE_LIMIT, pageOf } from '../../core/cursors.js';
import type { PageQuery } from '../../http/page-query.js';
import type { LinksQuery } from '../dto/link.dto.js';
import type { LinkState, Relation } from './objective-link.entity.js';
import type { Pair } from '../pairs.reader.js';

/** An objective at one end of a link. */
export interface LinkEnd {
  code: string;
  title: string;
}

/** What somebody decided about a link: its proposal, or a later word on it. */
export interface LinkDecision {
  /** The version of the link that this made. */
  version: number;
  relation: Relation;
  state: LinkState;
  rationale: string;
  /** Whether the rationale is the sentence that was suggested, and nobody has put a reason of their own. */
  suggestedReason: boolean;
  decidedBy: string;
  decidedAt: string;
}

/** A link as it stands. */
export interface LinkView extends LinkDecision {
  id: string;
  from: LinkEnd;
  to: LinkEnd;
}

/** The fields of a decision, from the row `x` of a link or of its history. */
const DECISION = `x.version, x.relation, x.state, x.rationale, x.suggested_reason AS "suggestedReason", x.decided_by AS "decidedBy", x.decided_at AS "decidedAt"`;

const LINK = `
    SELECT x.id, json_build_object('code', f.code, 'title', f.title) AS "from",
           json_build_object('code', t.code, 'title', t.title) AS "to", ${DECISION}`;
const ENDS = `
      FROM objective_link x
      JOIN objective f ON f.plan_id = x.plan_id AND f.id = x.objective_id
      JOIN objective t ON t.plan_id = x.later_plan_id AND t.id = x.later_objective_id
     WHERE x.plan_id = $1 AND x.later_plan_id = $2`;

/** Grain: one row a link of the two plans, in the order of the earlier plan, then of the later. */
const LIST = {
  name: 'links',
  text: `${LINK}, f.position AS "fromPosition", t.position AS "toPosition" ${ENDS}
       AND f.struck_at IS NULL AND t.struck_at IS NULL
       AND ($3::text IS NULL OR x.state = $3) AND ($4::text IS NULL OR f.code = $4)
       AND (f.position, t.position) > ($5, $6)
     ORDER BY f.position, t.position
     LIMIT $7`,
};

const ONE = { name: 'link', text: `${LINK} ${ENDS} AND x.id = $3` };

/** Grain: one row a decision, newest first. */
const HISTORY = {
  name: 'link-history',
  text: `
    SELECT ${DECISION} FROM link_decision x
     WHERE x.plan_id = $1 AND x.link_id = $2 AND ($3::int IS NULL OR x.version < $3)
     ORDER BY x.version DESC
     LIMIT $4`,
};

type Stored<T> = Omit<T, 'decidedAt'> & { decidedAt: Date };
type ListRow = Stored<LinkView> & { fromPosition: number; toPosition: number };

@Injectable()
export class LinksReader {
  constructor(private readonly reads: Reads) {}

  /** The links between two plans, in their order. */
  async list(pair: Pair, query: LinksQuery): Promise<Page<LinkView>> {
    const limit = query.limit ?? PAGE_LIMIT.default;
    const [fromPosition, toPosition] = decodeCursor(query.cursor, ['number', 'number']) ?? [0, 0];
    const filters = [query.state ?? null, query.objective ?? null];
    const rows = await this.reads.rows<ListRow>(LIST, [
      ...[pair.from.id, pair.to.id, ...filters],
      ...[fromPosition, toPosition, limit + 1],
    ]);
    return pageOf(
      rows,
      limit,
      (row) => [row.fromPosition, row.toPosition],
      ({ fromPosition: _from, toPosition: _to, ...link }) => dated(link),
    );
  }

  /** @throws Refusal `not-found` */
  async get(pair: Pair, id: string): Promise<LinkView> {
    const row = isUuid(id)
      ? await this.reads.first<Stored<LinkView>>(ONE, [pair.from.id, pair.to.id, id])
      : undefined;
    if (!row) throw noLink(pair, id);
    return dated(row);
  }

  /**
   * What was decided about a link, newest first.
   * @throws Refusal `not-found`
   */
  async history(pair: Pair, id: string, query: PageQuery): Promise<Page<LinkDecision>> {
    const link = await this.get(pair, id);
    const limit = query.limit ?? PAGE_LIMIT.default;
    const [version] = decodeCursor(query.cursor, ['number']) ?? [null];
    const values = [pair.from.id, link.id, version, limit + 1];
    const rows = await this.reads.rows<Stored<LinkDecision>>(HISTORY, values);
    return pageOf(rows, limit, (row) => [row.version], dated);
  }
}

/** The one sentence for a link that two plans do not have. */
export function noLink({ from, to }: Pair, id: string): Error {
  return notFound(
    'link',
    id,
    `GET /api/v1/comparisons/${from.slug}/${to.slug}/links lists the links of these plans.`,
  );
}

function dated<T extends { decidedAt: Date }>(row: T): Omit<T, 'decidedAt'> & { decidedAt: string } {
  return { ...row, decidedAt: row.decidedAt.toISOString() };
}
