import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../http/roles.js';
import { ScorecardQuery } from './dto/scorecard.dto.js';
import type { Scorecard } from './scorecard.js';
import { ScorecardReader } from './scorecard.reader.js';

@ApiTags('reporting')
@Needs('reader')
@Controller('api/v1/plans/:plan')
export class ReportingController {
  constructor(private readonly scorecards: ScorecardReader) {}

  @Get('scorecard')
  @ApiOperation({
    summary: 'The scorecard, computed from the assessments, as of a day and as known at an instant',
  })
  scorecard(@Param('plan') plan: string, @Query() query: ScorecardQuery): Promise<Scorecard> {
    return this.scorecards.get(plan, query);
  }
}
