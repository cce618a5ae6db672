import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { negotiate } from '../http/negotiate.js';
import { type Body, bodyOf, particularsOf, resolved, sendReport } from '../reporting/report-replies.js';
import { contentOf } from '../reporting/report.schemas.js';
import type { Edition } from '../reporting/scorecard/scorecard.reader.js';
import type { Chain } from './chain.js';
import { ChainReader } from './chain.reader.js';
import type { Comparison } from './compare.js';
import { ComparisonReader } from './comparison.reader.js';
import { COMPARISON_SCHEMA } from './comparison.schema.js';
import { ChainQuery, ComparisonFormQuery } from './dto/comparison.dto.js';
import { SuggestionsQuery } from './dto/suggestion.dto.js';
import { COMPARISON_FORMATS, comparisonFileName } from './formats/index.js';
import { PairsReader } from './pairs.reader.js';
import { type Suggestion, SuggestionsReader } from './suggestions.reader.js';
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
  @ApiOperation({
    summary:
      'The presidencies of an organization: each compared with the next, and how many of them objectives span',
  })
  chain(@Query() query: ChainQuery): Promise<Chain> {
    return this.chains.get(query.organization);
  }

  @Get(':from/:to')
  @ApiOperation({
    summary:
      'Compare a plan with a later one: what is carried on, widened, narrowed, related, dropped or new, by area, and what takes up unfinished objectives',
    description:
      'In the format that an extension (.json, .html, .pdf, .xlsx, .csv, .md or .svg) behind the later plan or Accept names. ' +
      'The ETag changes with the content. Plans with different scales are converted to a common one.',
  })
  @ApiOkResponse({ content: contentOf(COMPARISON_SCHEMA, COMPARISON_FORMATS) })
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
  @ApiOperation({
    summary: 'Pairs of objectives that may be linked and are not decided yet, best first, with the reason',
  })
  async suggest(
    @Param('from') from: string,
    @Param('to') to: string,
    @Query() query: SuggestionsQuery,
  ): Promise<{ items: Suggestion[] }> {
    return this.suggestions.list(await this.pairs.get(from, to), query);
  }
}
