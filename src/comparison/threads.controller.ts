import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Thread, ThreadsReader } from './threads.reader.js';
import { Needs } from '../http/needs.js';

@ApiTags('comparisons')
@Needs('reader')
@Controller('api/v1/plans/:plan/objectives/:code')
export class ThreadsController {
  constructor(private readonly threads: ThreadsReader) {}

  @Get('thread')
  @ApiOperation({
    summary: 'The earlier and later objectives that confirmed links connect with an objective',
  })
  thread(@Param('plan') plan: string, @Param('code') code: string): Promise<Thread> {
    return this.threads.get(plan, code);
  }
}
