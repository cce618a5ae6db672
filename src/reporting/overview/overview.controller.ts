import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { negotiate } from '../../http/negotiate.js';
import { PAGE_LIMIT } from '../../core/cursors.js';
import { sendPage } from '../../http/replies.js';
import { OverviewQuery } from '../dto/scorecard.dto.js';
import { OVERVIEW_FORMATS, overviewFileName } from './formats/index.js';
import type { Overview } from './overview.js';
import { OverviewReader } from './overview.reader.js';
import { bodyOf, type Body, resolved } from '../report-replies.js';
import { contentOf, OVERVIEW_SCHEMA } from '../report.schemas.js';
import { Needs } from '../../http/needs.js';
import { addressesOf } from '../../documents/formats.js';

@ApiTags('reporting')
@Needs('reader')
@Controller('api/v1')
export class OverviewController {
  constructor(private readonly overviews: OverviewReader) {}

  @Get(addressesOf('scorecards', OVERVIEW_FORMATS))
  @ApiOperation({
    summary: 'The presidencies of an organization side by side, newest term first',
    description:
      'In the format that the extension or Accept names. JSON comes in pages of 50, the other formats hold 200 ' +
      'presidencies unless limit says otherwise, and say where there are more.',
  })
  @ApiOkResponse({ content: contentOf(OVERVIEW_SCHEMA, OVERVIEW_FORMATS) })
  async overview(
    @Query() query: OverviewQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Body<Overview>> {
    const format = negotiate(request, reply, OVERVIEW_FORMATS);
    const { bom, ...question } = resolved(query, request, reply);
    void reply.header('cache-control', 'no-cache');
    const limit = query.limit ?? (format.name === 'json' ? PAGE_LIMIT.default : PAGE_LIMIT.most);
    const report = await this.overviews.read({ ...question, limit });
    sendPage(request, reply, report.overview);
    if (format.name === 'json') return report.overview;
    const rendered = await format.render(report, { bom: bom === 'true' });
    // A page of it is small: read whole, so that its entity tag can be made of its bytes.
    const body = rendered instanceof Readable ? await buffer(rendered) : rendered;
    return bodyOf(body, format, overviewFileName(report.overview, format), reply);
  }
}
