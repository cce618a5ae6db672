import { Controller, Get, Param, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ObjectivesReader } from '../../assessments/objectives.reader.js';
import { AnswerLanguage } from '../../http/fields.js';
import type { Language } from '../../language/languages.js';
import { ObjectivesQuery } from '../../plans/dto/plan.dto.js';
import { PlansReader } from '../../plans/plans.reader.js';
import { ScorecardQuery } from '../../reporting/dto/scorecard.dto.js';
import { AgreementReader } from '../../reporting/agreement/agreement.reader.js';
import { MomentQuery } from '../../reporting/dto/moment.dto.js';
import { csv } from '../../reporting/scorecard/formats/csv.js';
import { fileName } from '../../reporting/scorecard/formats/index.js';
import { printableThroughout } from '../../documents/printable.js';
import { ReportReader } from '../../reporting/scorecard/report.reader.js';
import { PAGE_FORMATS, pageFormat, sendData, sendPage, sendPageAs } from '../page/send-page.js';
import { visitOf } from '../page/visit.js';
import { differencesPage } from './differences-page.js';
import { objectivesCsv, objectivesPage } from './objectives-page.js';
import { scorecardPage } from './scorecard-page.js';
import { Needs } from '../../http/needs.js';
import { printableReport } from '../../reporting/scorecard/formats/printable-report.js';
import { UnpublishedPlans } from '../page/unpublished-plans.js';

const CSV = PAGE_FORMATS[2];
/** How many presidencies a scorecard is offered to be compared with, the newest of its organization. */
const MOST_OTHERS = 12;

class ObjectivesPageQuery extends ObjectivesQuery {
  @AnswerLanguage({ description: 'The language of the page' })
  lang?: Language;
}

class AgreementPageQuery extends MomentQuery {
  @AnswerLanguage({ description: 'The language of the page' })
  lang?: Language;
}

/** A presidency's scorecard, and the list of its objectives. */
@ApiExcludeController()
@Needs('reader')
@UseInterceptors(UnpublishedPlans)
@Controller('plans/:plan')
export class ScorecardPagesController {
  constructor(
    private readonly reports: ReportReader,
    private readonly plans: PlansReader,
    private readonly objectives: ObjectivesReader,
    private readonly agreements: AgreementReader,
  ) {}

  @Get()
  async scorecard(
    @Param('plan') named: string,
    @Query() query: ScorecardQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const visit = visitOf(request, reply);
    const { format, name: slug } = pageFormat(request, reply, named);
    const question = { ...query, lang: visit.language };
    if (format.name !== 'html') {
      const report = await this.reports.get(slug, question);
      return sendData(format, reply, {
        json: () => report.scorecard,
        csv: () => csv(printableReport(report)),
        csvName: fileName(report.scorecard, CSV),
      });
    }
    const [report, { plan }] = await Promise.all([this.reports.get(slug, question), this.plans.get(slug)]);
    const { items: others } = await this.plans.list({
      organization: plan.organization.slug,
      limit: MOST_OTHERS,
    });
    const model = { report: printableReport(report), plan, others };
    return sendPage(request, reply, visit, scorecardPage(model, visit));
  }

  /** Where the assessors of a plan differ. */
  @Get('agreement')
  async differences(
    @Param('plan') slug: string,
    @Query() { asOf, knownAt }: AgreementPageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const visit = visitOf(request, reply);
    const [agreement, { plan }] = await Promise.all([
      this.agreements.get(slug, { asOf, knownAt }),
      this.plans.get(slug),
    ]);
    const model = printableThroughout({ plan, agreement });
    return sendPage(request, reply, visit, differencesPage(model, visit));
  }

  @Get(['objectives', 'objectives.json', 'objectives.csv'])
  async list(
    @Param('plan') slug: string,
    @Query() { lang: _lang, ...query }: ObjectivesPageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const visit = visitOf(request, reply);
    const { format } = pageFormat(request, reply);
    const { plan } = await this.plans.get(slug);
    const objectives = await this.objectives.list(slug, query);
    return sendPageAs(format, request, reply, visit, {
      page: () => objectivesPage(printableThroughout({ plan, objectives }), query, visit),
      json: () => objectives,
      csv: () => objectivesCsv(printableThroughout(objectives.items), plan, visit),
      csvName: `${slug}-objectives.csv`,
    });
  }
}
