import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { today } from '../http/dates.js';
import { negotiate } from '../http/negotiate.js';
import { Needs } from '../http/roles.js';
import type { Language } from '../language/languages.js';
import { answerLanguage } from './answer-language.js';
import { ScorecardQuery, TimelineQuery } from './dto/scorecard.dto.js';
import { addressesOf, REPORT_FORMS, TIMELINE_FORMS } from './report-forms.js';
import { type Particulars, sendReport } from './report-replies.js';
import { SCORECARD_CONTENT, TIMELINE_CONTENT } from './report.schemas.js';
import type { Scorecard } from './scorecard.js';
import { ScorecardReader } from './scorecard.reader.js';
import type { Timeline } from './timeline.js';
import { TimelineReader } from './timeline.reader.js';

@ApiTags('reporting')
@Needs('reader')
@Controller('api/v1/plans/:plan')
export class ReportingController {
  constructor(
    private readonly scorecards: ScorecardReader,
    private readonly timelines: TimelineReader,
  ) {}

  @Get(addressesOf('scorecard', REPORT_FORMS))
  @ApiOperation({
    summary: 'The scorecard, computed from the assessments, as of a day and as known at an instant',
    description:
      'Its ETag changes with whatever it shows; asking again with If-None-Match costs next to nothing.',
  })
  @ApiOkResponse({ content: SCORECARD_CONTENT })
  scorecard(
    @Param('plan') plan: string,
    @Query() query: ScorecardQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Scorecard | undefined> {
    const form = negotiate(request, reply, REPORT_FORMS);
    const question = resolved(query, request, reply);
    return sendReport(
      request,
      reply,
      particularsOf(question, form.name),
      () => this.scorecards.edition(plan),
      async () => {
        const { scorecard, edition } = await this.scorecards.read(plan, question);
        return { body: scorecard, edition };
      },
    );
  }

  @Get(addressesOf('timeline', TIMELINE_FORMS))
  @ApiOperation({
    summary: 'The counts by date, one point for each day on which an objective changed its level',
  })
  @ApiOkResponse({ content: TIMELINE_CONTENT })
  timeline(
    @Param('plan') plan: string,
    @Query() query: TimelineQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Timeline | undefined> {
    const form = negotiate(request, reply, TIMELINE_FORMS);
    const question = resolved(query, request, reply);
    return sendReport(
      request,
      reply,
      particularsOf(question, `timeline ${form.name}`),
      () => this.scorecards.edition(plan),
      async () => {
        const { timeline, edition } = await this.timelines.read(plan, question);
        return { body: timeline, edition };
      },
    );
  }
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
function particularsOf(question: ScorecardQuery, form: string): Particulars {
  const { knownAt } = question;
  const instant = knownAt === undefined ? undefined : new Date(knownAt).toISOString();
  return { ...question, knownAt: instant, form };
}
