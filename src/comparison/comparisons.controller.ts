import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../http/roles.js';
import type { Chain } from './chain.js';
import { ChainReader } from './chain.reader.js';
import type { Comparison } from './compare.js';
import { ComparisonReader } from './comparison.reader.js';
import { ChainQuery, ComparisonQuery } from './dto/comparison.dto.js';
import { SuggestionsQuery } from './dto/suggestion.dto.js';
import { type Suggestion, SuggestionsReader } from './suggestions.reader.js';

@ApiTags('comparisons')
@Needs('reader')
@Controller('api/v1/comparisons')
export class ComparisonsController {
  constructor(
    private readonly comparisons: ComparisonReader,
    private readonly chains: ChainReader,
    private readonly suggestions: SuggestionsReader,
  ) {}

  @Get()
  @ApiOperation({
    summary:
      'The presidencies of an organization: each compared with the next, and how far objectives reach through all',
  })
  chain(@Query() query: ChainQuery): Promise<Chain> {
    return this.chains.get(query.organization);
  }

  @Get(':from/:to')
  @ApiOperation({
    summary:
      'What a later plan makes of an earlier one: carried on, widened, narrowed, related, dropped, new; by area; and what takes up the unfinished',
  })
  compare(
    @Param('from') from: string,
    @Param('to') to: string,
    @Query() query: ComparisonQuery,
  ): Promise<Comparison> {
    return this.comparisons.get(from, to, query);
  }

  @Get(':from/:to/suggestions')
  @ApiOperation({
    summary:
      'Pairs of objectives that may belong together and that nobody has decided on, best first, with the reason',
  })
  suggest(
    @Param('from') from: string,
    @Param('to') to: string,
    @Query() query: SuggestionsQuery,
  ): Promise<{ items: Suggestion[] }> {
    return this.suggestions.list(from, to, query);
  }
}
