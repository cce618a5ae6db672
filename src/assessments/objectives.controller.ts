import { Body, Controller, Get, Headers, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Idempotency } from '../http/idempotency.js';
import { Transactions } from '../database/transactions.js';
import type { Page } from '../core/cursors.js';
import { created, sendAnswer, sendPage, sendVersioned } from '../http/replies.js';
import { versionsFrom } from '../core/versions.js';
import { ObjectiveChange, ObjectiveInput } from '../plans/dto/objective.dto.js';
import { ObjectivesQuery } from '../plans/dto/plan.dto.js';
import { ObjectivesService } from '../plans/objectives.service.js';
import { AssessorQuery } from './dto/assessment.dto.js';
import { type ObjectiveDetail, ObjectivesReader, type ObjectiveView } from './objectives.reader.js';
import { Needs } from '../http/needs.js';

@ApiTags('objectives')
@Needs('reader')
@Controller('api/v1/plans/:plan/objectives')
export class ObjectivesController {
  constructor(
    private readonly objectives: ObjectivesService,
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
  @ApiOperation({ summary: 'Add an objective at the end of the plan' })
  async create(
    @Param('plan') plan: string,
    @Body() input: ObjectiveInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const answer = await this.idempotency.run(request, async (tx) => {
      await this.objectives.create(tx, plan, input);
      const { version, objective } = await this.reader.get(plan, input.code);
      return created(`/api/v1/plans/${plan}/objectives/${input.code}`, version, objective);
    });
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
  @ApiOperation({ summary: "Change an objective's wording, area or basis; requires If-Match" })
  async change(
    @Param('plan') plan: string,
    @Param('code') code: string,
    @Body() change: ObjectiveChange,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ObjectiveDetail> {
    const read = versionsFrom(ifMatch);
    const { version, objective } = await this.transactions.run(async (tx) => {
      await this.objectives.change(tx, plan, code, read, change);
      return this.reader.get(plan, code);
    });
    return sendVersioned(reply, version, objective);
  }
}
