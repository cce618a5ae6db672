import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, PAGE_LIMIT, pageOf } from '../../core/cursors.js';
import { notFound } from '../../core/errors.js';
import { isUuid } from '../../core/ids.js';
import { Reads } from '../../database/reads.js';
import type { PageQuery } from '../../http/page-query.js';
import type { DecisionsQuery } from '../dto/decision.dto.js';
import type { LinkEnd } from '../links/links.reader.js';
import type { DecisionKind } from './objective-decision.entity.js';
import type { Pair } from '../pairs.reader.js';

/** What somebody said about an objective at one time. */
export interface DecisionEntry {
  version: number;
  decision: DecisionKind;
  rationale: string;
  decidedBy: string;
  decidedAt: string;
}

/** A decision as it stands. */
export interface DecisionView extends DecisionEntry {
  id: string;
  /** Of the earlier plan; null where the decision is about an objective of the later. */
  objective: LinkEnd | null;
  laterObjective: LinkEnd | null;
}

const ENTRY = `x.version, x.decision, x.rationale, x.decided_by AS "decidedBy", x.decided_at AS "decidedAt"`;
const DECISION = `
    SELECT x.id, CASE WHEN f.id IS NOT NULL THEN json_build_object('code', f.code, 'title', f.title) END AS objective,
           CASE WHEN t.id IS NOT NULL THEN json_build_object('code', t.code, 'title', t.title) END AS "laterObjective",
           ${ENTRY}`;
const OF_PAIR = `
      FROM objective_decision x
      LEFT JOIN objective f ON f.plan_id = x.plan_id AND f.id = x.objective_id
      LEFT JOIN objective t ON t.plan_id = x.later_plan_id AND t.id = x.later_objective_id
     WHERE x.plan_id = $1 AND x.later_plan_id = $2 AND f.struck_at IS NULL AND t.struck_at IS NULL`;
/** 0 for the earlier plan, 1 for the later. */
const SIDE = '(x.objective_id IS NULL)::int';

/** Grain: one row a decision about an objective of the two plans, the earlier plan's first, in the order of the plans. */
const LIST = {
  name: 'objective-decisions',
  text: `${DECISION}, ${SIDE} AS side, coalesce(f.position, t.position) AS position ${OF_PAIR}
       AND ($3::int IS NULL OR ${SIDE} = $3) AND ($4::text IS NULL OR x.decision = $4)
       AND (${SIDE}, coalesce(f.position, t.position)) > ($5, $6)
     ORDER BY ${SIDE}, coalesce(f.position, t.position)
     LIMIT $7`,
};

const ONE = { name: 'objective-decision', text: `${DECISION} ${OF_PAIR} AND x.id = $3` };

/** Grain: one row what was said, newest first. */
const HISTORY = {
  name: 'objective-decision-history',
  text: `
    SELECT ${ENTRY} FROM objective_decision_history x
     WHERE x.plan_id = $1 AND x.decision_id = $2 AND ($3::int IS NULL OR x.version < $3)
     ORDER BY x.version DESC
     LIMIT $4`,
};

type Stored<T> = Omit<T, 'decidedAt'> & { decidedAt: Date };
type ListRow = Stored<DecisionView> & { side: number; position: number };

@Injectable()
export class DecisionsReader {
  constructor(private readonly reads: Reads) {}

  async list(pair: Pair, query: DecisionsQuery): Promise<Page<DecisionView>> {
    const limit = query.limit ?? PAGE_LIMIT.default;
    const [side, position] = decodeCursor(query.cursor, ['number', 'number']) ?? [-1, 0];
    const asked = query.side === undefined ? null : Number(query.side === 'to');
    const rows = await this.reads.rows<ListRow>(LIST, [
      ...[pair.from.id, pair.to.id, asked, query.decision ?? null],
      ...[side, position, limit + 1],
    ]);
    return pageOf(
      rows,
      limit,
      (row) => [row.side, row.position],
      ({ side: _side, position: _position, ...decision }) => dated(decision),
    );
  }

  /** @throws Refusal `not-found` */
  async history(pair: Pair, id: string, query: PageQuery): Promise<Page<DecisionEntry>> {
    const decision = await this.get(pair, id);
    const limit = query.limit ?? PAGE_LIMIT.default;
    const [version] = decodeCursor(query.cursor, ['number']) ?? [null];
    const values = [pair.from.id, decision.id, version, limit + 1];
    const rows = await this.reads.rows<Stored<DecisionEntry>>(HISTORY, values);
    return pageOf(rows, limit, (row) => [row.version], dated);
  }

  /** @throws Refusal `not-found` */
  async get(pair: Pair, id: string): Promise<DecisionView> {
    const row = isUuid(id)
      ? await this.reads.first<Stored<DecisionView>>(ONE, [pair.from.id, pair.to.id, id])
      : undefined;
    if (row) return dated(row);
    const { from, to } = pair;
    const hint = `GET /api/v1/comparisons/${from.slug}/${to.slug}/decisions lists the decisions.`;
    throw notFound('decision', id, hint);
  }
}

function dated<T extends { decidedAt: Date }>(row: T): Omit<T, 'decidedAt'> & { decidedAt: string } {
  return { ...row, decidedAt: row.decidedAt.toISOString() };
}
