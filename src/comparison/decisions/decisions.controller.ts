import { Body, Controller, Get, Headers, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from '../../core/cursors.js';
import { versionsFrom } from '../../core/versions.js';
import { Idempotency } from '../../http/idempotency.js';
import { Needs } from '../../http/needs.js';
import { PageQuery } from '../../http/page-query.js';
import { created, sendAnswer, sendPage, sendVersioned } from '../../http/replies.js';
import { type DecisionEntry, DecisionsReader, type DecisionView } from './decisions.reader.js';
import { decisionOf, DecisionsService } from './decisions.service.js';
import { DecisionInput, DecisionsQuery } from '../dto/decision.dto.js';
import { PairsReader } from '../pairs.reader.js';

@ApiTags('comparisons')
@Needs('reader')
@Controller('api/v1/comparisons/:from/:to/decisions')
export class DecisionsController {
  constructor(
    private readonly decisions: DecisionsService,
    private readonly reader: DecisionsReader,
    private readonly pairs: PairsReader,
    private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @ApiOperation({
    summary:
      'What people decided about single objectives of two plans: not continued, new, or open again; the earlier plan first',
  })
  async list(
    @Param('from') from: string,
    @Param('to') to: string,
    @Query() query: DecisionsQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<DecisionView>> {
    return sendPage(request, reply, await this.reader.list(await this.pairs.get(from, to), query));
  }

  @Needs('editor')
  @Post()
  @ApiOperation({
    summary: 'Decide about one objective, or about all of a plan that nobody has decided on',
    description:
      'For one objective the answer is the decision with its ETag; one that has a decision already needs If-Match. ' +
      'For rest the answer is how many objectives were decided on, and their codes.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key and body gives the first answer again',
  })
  @ApiHeader({
    name: 'If-Match',
    required: false,
    description: "The decision's ETag; needed where the objective has a decision already",
  })
  async decide(
    @Param('from') from: string,
    @Param('to') to: string,
    @Body() input: DecisionInput,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const asked = decisionOf(input);
    const read = ifMatch === undefined ? undefined : versionsFrom(ifMatch);
    const pair = await this.pairs.get(from, to);
    const address = `/api/v1/comparisons/${from}/${to}/decisions`;
    const answer = await this.idempotency.run(request, async (tx) => {
      if (!('code' in asked)) {
        const objectives = await this.decisions.decideRest(tx, pair, asked);
        return created(address, null, { decided: objectives.length, objectives });
      }
      const id = await this.decisions.decide(tx, pair, asked, read);
      const decision = await this.reader.get(pair, id);
      return created(`${address}/${id}`, decision.version, decision);
    });
    return sendAnswer(reply, answer);
  }

  @Get(':id')
  @ApiOperation({ summary: 'A decision about an objective' })
  async get(
    @Param('from') from: string,
    @Param('to') to: string,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DecisionView> {
    const decision = await this.reader.get(await this.pairs.get(from, to), id);
    return sendVersioned(reply, decision.version, decision);
  }

  @Get(':id/history')
  @ApiOperation({ summary: 'What was decided about an objective, newest first' })
  async history(
    @Param('from') from: string,
    @Param('to') to: string,
    @Param('id') id: string,
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<DecisionEntry>> {
    return sendPage(request, reply, await this.reader.history(await this.pairs.get(from, to), id, query));
  }
}
