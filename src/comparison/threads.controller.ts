import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Thread, ThreadsReader } from './threads.reader.js';
import { THREAD } from './thread.schema.js';
import { givesOne } from '../http/openapi/answers.js';
import { Operation } from '../http/openapi/operation.js';
import { Needs } from '../http/needs.js';

@ApiTags('comparisons')
@Needs('reader')
@Controller('api/v1/plans/:plan/objectives/:code')
export class ThreadsController {
  constructor(private readonly threads: ThreadsReader) {}

  @Get('thread')
  @Operation('getThread', {
    summary: 'The earlier and later objectives that confirmed links connect with an objective',
    description:
      'Within one organization, step by step, each with its status by the default assessor of its plan.',
    answers: givesOne(THREAD),
  })
  thread(@Param('plan') plan: string, @Param('code') code: string): Promise<Thread> {
    return this.threads.get(plan, code);
  }
}
