import { Controller, Get, Param, Post, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AssessmentsService } from '../../assessments/assessments.service.js';
import { HistoryQuery, RetractionInput } from '../../assessments/dto/assessment.dto.js';
import { Transactions } from '../../database/transactions.js';
import { Refusal, type RefusalKind } from '../../core/errors.js';
import { AnswerLanguage, Uuid } from '../../http/fields.js';
import { TAKES_FORMS } from '../../http/form-body.js';
import { etagOf, versionsFrom } from '../../core/versions.js';
import type { Language } from '../../language/languages.js';
import type { BareKey } from '../../language/texts.js';
import { printableThroughout } from '../../documents/printable.js';
import { type Fields, inputOf, mistakesOf } from '../page/forms.js';
import { pageFormat, sendPage, sendPageAs } from '../page/send-page.js';
import { seeOther } from '../page/see-other.js';
import { fieldsOf } from '../page/form-fields.js';
import { address, pageOf, type Visit, visitOf } from '../page/visit.js';
import { reasonField, type RefusedRetraction } from './history.js';
import { historyCsv, objectiveJson } from './objective-data.js';
import { type ObjectiveModel, ObjectivePageReader } from './objective-model.js';
import { objectivePage } from './objective-page.js';
import { Needs } from '../../http/needs.js';
import { STATUSES } from '../../http/refusal-statuses.js';
import { UnpublishedPlans } from '../page/unpublished-plans.js';

class ObjectivePageQuery extends HistoryQuery {
  @AnswerLanguage({ description: 'The language of the page' })
  lang?: Language;

  @Uuid({ optional: true, description: 'A rating that was just recorded' })
  recorded?: string;
}

/** What a form cannot correct. */
const NOTICES: Partial<Record<RefusalKind, BareKey>> = {
  'stale-version': 'staleRetraction',
  'already-retracted': 'alreadyRetractedNow',
};

/** Why a passage could not be marked as read. */
const READING_NOTICES: Partial<Record<RefusalKind, BareKey>> = {
  'stale-version': 'staleReading',
  'already-retracted': 'alreadyRetractedNow',
  'wrong-state': 'alreadyRead',
};

/** One objective of a presidency, with its history. */
@ApiExcludeController()
@Needs('reader')
@UseInterceptors(UnpublishedPlans)
@Controller('plans/:plan/objectives/:code')
export class ObjectivePagesController {
  constructor(
    private readonly reader: ObjectivePageReader,
    private readonly assessments: AssessmentsService,
    private readonly transactions: Transactions,
  ) {}

  @Get()
  async objective(
    @Param('plan') plan: string,
    @Param('code') named: string,
    @Query() query: ObjectivePageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const visit = visitOf(request, reply);
    const { format, name: code } = pageFormat(request, reply, named);
    const model = await this.reader.read(plan, code, query, visit.language);
    return sendPageAs(format, request, reply, visit, {
      page: () => objectivePage(printableModel(model), visit),
      json: () => objectiveJson(model),
      csv: () => historyCsv(this.reader.history(plan, code, query.assessor)),
      csvName: `${plan}-${code}.csv`,
    });
  }

  @Needs('analyst')
  @Post('assessments/:id/retraction')
  @RouteConfig(TAKES_FORMS)
  async retract(
    @Param('plan') plan: string,
    @Param('code') code: string,
    @Param('id') id: string,
    @Query() query: ObjectivePageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const page = pageOf.objective(plan, code);
    const visit: Visit = { ...visitOf(request, reply), path: page };
    visit.query.delete('recorded');
    const fields = fieldsOf(request);
    const typed = (fields[reasonField(id)] ?? '').replaceAll('\r\n', '\n');
    try {
      await this.withdraw(plan, code, id, fields, typed);
    } catch (error) {
      const refused = { id, typed, ...refusalOf(error, id, visit) };
      const model = await this.reader.read(plan, code, { ...query, recorded: undefined }, visit.language);
      void reply.code(STATUSES[(error as Refusal).kind]);
      return sendPage(request, reply, visit, objectivePage(printableModel(model), visit, refused));
    }
    return seeOther(reply, `${address(page, { assessor: query.assessor })}#entry-${id}`);
  }

  @Needs('analyst')
  @Post('assessments/:id/evidence/:position/reading')
  @RouteConfig(TAKES_FORMS)
  async confirmReading(
    @Param('plan') plan: string,
    @Param('code') objective: string,
    @Param('id') id: string,
    @Param('position') position: string,
    @Query() query: ObjectivePageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const page = pageOf.objective(plan, objective);
    const visit: Visit = { ...visitOf(request, reply), path: page };
    visit.query.delete('recorded');
    const change = { plan, objective, read: versionsFrom(etagOf(Number(fieldsOf(request).version))) };
    try {
      await this.transactions.run((tx) => this.assessments.read(tx, change, id, position));
    } catch (error) {
      const key = error instanceof Refusal ? READING_NOTICES[error.kind] : undefined;
      if (key === undefined) throw error;
      const refused = { id, typed: '', mistakes: new Map<string, string>(), notice: visit.words.text(key) };
      const read = { ...query, recorded: undefined };
      const model = await this.reader.read(plan, objective, read, visit.language);
      void reply.code(STATUSES[(error as Refusal).kind]);
      return sendPage(request, reply, visit, objectivePage(printableModel(model), visit, refused));
    }
    return seeOther(reply, address(page, { assessor: query.assessor }));
  }

  private async withdraw(
    plan: string,
    objective: string,
    id: string,
    fields: Fields,
    typed: string,
  ): Promise<void> {
    const input = await inputOf(typed.trim() === '' ? {} : { rationale: typed }, RetractionInput);
    const read = versionsFrom(etagOf(Number(fields.version)));
    const change = { plan, objective, read };
    await this.transactions.run((tx) => this.assessments.retract(tx, change, id, input));
  }
}

/** What a refusal says to anyone who filled the form. @throws what is no refusal, or is about what there is not */
function refusalOf(
  error: unknown,
  id: string,
  { words }: Visit,
): Pick<RefusedRetraction, 'mistakes' | 'notice'> {
  if (!(error instanceof Refusal) || error.kind === 'not-found') throw error;
  const key = NOTICES[error.kind];
  if (key !== undefined) return { mistakes: new Map(), notice: words.text(key) };
  return { mistakes: mistakesOf(error, { fieldOf: (pointer) => `/${id}${pointer}` }, words), notice: null };
}

/** What is shown, with every text printable. */
function printableModel(model: ObjectiveModel): ObjectiveModel {
  const { passages, sources, reasons, levels, ...plain } = model;
  return {
    ...printableThroughout(plain),
    passages: new Map([...passages].map(([id, passage]) => [id, printableThroughout(passage)])),
    sources: new Map([...sources].map(([slug, source]) => [slug, printableThroughout(source)])),
    reasons: new Map([...reasons].map(([id, reason]) => [id, printableThroughout(reason)])),
    levels: new Map([...levels].map(([key, label]) => [key, printableThroughout(label)])),
  };
}
