import { Controller, Get, Param, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { contentDisposition } from '../../documents/formats.js';
import { contentsOf, negotiate } from '../../http/negotiate.js';
import { Needs } from '../../http/needs.js';
import { type Body, particularsOf, resolved, sendReport } from '../../reporting/report-replies.js';
import { ScorecardReader } from '../../reporting/scorecard/scorecard.reader.js';
import { ExportQuery } from './export.dto.js';
import { EXPORT_FORMATS, type ExportFormat } from './export-formats.js';
import { ExportedPlanReader } from './exported-plan.reader.js';

@ApiTags('interchange')
@Needs('reader')
@Controller('api/v1/plans/:plan')
export class ExportController {
  constructor(
    private readonly plans: ExportedPlanReader,
    private readonly scorecards: ScorecardReader,
  ) {}

  @Get('export')
  @ApiOperation({
    summary: 'The whole plan as a file, as of a day and as known at an instant',
    description:
      'In the format that ?format= names, or by Accept. CSV and XLSX have the columns that an import reads. ' +
      'The ETag changes with the content; a request with If-None-Match is cheap.',
  })
  @ApiOkResponse({ content: contentsOf(EXPORT_FORMATS) })
  export(
    @Param('plan') plan: string,
    @Query() query: ExportQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Body<never> | undefined> {
    const { format: name, bom, ...question } = resolved(query, request, reply);
    const format: ExportFormat =
      EXPORT_FORMATS.find((known) => known.name === name) ?? negotiate(request, reply, EXPORT_FORMATS);
    return sendReport(
      request,
      reply,
      particularsOf({ ...question, bom }, `export ${format.name}`),
      () => this.scorecards.edition(plan),
      async () => {
        const { exported, edition } = await this.plans.read(plan, question);
        const written = await format.write(exported, { bom: bom === 'true' });
        const file = `${exported.heading.slug}-${exported.report.scorecard.asOf}${format.extension}`;
        void reply
          .header('content-type', format.type)
          .header('content-disposition', contentDisposition('attachment', file));
        const body =
          typeof written === 'string' || Buffer.isBuffer(written) ? written : new StreamableFile(written);
        return { body, edition };
      },
    );
  }
}
