import { Controller, Get, Query, Redirect, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PAGE_LIMIT } from '../../core/cursors.js';
import { overviewCsv } from '../../reporting/overview/formats/csv.js';
import { overviewFileName } from '../../reporting/overview/formats/index.js';
import { printableThroughout } from '../../documents/printable.js';
import { OverviewQuery } from '../../reporting/dto/scorecard.dto.js';
import { OverviewReader } from '../../reporting/overview/overview.reader.js';
import { PAGE_FORMATS, pageFormat, sendPageAs } from '../page/send-page.js';
import { visitOf } from '../page/visit.js';
import { homePage } from './home-page.js';
import { Needs } from '../../http/needs.js';

const CSV = PAGE_FORMATS[2];
/** A table to keep holds as much as it may, as the API's does; a page as much as one looks through. */
const LIMITS = { html: 20, json: PAGE_LIMIT.default, csv: PAGE_LIMIT.most };

/** The way in: all presidencies, newest first. */
@ApiExcludeController()
@Needs('reader')
@Controller()
export class HomeController {
  constructor(private readonly overviews: OverviewReader) {}

  @Get(['', 'index.json', 'index.csv'])
  async home(
    @Query() query: OverviewQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const visit = visitOf(request, reply);
    const { format } = pageFormat(request, reply);
    const limit = query.limit ?? LIMITS[format.name];
    const report = await this.overviews.read({ ...query, limit, lang: visit.language });
    return sendPageAs(format, request, reply, visit, {
      page: () => homePage(report, visit),
      json: () => report.overview,
      csv: () => [overviewCsv(printableThroughout(report), visit.words, query.bom === 'true')],
      csvName: overviewFileName(report.overview, CSV),
    });
  }

  /** Anyone who shortens the address of a plan looks for the list of them. */
  @Get('plans')
  @Redirect('/', 301)
  list(): void {}
}
