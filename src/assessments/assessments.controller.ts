import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Idempotency } from '../http/idempotency.js';
import type { Transaction } from '../database/transactions.js';
import type { Page } from '../core/cursors.js';
import { type Answer, created, sendAnswer, sendPage } from '../http/replies.js';
import { versionsFrom } from '../core/versions.js';
import { AssessmentsService, type Recorded } from './assessments.service.js';
import { AssessmentInput, HistoryQuery, RetractionInput } from './dto/assessment.dto.js';
import { type AssessmentView, HistoryReader } from './history.reader.js';
import { RecordAssessment } from './record-assessment.js';
import { Needs } from '../http/needs.js';

@ApiTags('assessments')
@Needs('reader')
@Controller('api/v1/plans/:plan/objectives/:code/assessments')
export class AssessmentsController {
  constructor(
    private readonly assessments: AssessmentsService,
    private readonly recording: RecordAssessment,
    private readonly reader: HistoryReader,
    private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'The history of an objective: assessments and retractions, newest recorded first',
  })
  async list(
    @Param('plan') plan: string,
    @Param('code') code: string,
    @Query() query: HistoryQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<AssessmentView>> {
    return sendPage(request, reply, await this.reader.list(plan, code, query));
  }

  @Get(':id')
  @ApiOperation({ summary: 'An assessment or retraction with its evidence' })
  get(
    @Param('plan') plan: string,
    @Param('code') code: string,
    @Param('id') id: string,
  ): Promise<AssessmentView> {
    return this.reader.get(plan, code, id);
  }

  @Needs('analyst')
  @Post()
  @ApiOperation({
    summary: "Record an assessment with its evidence; requires If-Match with the objective's ETag",
  })
  @ApiHeader({ name: 'If-Match', required: true, description: "The objective's ETag" })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key with the same body returns the first response again',
  })
  async record(
    @Param('plan') plan: string,
    @Param('code') objective: string,
    @Body() input: AssessmentInput,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const change = { plan, objective, read: versionsFrom(ifMatch) };
    return sendAnswer(
      reply,
      await this.recording.once(request, change, input, (recorded) => this.answer(plan, objective, recorded)),
    );
  }

  @Needs('analyst')
  @Post(':id/retraction')
  @HttpCode(201)
  @ApiOperation({
    summary: "Retract an assessment; it stays in the history. Requires If-Match with the objective's ETag",
  })
  @ApiHeader({ name: 'If-Match', required: true, description: "The objective's ETag" })
  async retract(
    @Param('plan') plan: string,
    @Param('code') objective: string,
    @Param('id') id: string,
    @Body() input: RetractionInput,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const change = { plan, objective, read: versionsFrom(ifMatch) };
    return sendAnswer(
      reply,
      await this.idempotency.run(request, async (tx: Transaction) =>
        this.answer(plan, objective, await this.assessments.retract(tx, change, id, input)),
      ),
    );
  }

  @Needs('analyst')
  @Post(':id/evidence/:position/reading')
  @HttpCode(201)
  @ApiOperation({
    summary:
      "Record that you have read a passage which came with a file, and that it bears on the status as recorded. Requires If-Match with the objective's ETag",
  })
  @ApiHeader({ name: 'If-Match', required: true, description: "The objective's ETag" })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key returns the first response again',
  })
  async read(
    @Param('plan') plan: string,
    @Param('code') objective: string,
    @Param('id') id: string,
    @Param('position') position: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const change = { plan, objective, read: versionsFrom(ifMatch) };
    return sendAnswer(
      reply,
      await this.idempotency.run(request, async (tx: Transaction) =>
        this.answer(plan, objective, await this.assessments.read(tx, change, id, position)),
      ),
    );
  }

  private async answer(plan: string, objective: string, recorded: Recorded): Promise<Answer> {
    const entry = await this.reader.get(plan, objective, recorded.id);
    return created(
      `/api/v1/plans/${plan}/objectives/${encodeURIComponent(objective)}/assessments/${recorded.id}`,
      recorded.version,
      entry,
    );
  }
}
