import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { negotiate } from '../http/negotiate.js';
import { sendPage } from '../http/replies.js';
import { Needs } from '../http/roles.js';
import { answerLanguage } from './answer-language.js';
import { OverviewQuery } from './dto/scorecard.dto.js';
import type { Overview } from './overview.js';
import { OverviewReader } from './overview.reader.js';
import { addressesOf, OVERVIEW_FORMS } from './report-forms.js';
import { contentOf, OVERVIEW_SCHEMA } from './report.schemas.js';

@ApiTags('reporting')
@Needs('reader')
@Controller('api/v1')
export class OverviewController {
  constructor(private readonly overviews: OverviewReader) {}

  @Get(addressesOf('scorecards', OVERVIEW_FORMS))
  @ApiOperation({ summary: 'The presidencies of an organization side by side, newest term first' })
  @ApiOkResponse({ content: contentOf(OVERVIEW_SCHEMA, OVERVIEW_FORMS) })
  async overview(
    @Query() query: OverviewQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Overview> {
    negotiate(request, reply, OVERVIEW_FORMS);
    const lang = answerLanguage(query.lang, request, reply);
    void reply.header('cache-control', 'no-cache');
    const overview = await this.overviews.get({ ...query, lang });
    sendPage(request, reply, overview);
    return overview;
  }
}
