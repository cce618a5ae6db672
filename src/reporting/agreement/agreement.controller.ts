import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Agreement } from './agreement.js';
import { AgreementReader } from './agreement.reader.js';
import { MomentQuery } from '../dto/moment.dto.js';
import { Needs } from '../../http/needs.js';

@ApiTags('reporting')
@Needs('reader')
@Controller('api/v1/plans/:plan')
export class AgreementController {
  constructor(private readonly agreements: AgreementReader) {}

  @Get('agreement')
  @ApiOperation({
    summary: 'How far the assessors of a plan agree, and the objectives on which they differ',
    description:
      "Percent agreement and Cohen's kappa (Cohen 1960) for each pair of assessors; Krippendorff's alpha " +
      '(Krippendorff 2011) for all of them, nominal and ordinal. An objective that an assessor has not assessed is ' +
      'missing there. A figure that is not defined is null with its reason.',
  })
  agreement(@Param('plan') plan: string, @Query() query: MomentQuery): Promise<Agreement> {
    return this.agreements.get(plan, query);
  }
}
