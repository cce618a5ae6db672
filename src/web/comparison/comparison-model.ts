import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Comparison } from '../../comparison/compare.js';
import { ComparisonReader } from '../../comparison/comparison.reader.js';
import { ComparisonFormQuery } from '../../comparison/dto/comparison.dto.js';
import type { Side } from '../../comparison/dto/decision.dto.js';
import { LinksReader, type LinkView } from '../../comparison/links/links.reader.js';
import { LINK_STATES, type LinkState } from '../../comparison/links/objective-link.entity.js';
import type { Pair } from '../../comparison/pairs.reader.js';
import { type Suggestion, SuggestionsReader } from '../../comparison/suggestions.reader.js';
import { Refusal } from '../../core/errors.js';
import { Code, OneOf, Text, Uuid, WholeParameter } from '../../http/fields.js';
import { PAGE_LIMIT, type Page } from '../../core/cursors.js';
import { printableThroughout } from '../../documents/printable.js';
import type { Fields, Mistakes } from '../page/forms.js';
import { may, type Visit } from '../page/visit.js';

/** How many suggestions stand on the page at first, and how many more each time. */
export const SUGGESTIONS_AT_ONCE = 10;

/** The parts of the page that a decision comes back to. */
export const PLACES = ['links', 'suggestions', 'decisions'] as const;
export type Place = (typeof PLACES)[number];

/** What the page of a comparison is asked for, beside what its data are. */
export class ComparisonPageQuery extends ComparisonFormQuery {
  @OneOf(LINK_STATES, { optional: true, description: 'Only links in this state' })
  state?: LinkState;

  @Text({ max: 2000, optional: true, description: 'Where the list of links goes on' })
  cursor?: string;

  @WholeParameter({
    min: 1,
    max: PAGE_LIMIT.most - 1,
    optional: true,
    description: 'How many suggestions to show',
  })
  suggestions?: number;

  @Code({ optional: true, description: 'Only suggestions for this objective of the earlier plan' })
  objective?: string;

  @OneOf(['yes'], { optional: true, description: 'The plans were named the other way round' })
  turned?: 'yes';

  @Uuid({ optional: true, description: 'The link that was just decided on' })
  done?: string;

  @Code({ optional: true, description: 'The objective that was just decided on' })
  decided?: string;

  @WholeParameter({ min: 0, max: 1_000_000, optional: true, description: 'How many were just decided on' })
  restDone?: number;

  @WholeParameter({
    min: 0,
    max: 1_000_000,
    optional: true,
    description: 'Where the list of earlier objectives goes on',
  })
  earlierAt?: number;

  @WholeParameter({
    min: 0,
    max: 1_000_000,
    optional: true,
    description: 'Where the list of later objectives goes on',
  })
  laterAt?: number;

  @OneOf(PLACES, { optional: true, description: 'Where that was done' })
  at?: Place;
}

/** A form that was sent and refused, with all that was typed. */
export interface Attempt {
  fields: Fields;
  mistakes: Mistakes;
  /** The link as it stands now, where it is another than the form was about: somebody changed it first. */
  link: LinkView | null;
  /** The objective that was decided to be not continued, or new, so that no confirmed link can name it. */
  contradicts?: string;
}

/** A decision about an objective that was refused, with all that was typed. */
export interface DecisionAttempt {
  fields: Fields;
  side: Side;
  /** Undefined where it was about the rest of a plan. */
  code: string | undefined;
  /** Somebody else has decided meanwhile, a confirmed link stands against it, or the input cannot be used. */
  problem: 'stale' | 'linked' | 'input';
  message: string;
}

/** What is suggested; null where that cannot be said just now. */
export interface Suggested {
  items: Suggestion[];
  hasMore: boolean;
}

/** Everything that the page of a comparison shows. */
export interface ComparisonModel {
  comparison: Comparison;
  query: ComparisonPageQuery;
  links: Page<LinkView>;
  /** Undefined for those who may not write: nothing is computed for them. */
  suggested: Suggested | null | undefined;
  done: LinkView | null;
  attempt: Attempt | null;
  decisionAttempt?: DecisionAttempt;
}

/** Gathers what the page of a comparison shows. */
@Injectable()
export class ComparisonModels {
  constructor(
    private readonly comparisons: ComparisonReader,
    private readonly links: LinksReader,
    private readonly suggestions: SuggestionsReader,
  ) {}

  /** The comparison itself. @throws Refusal as {@link ComparisonReader.get} does */
  comparison(pair: Pair, query: ComparisonPageQuery, visit: Visit): Promise<Comparison> {
    const { asOf, knownAt, scale } = query;
    return this.comparisons.get(pair, { asOf, knownAt, scale, lang: visit.language });
  }

  /** @throws Refusal `not-found` (link), `invalid-query` */
  async read(
    pair: Pair,
    query: ComparisonPageQuery,
    attempt: Attempt | null,
    { request, visit }: { request: FastifyRequest; visit: Visit },
  ): Promise<ComparisonModel> {
    const { state, cursor, done } = query;
    const comparison = await this.comparison(pair, query, visit);
    const [links, link, suggested] = await Promise.all([
      this.links.list(pair, { state, cursor }),
      done === undefined ? null : this.links.get(pair, done),
      may(visit, 'analyst') ? this.suggested(pair, query, request) : undefined,
    ]);
    return { ...printableThroughout({ comparison, links, suggested, done: link }), query, attempt };
  }

  /** Looking for suggestions takes long and may fail: the page does without. */
  private async suggested(
    pair: Pair,
    { objective, suggestions = SUGGESTIONS_AT_ONCE }: ComparisonPageQuery,
    request: FastifyRequest,
  ): Promise<Suggested | null> {
    try {
      const { items } = await this.suggestions.list(pair, { objective, limit: suggestions + 1 });
      return { items: items.slice(0, suggestions), hasMore: items.length > suggestions };
    } catch (error) {
      if (error instanceof Refusal && error.kind === 'invalid-query') throw error;
      request.log.warn({ err: error }, 'no suggestions');
      return null;
    }
  }
}
