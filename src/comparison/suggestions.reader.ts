import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { projectPath } from '../config/project.js';
import { Reads } from '../database/reads.js';
import { invalidQuery } from '../core/errors.js';
import { PAGE_LIMIT } from '../core/cursors.js';
import type { SuggestionsQuery } from './dto/suggestion.dto.js';
import type { LinkEnd } from './links/links.reader.js';
import type { LinkState, Relation } from './links/objective-link.entity.js';
import type { Pair } from './pairs.reader.js';
import { reasonOf } from './suggestions/reason.js';
import type { Shared } from './suggestions/suggest.js';
import { SuggestWorkers } from './suggestions/suggest-workers.js';
import { textsOf, type Vocabulary } from './suggestions/vocabulary.js';

/** An objective of either plan, with the name of its area. */
interface Objective extends LinkEnd {
  area: string;
}

/** Two objectives that may belong together. */
export interface Suggestion {
  from: Objective;
  to: Objective;
  /** 0 to 1: how alike their words are. It orders candidates and measures nothing else. */
  score: number;
  /** What somebody has proposed; else a relation to begin with. */
  relation: Relation;
  /** Why, in a sentence of the machine's; null where the two share no words. */
  reason: string | null;
  shared: Shared[];
  /** What somebody has proposed already and nobody has decided on. */
  link: Proposal | null;
}

/** A link that waits for a decision, with the reason of the person who proposed it. */
export interface Proposal {
  id: string;
  version: number;
  rationale: string;
  /** Whether the rationale is a suggested one, and no person's own. */
  suggestedReason: boolean;
  decidedBy: string;
}

interface Row {
  from: Objective[];
  to: Objective[];
  own: string[];
  links: (Proposal & { from: string; to: string; state: LinkState; relation: Relation })[];
  /** The codes of the objectives that somebody has decided on. */
  closed: { from: string | null; to: string | null }[];
}

/** The objectives of the plan $n as JSON, in order. */
const objectives = (plan: '$1' | '$2'): string => `
  (SELECT coalesce(json_agg(json_build_object('code', o.code, 'title', o.title, 'area', a.name) ORDER BY o.position), '[]')
     FROM objective o JOIN area a ON a.plan_id = o.plan_id AND a.id = o.area_id WHERE o.plan_id = ${plan} AND o.struck_at IS NULL)`;

/** Grain: one row, the two plans with their wording and what is linked. */
export const WORDINGS = {
  name: 'suggestions',
  text: `
    SELECT ${objectives('$1')} AS "from", ${objectives('$2')} AS "to",
           (SELECT json_agg(DISTINCT word) FROM plan p JOIN organization x ON x.id = p.organization_id
             CROSS JOIN unnest(ARRAY[x.name, x.acronym]) word WHERE p.id IN ($1, $2) AND word IS NOT NULL) AS own,
           (SELECT coalesce(json_agg(json_build_object('from', f.code, 'to', t.code, 'state', l.state, 'id', l.id,
                                                       'version', l.version, 'relation', l.relation,
                                                       'rationale', l.rationale, 'decidedBy', l.decided_by,
                                                       'suggestedReason', l.suggested_reason)), '[]')
              FROM objective_link l
              JOIN objective f ON f.plan_id = l.plan_id AND f.id = l.objective_id AND f.struck_at IS NULL
              JOIN objective t ON t.plan_id = l.later_plan_id AND t.id = l.later_objective_id AND t.struck_at IS NULL
             WHERE l.plan_id = $1 AND l.later_plan_id = $2) AS links,
           (SELECT coalesce(json_agg(json_build_object('from', f.code, 'to', t.code)), '[]')
              FROM objective_decision d
              LEFT JOIN objective f ON f.plan_id = d.plan_id AND f.id = d.objective_id
              LEFT JOIN objective t ON t.plan_id = d.later_plan_id AND t.id = d.later_objective_id
             WHERE d.plan_id = $1 AND d.later_plan_id = $2 AND d.decision <> 'undecided') AS closed`,
};

/** Grain: one row a word of $1: its stem by Postgres' own stemmers, an empty list for a small word. */
const STEMS = {
  name: 'stems',
  text: `
    SELECT word, ts_lexize(CASE WHEN word ~ '^[a-z]' THEN 'english_stem'::regdictionary ELSE 'russian_stem' END, word) AS stems
      FROM unnest($1::text[]) word`,
};

/** Below this, two objectives more often share a field than an aim: so it came out on the pairs in test/data/labelled. */
const CLOSE = 0.25;

/** Finds objectives of two plans that may belong together and on which nobody has decided. */
@Injectable()
export class SuggestionsReader {
  private vocabulary: Promise<Vocabulary> | undefined;

  constructor(
    private readonly reads: Reads,
    private readonly workers: SuggestWorkers,
  ) {}

  /**
   * The candidates, best first; the same question gives the same order until something changes.
   * @throws Refusal `invalid-query` (no such objective), `too-busy`
   */
  async list(pair: Pair, query: SuggestionsQuery): Promise<{ items: Suggestion[] }> {
    const row = (await this.reads.first<Row>(WORDINGS, [pair.from.id, pair.to.id]))!;
    const only =
      query.objective === undefined ? undefined : placeOf(row.from, query.objective, pair.from.slug);
    const vocabulary = await (this.vocabulary ??= readVocabulary());
    const wordings = [...row.from, ...row.to].flatMap(({ title, area }) => [title, area]);
    const own = row.own ?? [];
    const words = await this.workers.words([...wordings, ...own, ...textsOf(vocabulary)]);
    const places = { from: placesOf(row.from), to: placesOf(row.to) };
    const placed = (link: Row['links'][number]): [number, number] => [
      places.from.get(link.from)!,
      places.to.get(link.to)!,
    ];
    const candidates = await this.workers.suggest({
      from: row.from,
      to: row.to,
      decided: row.links.filter(({ state }) => state !== 'suggested').map(placed),
      proposed: row.links.filter(({ state }) => state === 'suggested').map(placed),
      closed: {
        from: row.closed.flatMap(({ from: code }) => places.from.get(code ?? '') ?? []),
        to: row.closed.flatMap(({ to: code }) => places.to.get(code ?? '') ?? []),
      },
      vocabulary,
      stems: await this.stems(words),
      own,
      limit: query.limit ?? PAGE_LIMIT.default,
      only,
    });
    const open = new Map(row.links.map((link) => [`${link.from} ${link.to}`, link]));
    const items = candidates.map(({ from: earlier, to: later, score, shared }): Suggestion => {
      const [one, other] = [row.from[earlier]!, row.to[later]!];
      const link = open.get(`${one.code} ${other.code}`);
      return {
        from: one,
        to: other,
        score,
        relation: link?.relation ?? (score < CLOSE ? 'relatedMatch' : 'closeMatch'),
        reason: reasonOf(shared),
        shared,
        link: link ? proposalOf(link) : null,
      };
    });
    return { items };
  }

  private async stems(words: string[]): Promise<Map<string, string | null>> {
    const rows = await this.reads.rows<{ word: string; stems: string[] | null }>(STEMS, [words]);
    return new Map(rows.map(({ word, stems }) => [word, stems === null ? word : (stems[0] ?? null)]));
  }
}

function proposalOf({ id, version, rationale, suggestedReason, decidedBy }: Proposal): Proposal {
  return { id, version, rationale, suggestedReason, decidedBy };
}

async function readVocabulary(): Promise<Vocabulary> {
  return JSON.parse(await readFile(projectPath('seeds/vocabulary.json'), 'utf8')) as Vocabulary;
}

function placesOf(objectives: readonly Objective[]): Map<string, number> {
  return new Map(objectives.map(({ code }, at) => [code, at]));
}

function placeOf(objectives: readonly Objective[], code: string, plan: string): number {
  const place = objectives.findIndex((objective) => objective.code === code);
  if (place < 0) throw invalidQuery('objective', `the plan ${plan} has no objective "${code}"`);
  return place;
}
