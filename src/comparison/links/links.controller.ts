import { Body, Controller, Get, Headers, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Idempotency } from '../../http/idempotency.js';
import { Transactions } from '../../database/transactions.js';
import type { Page } from '../../core/cursors.js';
import { created, sendAnswer, sendPage, sendVersioned } from '../../http/replies.js';
import { versionsFrom } from '../../core/versions.js';
import { PageQuery } from '../../http/page-query.js';
import { LinkChange, LinkInput, LinksQuery } from '../dto/link.dto.js';
import { type LinkDecision, LinksReader, type LinkView } from './links.reader.js';
import { LinksService } from './links.service.js';
import { PairsReader } from '../pairs.reader.js';
import { Needs } from '../../http/needs.js';

@ApiTags('comparisons')
@Needs('reader')
@Controller('api/v1/comparisons/:from/:to/links')
export class LinksController {
  constructor(
    private readonly pairs: PairsReader,
    private readonly links: LinksService,
    private readonly reader: LinksReader,
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'The links between the objectives of an earlier and a later plan, in their order',
  })
  async list(
    @Param('from') from: string,
    @Param('to') to: string,
    @Query() query: LinksQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<LinkView>> {
    return sendPage(request, reply, await this.reader.list(await this.pairs.get(from, to), query));
  }

  @Needs('analyst')
  @Post()
  @ApiOperation({ summary: 'Propose a link; an editor can create one that is already confirmed or rejected' })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key with the same body returns the first response again',
  })
  async propose(
    @Param('from') from: string,
    @Param('to') to: string,
    @Body() input: LinkInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const pair = await this.pairs.get(from, to);
    const answer = await this.idempotency.run(request, async (tx) => {
      const id = await this.links.propose(tx, pair, input);
      const link = await this.reader.get(pair, id);
      return created(`/api/v1/comparisons/${from}/${to}/links/${id}`, link.version, link);
    });
    return sendAnswer(reply, answer);
  }

  @Get(':id')
  @ApiOperation({ summary: 'A link' })
  async get(
    @Param('from') from: string,
    @Param('to') to: string,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LinkView> {
    const link = await this.reader.get(await this.pairs.get(from, to), id);
    return sendVersioned(reply, link.version, link);
  }

  @Needs('editor')
  @Patch(':id')
  @ApiOperation({
    summary: 'Confirm or reject a link, or change its relation or rationale; requires If-Match',
  })
  @ApiHeader({ name: 'If-Match', required: true, description: "The link's ETag" })
  async decide(
    @Param('from') from: string,
    @Param('to') to: string,
    @Param('id') id: string,
    @Body() change: LinkChange,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LinkView> {
    const read = versionsFrom(ifMatch);
    const pair = await this.pairs.get(from, to);
    const link = await this.transactions.run(async (tx) => {
      await this.links.decide(tx, pair, id, read, change);
      return this.reader.get(pair, id);
    });
    return sendVersioned(reply, link.version, link);
  }

  @Get(':id/history')
  @ApiOperation({ summary: 'The decisions on a link, newest first' })
  async history(
    @Param('from') from: string,
    @Param('to') to: string,
    @Param('id') id: string,
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<LinkDecision>> {
    return sendPage(request, reply, await this.reader.history(await this.pairs.get(from, to), id, query));
  }
}
