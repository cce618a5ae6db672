import { because } from '../language/reasons.js';
import { Injectable } from '@nestjs/common';
import { Reads } from '../database/reads.js';
import { invalidQuery } from '../core/errors.js';
import { decodeCursor, type Page, PAGE_LIMIT, pageOf } from '../core/cursors.js';
import type { Kind, SearchQuery } from './dto/search.dto.js';
import { type Piece, snippet } from './marking.js';
import { SCOPE, SEARCH } from './search.sql.js';
import { codeIn, plainly, wordsToLiken } from './typed.js';

/**
 * `code`: its code was typed. `words`: it has all the words. `similar`: it has words that are like all the words.
 * `some`: it has at least half of the words.
 */
export type Match = 'code' | 'words' | 'similar' | 'some';

interface Hit {
  match: Match;
  /** From 0 to 1, to be compared within the same `match` only: every code comes before all words, and so on. */
  rank: number;
  /** Of the objective or the source; of the source that a passage stands in. */
  title: string;
  /** Where the API has it. */
  url: string;
  /** The text that matched, or the stretch of it with the most matches; the pieces joined are the text. */
  snippet: Piece[];
}

/** One thing that was found. */
export type SearchHit = Hit &
  (
    | { kind: 'objective'; plan: string; code: string }
    | { kind: 'passage'; source: string; passage: string; paragraph: number | null }
    | { kind: 'source'; source: string }
  );

type Shown = { title: string } & (
  | { plan: string; code: string }
  | { source: string; passage: string; paragraph: number | null }
  | { source: string }
);

interface Row {
  place: number;
  kind: Kind;
  key: string;
  tier: 1 | 2 | 3 | 4;
  rank: number;
  texts: (string | null)[];
  marked: string[];
  shown: Shown;
}

interface Scope {
  planKnown: boolean;
  organizationKnown: boolean;
  plans: number[];
}

const MATCHES = { 4: 'code', 3: 'words', 2: 'similar', 1: 'some' } as const;

@Injectable()
export class SearchReader {
  constructor(private readonly reads: Reads) {}

  /** @throws Refusal `invalid-query` (plan, organization, cursor) */
  async search(query: SearchQuery): Promise<Page<SearchHit>> {
    const limit = query.limit ?? PAGE_LIMIT.default;
    const [place, kind, key] = decodeCursor(query.cursor, ['number', 'string', 'string']) ?? [
      null,
      null,
      null,
    ];
    const typed = plainly(query.q);
    const rows = await this.reads.rows<Row>(SEARCH, [
      typed,
      await this.plansOf(query),
      query.kind ?? null,
      wordsToLiken(typed),
      codeIn(typed),
      place,
      kind,
      key,
      limit + 1,
    ]);
    return pageOf(rows, limit, (row) => [row.place, row.kind, row.key], hitOf);
  }

  /** The plans that the filters leave; null where there is no filter. */
  private async plansOf({ plan, organization }: SearchQuery): Promise<number[] | null> {
    if (plan === undefined && organization === undefined) return null;
    const scope = await this.reads.first<Scope>(SCOPE, [plan ?? null, organization ?? null]);
    if (!scope?.planKnown)
      throw invalidQuery(
        'plan',
        `the plan "${plan}" does not exist; GET /api/v1/plans lists the plans`,
        because('reason:noPlan', { name: plan ?? '' }),
      );
    if (!scope.organizationKnown) {
      throw invalidQuery(
        'organization',
        `the organization "${organization}" has no plan; GET /api/v1/plans lists the plans with their organizations`,
        because('reason:noOrganization', { name: organization ?? '' }),
      );
    }
    return scope.plans;
  }
}

function hitOf({ kind, tier, rank, texts, marked, shown }: Row): SearchHit {
  const held = texts.filter((text) => text !== null);
  const pieces =
    tier === 4 && 'code' in shown
      ? [{ text: shown.code, match: true }, { text: ' ', match: false }, ...snippet([shown.title], [])]
      : snippet(held, marked);
  return {
    kind,
    match: MATCHES[tier],
    rank: Math.round(Number(rank) * 1e6) / 1e6,
    ...shown,
    url: urlOf(shown),
    snippet: pieces,
  } as SearchHit;
}

function urlOf(shown: Shown): string {
  if ('code' in shown) return `/api/v1/plans/${shown.plan}/objectives/${encodeURIComponent(shown.code)}`;
  return 'passage' in shown ? `/api/v1/passages/${shown.passage}` : `/api/v1/sources/${shown.source}`;
}
