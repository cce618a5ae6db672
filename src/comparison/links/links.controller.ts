import { Body, Controller, Get, Headers, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
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
import { LINK, LINK_DECISION } from './link.schema.js';
import { NeedsIfMatch, TakesIdempotencyKey } from '../../http/change-headers.js';
import { givesChanged, givesNew, givesOne, givesPage } from '../../http/openapi/answers.js';
import { Operation } from '../../http/openapi/operation.js';
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
  @Operation('listLinks', {
    summary: 'The links between the objectives of an earlier and a later plan, in their order',
    description: 'Only confirmed ones count in reports.',
    answers: givesPage(LINK),
    refuses: ['invalid-input'],
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
  @Operation('proposeLink', {
    summary: 'Propose a link; an editor can create one that is already confirmed or rejected',
    description:
      'A relation from the earlier to the later objective, and why. Two objectives have one link at most.',
    answers: givesNew(LINK),
    refuses: ['already-exists', 'contradicting-decision', 'wrong-state'],
  })
  @TakesIdempotencyKey()
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
  @Operation('getLink', {
    summary: 'A link',
    description: 'As it stands; its history has what was decided before.',
    answers: givesOne(LINK),
    refuses: ['invalid-input'],
  })
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
  @Operation('decideLink', {
    summary: 'Confirm or reject a link, or change its relation or rationale; requires If-Match',
    description:
      'To confirm takes a reason of your own, or useSuggestedReason. What was decided before stays in the history.',
    answers: givesChanged(LINK),
    refuses: ['contradicting-decision', 'wrong-state'],
    example: { state: 'confirmed', rationale: 'Both keep up the work with the United Nations.' },
  })
  @NeedsIfMatch('link')
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
  @Operation('listLinkHistory', {
    summary: 'The decisions on a link, newest first',
    description: 'Each version of the link with who decided and why; none is ever lost.',
    answers: givesPage(LINK_DECISION),
    refuses: ['invalid-input'],
  })
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
