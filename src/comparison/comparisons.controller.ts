import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../http/roles.js';
import { SuggestionsQuery } from './dto/suggestion.dto.js';
import { type Suggestion, SuggestionsReader } from './suggestions.reader.js';

@ApiTags('comparisons')
@Needs('reader')
@Controller('api/v1/comparisons')
export class ComparisonsController {
  constructor(private readonly suggestions: SuggestionsReader) {}

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
