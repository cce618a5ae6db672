import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { negotiate } from '../http/negotiate.js';
import { type Body, bodyOf, particularsOf, resolved, sendReport } from '../reporting/report-replies.js';
import { list, object } from '../http/openapi/schema.js';
import { CHAIN } from './chain.schema.js';
import { SUGGESTION } from './suggestions/suggestion.schema.js';
import type { Edition } from '../reporting/scorecard/scorecard.reader.js';
import type { Chain } from './chain.js';
import { ChainReader } from './chain.reader.js';
import type { Comparison } from './compare.js';
import { ComparisonReader } from './comparison.reader.js';
import { COMPARISON } from './comparison.schema.js';
import { ChainQuery, ComparisonFormQuery } from './dto/comparison.dto.js';
import { SuggestionsQuery } from './dto/suggestion.dto.js';
import { COMPARISON_FORMATS, comparisonFileName } from './formats/index.js';
import { PairsReader } from './pairs.reader.js';
import { type Suggestion, SuggestionsReader } from './suggestions.reader.js';
import { FILE, givesFormats, givesOne } from '../http/openapi/answers.js';
import { Operation } from '../http/openapi/operation.js';
import { Needs } from '../http/needs.js';
import { bareName } from '../documents/formats.js';

@ApiTags('comparisons')
@Needs('reader')
@Controller('api/v1/comparisons')
export class ComparisonsController {
  constructor(
    private readonly pairs: PairsReader,
    private readonly comparisons: ComparisonReader,
    private readonly chains: ChainReader,
    private readonly suggestions: SuggestionsReader,
  ) {}

  @Get()
  @Operation('getChain', {
    summary:
      'The presidencies of an organization: each compared with the next, and how many of them objectives span',
    description:
      'Totals of each step as in the comparison of the two plans. A thread is a set of objectives that confirmed links ' +
      'connect, however indirectly.',
    answers: givesOne(CHAIN),
    refuses: ['not-found'],
  })
  chain(@Query() query: ChainQuery): Promise<Chain> {
    return this.chains.get(query.organization);
  }

  @Get(':from/:to')
  @Operation('comparePlans', {
    summary:
      'Compare a plan with a later one: what is carried on, widened, narrowed, related, dropped or new, by area, and what takes up unfinished objectives',
    description:
      'In the format that an extension (.json, .html, .pdf, .xlsx, .csv, .md or .svg) behind the later plan or Accept names. ' +
      'The ETag changes with the content. Plans with different scales are converted to a common one.',
    answers: givesFormats(COMPARISON_FORMATS, { 'application/json': COMPARISON }, FILE),
    refuses: ['invalid-input', 'too-busy'],
  })
  async compare(
    @Param('from') from: string,
    @Param('to') to: string,
    @Query() query: ComparisonFormQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Body<Comparison> | undefined> {
    const format = negotiate(request, reply, COMPARISON_FORMATS);
    const { bom, ...question } = resolved(query, request, reply);
    const pair = await this.pairs.get(from, bareName(to, format));
    const compared = await this.comparisons.compared(pair, question);
    return sendReport(
      request,
      reply,
      particularsOf({ ...question, bom, scale: compared.scale }, `comparison ${format.name}`),
      () => Promise.resolve(compared.editions),
      async (): Promise<{ body: Body<Comparison>; edition: Edition[] }> => {
        const { comparison, editions: edition } = await this.comparisons.read(compared, question);
        if (format.name === 'json') return { body: comparison, edition };
        const rendered = await format.render(comparison, { bom: bom === 'true' });
        return { body: bodyOf(rendered, format, comparisonFileName(comparison, format), reply), edition };
      },
    );
  }

  @Get(':from/:to/suggestions')
  @Operation('suggestLinks', {
    summary: 'Pairs of objectives that may be linked and are not decided yet, best first, with the reason',
    description:
      'Found by the words that two objectives share. A suggestion counts nowhere until somebody confirms a link.',
    answers: givesOne(object({ items: list(SUGGESTION) })),
    refuses: ['invalid-input', 'too-busy'],
  })
  async suggest(
    @Param('from') from: string,
    @Param('to') to: string,
    @Query() query: SuggestionsQuery,
  ): Promise<{ items: Suggestion[] }> {
    return this.suggestions.list(await this.pairs.get(from, to), query);
  }
}
