import { Controller, Get, Param, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { today } from '../http/dates.js';
import { negotiate } from '../http/negotiate.js';
import { Needs } from '../http/roles.js';
import type { Language } from '../language/languages.js';
import { answerLanguage } from './answer-language.js';
import { ReportQuery, TimelineQuery } from './dto/scorecard.dto.js';
import { contentDisposition, fileName, REPORT_FORMS } from './forms/index.js';
import { addressesOf, dispositionOf, TIMELINE_FORMS } from './report-forms.js';
import { type Particulars, sendReport } from './report-replies.js';
import { ReportReader } from './report.reader.js';
import { contentOf, SCORECARD_SCHEMA, TIMELINE_SCHEMA } from './report.schemas.js';
import type { Scorecard } from './scorecard.js';
import { type Edition, ScorecardReader } from './scorecard.reader.js';
import { timelineCsv } from './timeline-csv.js';
import type { Timeline } from './timeline.js';
import { TimelineReader } from './timeline.reader.js';

/** What is sent: JSON as an object, a text, bytes, or a stream that is made as it is read. */
type Body<Json> = Json | string | Buffer | StreamableFile;
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

  @Get(addressesOf('scorecard', REPORT_FORMS))
  @ApiOperation({
    summary: 'The scorecard, computed from the assessments, as of a day and as known at an instant',
    description:
      'In the form that the extension or Accept names. Its ETag changes with whatever it shows; asking again with ' +
      'If-None-Match costs next to nothing.',
  })
  @ApiOkResponse({ content: contentOf(SCORECARD_SCHEMA, REPORT_FORMS) })
  scorecard(
    @Param('plan') plan: string,
    @Query() query: ReportQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Body<Scorecard> | undefined> {
    const form = negotiate(request, reply, REPORT_FORMS);
    const { chart, bom, ...question } = resolved(query, request, reply);
    return sendReport(
      request,
      reply,
      particularsOf({ ...question, chart, bom }, form.name),
      () => this.scorecards.edition(plan),
      async (): Made<Scorecard> => {
        if (form.name === 'json') {
          const { scorecard, edition } = await this.scorecards.read(plan, question);
          return { body: scorecard, edition };
        }
        const { report, edition } = await this.reports.read(plan, question);
        const body = await form.render(report, { chart, bom: bom === 'true' });
        void reply
          .header('content-type', form.type)
          .header(
            'content-disposition',
            contentDisposition(dispositionOf(form), fileName(report.scorecard, form)),
          );
        return { body: isReady(body) ? body : new StreamableFile(body), edition };
      },
    );
  }

  @Get(addressesOf('timeline', TIMELINE_FORMS))
  @ApiOperation({
    summary: 'The counts by date, one point for each day on which an objective changed its level',
  })
  @ApiOkResponse({ content: contentOf(TIMELINE_SCHEMA, TIMELINE_FORMS) })
  timeline(
    @Param('plan') plan: string,
    @Query() query: TimelineQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Body<Timeline> | undefined> {
    const form = negotiate(request, reply, TIMELINE_FORMS);
    const question = resolved(query, request, reply);
    return sendReport(
      request,
      reply,
      particularsOf(question, `timeline ${form.name}`),
      () => this.scorecards.edition(plan),
      async (): Made<Timeline> => {
        if (form.name === 'svg') {
          const { report, edition } = await this.reports.read(plan, question);
          void reply.header('content-type', form.type);
          return { body: form.render(report, { chart: 'timeline' }) as string, edition };
        }
        const { timeline, edition } = await this.timelines.read(plan, question);
        if (form.name === 'json') return { body: timeline, edition };
        void reply.header('content-type', form.type);
        return { body: timelineCsv(timeline), edition };
      },
    );
  }
}

function isReady(body: unknown): body is string | Buffer {
  return typeof body === 'string' || Buffer.isBuffer(body);
}

/**
 * The question with what is left to us: the day that "today" is, so that the answer and its entity tag are about the
 * same one also at midnight; and the language that Accept-Language likes best.
 */
function resolved<Query extends TimelineQuery>(
  query: Query,
  request: FastifyRequest,
  reply: FastifyReply,
): Query & { asOf: string; lang: Language } {
  return { ...query, asOf: query.asOf ?? today(), lang: answerLanguage(query.lang, request, reply) };
}

/** An instant in any offset is the same instant. */
function particularsOf(question: ReportQuery, form: string): Particulars {
  const { knownAt } = question;
  const instant = knownAt === undefined ? undefined : new Date(knownAt).toISOString();
  return { ...question, knownAt: instant, form };
}
