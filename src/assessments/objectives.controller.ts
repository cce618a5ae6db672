import { Body, Controller, Delete, Get, Headers, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NeedsIfMatch, TakesIdempotencyKey } from '../http/change-headers.js';
import { Idempotency } from '../http/idempotency.js';
import { Transactions } from '../database/transactions.js';
import type { Page } from '../core/cursors.js';
import { created, sendAnswer, sendPage, sendVersioned } from '../http/replies.js';
import { versionsFrom } from '../core/versions.js';
import { StrikeInput } from '../plans/dto/objective.dto.js';
import { ObjectivesQuery } from '../plans/dto/plan.dto.js';
import { ObjectivesService } from '../plans/objectives.service.js';
import { CitationsService } from '../sources/citations.service.js';
import { PassageReferences } from '../sources/passage-references.js';
import { AssessorQuery } from './dto/assessment.dto.js';
import { StatedObjectiveChange, StatedObjectiveInput } from './dto/objective.dto.js';
import { type ObjectiveDetail, ObjectivesReader, type ObjectiveView } from './objectives.reader.js';
import { Needs } from '../http/needs.js';

@ApiTags('objectives')
@Needs('reader')
@Controller('api/v1/plans/:plan/objectives')
export class ObjectivesController {
  constructor(
    private readonly objectives: ObjectivesService,
    private readonly citations: CitationsService,
    private readonly passages: PassageReferences,
    private readonly reader: ObjectivesReader,
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The objectives of a plan with their current status and evidence counts' })
  async list(
    @Param('plan') plan: string,
    @Query() query: ObjectivesQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<ObjectiveView>> {
    return sendPage(request, reply, await this.reader.list(plan, query));
  }

  @Needs('editor')
  @Post()
  @ApiOperation({ summary: 'Add an objective, at the end of the plan where no position is named' })
  @TakesIdempotencyKey()
  async create(
    @Param('plan') plan: string,
    @Body() body: StatedObjectiveInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { statedIn = [], ...input } = body;
    const answer = await this.idempotency.run(
      request,
      async (tx, placed) => {
        const made = await this.objectives.create(tx, plan, input);
        await this.citations.restateObjective(tx, made, statedIn, placed);
        const { version, objective } = await this.reader.get(plan, input.code);
        const address = `/api/v1/plans/${plan}/objectives/${encodeURIComponent(input.code)}`;
        return created(address, version, objective);
      },
      () => this.passages.resolve(statedIn, '/statedIn'),
    );
    return sendAnswer(reply, answer);
  }

  @Get(':code')
  @ApiOperation({ summary: 'An objective with its current status; a change names its ETag in If-Match' })
  async get(
    @Param('plan') plan: string,
    @Param('code') code: string,
    @Query() query: AssessorQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ObjectiveDetail> {
    const { version, objective } = await this.reader.get(plan, code, query.assessor);
    return sendVersioned(reply, version, objective);
  }

  @Needs('editor')
  @Patch(':code')
  @ApiOperation({ summary: "Change an objective's code, wording, place or sources; requires If-Match" })
  @NeedsIfMatch('objective')
  async change(
    @Param('plan') plan: string,
    @Param('code') code: string,
    @Body() body: StatedObjectiveChange,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ObjectiveDetail> {
    const read = versionsFrom(ifMatch);
    const { statedIn, ...change } = body;
    const placed = await this.passages.resolve(statedIn ?? [], '/statedIn');
    const { version, objective } = await this.transactions.run(async (tx) => {
      const changed = await this.objectives.change(tx, plan, code, read, change);
      if (statedIn !== undefined) await this.citations.restateObjective(tx, changed, statedIn, placed);
      return this.reader.get(plan, change.code ?? code);
    });
    return sendVersioned(reply, version, objective);
  }

  @Needs('editor')
  @Delete(':code')
  @ApiOperation({
    summary: 'Strike an objective; of a draft it is removed',
    description:
      'A struck objective leaves what is shown from then on, and its address says why. 204 where it was removed.',
  })
  @NeedsIfMatch('objective')
  async strike(
    @Param('plan') plan: string,
    @Param('code') code: string,
    @Body() { rationale }: StrikeInput,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ObjectiveDetail | undefined> {
    const read = versionsFrom(ifMatch);
    const struck = await this.transactions.run(async (tx) => {
      const isGone = await this.objectives.strike(tx, plan, code, read, rationale);
      return isGone ? undefined : this.reader.get(plan, code);
    });
    if (struck !== undefined) return sendVersioned(reply, struck.version, struck.objective);
    void reply.code(204);
    return undefined;
  }
}
