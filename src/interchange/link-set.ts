import { Injectable } from '@nestjs/common';
import { DECIDED_AS, DecisionsService } from '../comparison/decisions/decisions.service.js';
import type { Side } from '../comparison/dto/decision.dto.js';
import { LinksService } from '../comparison/links/links.service.js';
import { PairsReader } from '../comparison/pairs.reader.js';
import type { Relation } from '../comparison/links/objective-link.entity.js';
import { rowsOf, type Transaction } from '../database/transactions.js';

/**
 * Curated links between two plans, as the files in `seeds/` hold them: `seeds/links.schema.json` says the same in
 * JSON Schema, `docs/reference/dataset.md` in prose.
 */
export interface LinkSet {
  $schema?: string;
  format: typeof LINK_SET_FORMAT;
  from: string;
  to: string;
  links: { from: string; to: string; relation: Relation; rationale: string }[];
  /** Objectives of the earlier plan that nothing of the later takes up: decisions, as people make them. */
  notCarriedOver?: DecidedObjective[];
  /** Objectives of the later plan that take nothing up. */
  newInLater?: DecidedObjective[];
  /** For anyone who reads the file. */
  note?: string;
}

interface DecidedObjective {
  code: string;
  rationale: string;
}

export const LINK_SET_FORMAT = 'presidency-scorecard-links/1';

export function isLinkSet(value: unknown): value is LinkSet {
  return typeof value === 'object' && value !== null && 'format' in value && value.format === LINK_SET_FORMAT;
}

/** Grain: one row a pair of codes, $3 and $4, of which both are there, not linked in any state and not decided on. */
const OPEN_PAIRS = `
  SELECT f.code AS "from", t.code AS "to"
    FROM unnest($3::text[], $4::text[]) wanted (earlier, later)
    JOIN plan fp ON fp.slug = $1 JOIN plan tp ON tp.slug = $2 AND tp.term_start > fp.term_start
    JOIN objective f ON f.plan_id = fp.id AND f.code = wanted.earlier AND f.struck_at IS NULL
    JOIN objective t ON t.plan_id = tp.id AND t.code = wanted.later AND t.struck_at IS NULL
   WHERE NOT EXISTS (SELECT FROM objective_link l
                      WHERE l.plan_id = fp.id AND l.later_plan_id = tp.id
                        AND l.objective_id = f.id AND l.later_objective_id = t.id)
     AND NOT EXISTS (SELECT FROM objective_decision d
                      WHERE d.plan_id = fp.id AND d.later_plan_id = tp.id AND d.decision <> 'undecided'
                        AND (d.objective_id = f.id OR d.later_objective_id = t.id))`;

/**
 * Grain: one row a code of $3 (objectives of the earlier plan) or $4 (of the later) that is there, that no confirmed link
 * names, and about which nobody has ever said anything: a decision that somebody set back stays so.
 */
const OPEN_OBJECTIVES = `
  SELECT 'from' AS side, o.code
    FROM plan fp JOIN plan tp ON fp.slug = $1 AND tp.slug = $2 AND tp.term_start > fp.term_start
    JOIN objective o ON o.plan_id = fp.id AND o.code = ANY ($3::text[]) AND o.struck_at IS NULL
   WHERE NOT EXISTS (SELECT FROM objective_decision d
                      WHERE d.plan_id = fp.id AND d.later_plan_id = tp.id AND d.objective_id = o.id)
     AND NOT EXISTS (SELECT FROM objective_link l WHERE l.plan_id = fp.id AND l.later_plan_id = tp.id
                        AND l.objective_id = o.id AND l.state = 'confirmed')
  UNION ALL
  SELECT 'to', o.code
    FROM plan fp JOIN plan tp ON fp.slug = $1 AND tp.slug = $2 AND tp.term_start > fp.term_start
    JOIN objective o ON o.plan_id = tp.id AND o.code = ANY ($4::text[]) AND o.struck_at IS NULL
   WHERE NOT EXISTS (SELECT FROM objective_decision d
                      WHERE d.plan_id = fp.id AND d.later_plan_id = tp.id AND d.later_objective_id = o.id)
     AND NOT EXISTS (SELECT FROM objective_link l WHERE l.plan_id = fp.id AND l.later_plan_id = tp.id
                        AND l.later_objective_id = o.id AND l.state = 'confirmed')`;

/** Loads curated links as confirmed ones, each pair once, and what was decided about the other objectives. */
@Injectable()
export class LinkSetLoader {
  constructor(
    private readonly pairs: PairsReader,
    private readonly links: LinksService,
    private readonly decisions: DecisionsService,
  ) {}

  /**
   * Links that are there in any state, and objectives that somebody has decided on, stay as people have made them;
   * objectives that are gone are passed over. Where there is nothing to add, nothing moves.
   */
  async load(tx: Transaction, set: LinkSet): Promise<void> {
    await this.loadLinks(tx, set);
    await this.loadDecisions(tx, set);
  }

  private async loadLinks(tx: Transaction, set: LinkSet): Promise<void> {
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

  private async loadDecisions(tx: Transaction, set: LinkSet): Promise<void> {
    const listed = { from: set.notCarriedOver ?? [], to: set.newInLater ?? [] };
    const codes = [listed.from, listed.to].map((objectives) => objectives.map(({ code }) => code));
    const open = await rowsOf<{ side: Side; code: string }>(tx, OPEN_OBJECTIVES, [
      set.from,
      set.to,
      ...codes,
    ]);
    if (open.length === 0) return;
    const pair = await this.pairs.get(set.from, set.to);
    for (const { side, code } of open) {
      const { rationale } = listed[side].find((objective) => objective.code === code)!;
      const decided = { side, code, decision: DECIDED_AS[side], rationale };
      await this.decisions.decide(tx, pair, decided, undefined);
    }
  }
}
