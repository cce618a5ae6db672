import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from '../core/cursors.js';
import { sendPage } from '../http/replies.js';
import { SearchQuery } from './dto/search.dto.js';
import { type SearchHit, SearchReader } from './search.reader.js';
import { Needs } from '../http/needs.js';

@ApiTags('search')
@Needs('reader')
@Controller('api/v1/search')
export class SearchController {
  constructor(private readonly reader: SearchReader) {}

  @Get()
  @ApiOperation({
    summary: 'Objectives, passages and sources that match the words, best first, with the words highlighted',
  })
  async search(
    @Query() query: SearchQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<SearchHit>> {
    return sendPage(request, reply, await this.reader.search(query));
  }
}
