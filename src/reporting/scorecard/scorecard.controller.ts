import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { negotiate } from '../../http/negotiate.js';
import { ReportQuery, TimelineQuery } from '../dto/scorecard.dto.js';
import { fileName, REPORT_FORMATS, TIMELINE_FORMATS } from './formats/index.js';
import { type Body, bodyOf, particularsOf, resolved, sendReport } from '../report-replies.js';
import { ReportReader } from './report.reader.js';
import { contentOf, SCORECARD_SCHEMA, TIMELINE_SCHEMA } from '../report.schemas.js';
import type { Scorecard } from './scorecard.js';
import { type Edition, ScorecardReader } from './scorecard.reader.js';
import { timelineCsv } from '../timeline/timeline-csv.js';
import type { Timeline } from '../timeline/timeline.js';
import { TimelineReader } from '../timeline/timeline.reader.js';
import { Needs } from '../../http/needs.js';
import { addressesOf } from '../../documents/formats.js';

type Made<Json> = Promise<{ body: Body<Json>; edition: Edition }>;

@ApiTags('reporting')
@Needs('reader')
@Controller('api/v1/plans/:plan')
export class ReportingController {
  constructor(
    private readonly scorecards: ScorecardReader,
    private readonly timelines: TimelineReader,
    private readonly reports: ReportReader,
  ) {}

  @Get(addressesOf('scorecard', REPORT_FORMATS))
  @ApiOperation({
    summary: 'The scorecard, computed from the assessments, as of a day and as known at an instant',
    description:
      'In the format given by the extension or by Accept. The ETag changes with the content; a request with ' +
      'If-None-Match is cheap.',
  })
  @ApiOkResponse({ content: contentOf(SCORECARD_SCHEMA, REPORT_FORMATS) })
  scorecard(
    @Param('plan') plan: string,
    @Query() query: ReportQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Body<Scorecard> | undefined> {
    const format = negotiate(request, reply, REPORT_FORMATS);
    const { chart, bom, appendix, ...question } = resolved(query, request, reply);
    return sendReport(
      request,
      reply,
      particularsOf({ ...question, chart, bom, appendix }, format.name),
      () => this.scorecards.edition(plan),
      async (): Made<Scorecard> => {
        if (format.name === 'json') {
          const { scorecard, edition } = await this.scorecards.read(plan, question);
          return { body: scorecard, edition };
        }
        const { report, edition } = await this.reports.read(plan, question);
        const rendered = await format.render(report, {
          chart,
          bom: bom === 'true',
          appendix: appendix !== 'false',
        });
        return { body: bodyOf(rendered, format, fileName(report.scorecard, format), reply), edition };
      },
    );
  }

  @Get(addressesOf('timeline', TIMELINE_FORMATS))
  @ApiOperation({
    summary: 'The counts by date, one point for each day on which an objective changed its status',
  })
  @ApiOkResponse({ content: contentOf(TIMELINE_SCHEMA, TIMELINE_FORMATS) })
  timeline(
    @Param('plan') plan: string,
    @Query() query: TimelineQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Body<Timeline> | undefined> {
    const format = negotiate(request, reply, TIMELINE_FORMATS);
    const question = resolved(query, request, reply);
    return sendReport(
      request,
      reply,
      particularsOf({ ...question }, `timeline ${format.name}`),
      () => this.scorecards.edition(plan),
      async (): Made<Timeline> => {
        if (format.name === 'svg') {
          const { report, edition } = await this.reports.read(plan, question);
          void reply.header('content-type', format.type);
          return { body: format.render(report, { chart: 'timeline' }) as string, edition };
        }
        const { timeline, edition } = await this.timelines.read(plan, question);
        if (format.name === 'json') return { body: timeline, edition };
        void reply.header('content-type', format.type);
        return { body: timelineCsv(timeline), edition };
      },
    );
  }
}
