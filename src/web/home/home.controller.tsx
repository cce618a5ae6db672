import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PAGE_LIMIT } from '../../http/page.js';
import { Needs } from '../../http/roles.js';
import { overviewCsv } from '../../reporting/forms/overview/overview-csv.js';
import { overviewFileName } from '../../reporting/forms/overview/index.js';
import { printableThroughout } from '../../reporting/forms/printable.js';
import { OverviewQuery } from '../../reporting/dto/scorecard.dto.js';
import { OverviewReader } from '../../reporting/overview.reader.js';
import { PAGE_FORMS, pageForm, sendPageAs } from '../page/send-page.js';
import { visitOf } from '../page/visit.js';
import { homePage } from './home-page.js';

const CSV = PAGE_FORMS[2];

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
    const { form } = pageForm(request, reply);
    // A table to keep holds as much as it may, as the API's does.
    const limit = query.limit ?? (form.name === 'csv' ? PAGE_LIMIT.most : PAGE_LIMIT.default);
    const report = await this.overviews.read({ ...query, limit, lang: visit.language });
    return sendPageAs(form, request, reply, visit, {
      page: () => homePage(report, visit),
      json: () => report.overview,
      csv: () => [overviewCsv(printableThroughout(report), visit.words, query.bom === 'true')],
      csvName: overviewFileName(report.overview, CSV),
    });
  }
}
