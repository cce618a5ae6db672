import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { negotiate } from '../http/negotiate.js';
import { PAGE_LIMIT } from '../http/page.js';
import { sendPage } from '../http/replies.js';
import { Needs } from '../http/roles.js';
import { OverviewQuery } from './dto/scorecard.dto.js';
import { OVERVIEW_FORMS, overviewFileName } from './forms/overview/index.js';
import type { Overview } from './overview.js';
import { OverviewReader } from './overview.reader.js';
import { addressesOf } from './report-forms.js';
import { bodyOf, type Body, resolved } from './report-replies.js';
import { contentOf, OVERVIEW_SCHEMA } from './report.schemas.js';

@ApiTags('reporting')
@Needs('reader')
@Controller('api/v1')
export class OverviewController {
  constructor(private readonly overviews: OverviewReader) {}

  @Get(addressesOf('scorecards', OVERVIEW_FORMS))
  @ApiOperation({
    summary: 'The presidencies of an organization side by side, newest term first',
    description:
      'In the form that the extension or Accept names. JSON comes in pages of 50, the other forms hold 200 ' +
      'presidencies unless limit says otherwise, and say where there are more.',
  })
  @ApiOkResponse({ content: contentOf(OVERVIEW_SCHEMA, OVERVIEW_FORMS) })
  async overview(
    @Query() query: OverviewQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Body<Overview>> {
    const form = negotiate(request, reply, OVERVIEW_FORMS);
    const { bom, ...question } = resolved(query, request, reply);
    void reply.header('cache-control', 'no-cache');
    const limit = query.limit ?? (form.name === 'json' ? PAGE_LIMIT.default : PAGE_LIMIT.most);
    const report = await this.overviews.read({ ...question, limit });
    sendPage(request, reply, report.overview);
    if (form.name === 'json') return report.overview;
    const body = await form.render(report, bom === 'true');
    return bodyOf(body, form, overviewFileName(report.overview, form), reply);
  }
}
