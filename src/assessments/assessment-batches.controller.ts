import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TakesIdempotencyKey } from '../http/change-headers.js';
import { Needs } from '../http/needs.js';
import { sendAnswer } from '../http/replies.js';
import { AssessmentBatchInput } from './dto/assessment-batch.dto.js';
import { RecordAssessments } from './record-assessments.js';

@ApiTags('assessments')
@Needs('analyst')
@Controller('api/v1/plans/:plan/assessments')
export class AssessmentBatchesController {
  constructor(private readonly recording: RecordAssessments) {}

  @Post()
  @ApiOperation({
    summary:
      'Record up to 500 assessments with their evidence, all or none; each names the version it starts from',
  })
  @TakesIdempotencyKey()
  async record(
    @Param('plan') plan: string,
    @Body() { items }: AssessmentBatchInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return sendAnswer(reply, await this.recording.once(request, plan, items));
  }
}
