import { Controller, Get, Param, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { today } from '../../core/dates.js';
import { invalidQuery } from '../../core/errors.js';
import { contentDisposition } from '../../documents/formats.js';
import { contentsOf, negotiate } from '../../http/negotiate.js';
import { Needs } from '../../http/needs.js';
import { type Body, particularsOf, resolved, sendReport } from '../../reporting/report-replies.js';
import { ScorecardReader } from '../../reporting/scorecard/scorecard.reader.js';
import { DatasetReader } from '../dataset/dataset.reader.js';
import { DatasetQuery, ExportQuery } from './export.dto.js';
import {
  DATASET_FORMATS,
  type DatasetFormat,
  EXPORT_FORMATS,
  type ExportFormat,
  type PlanFormat,
} from './export-formats.js';
import { ExportedPlanReader } from './exported-plan.reader.js';

/** What asks for one moment of a plan. A dataset holds all of them. */
const OF_A_MOMENT = ['asOf', 'knownAt', 'assessor', 'lang', 'bom'] as const;

@ApiTags('interchange')
@Needs('reader')
@Controller('api/v1')
export class ExportController {
  constructor(
    private readonly plans: ExportedPlanReader,
    private readonly scorecards: ScorecardReader,
    private readonly datasets: DatasetReader,
  ) {}

  @Get('plans/:plan/export')
  @ApiOperation({
    summary: 'The whole plan as a file',
    description:
      'In the format that ?format= names, or by Accept. JSON and JSON Lines are a dataset: the plan with its whole ' +
      'history and all that it rests on, to be imported elsewhere; nothing else can be asked with them. CSV and XLSX show ' +
      'the plan as of a day and as known at an instant, in the columns that an import reads; their ETag changes with the ' +
      'content, so a request with If-None-Match is cheap.',
  })
  @ApiOkResponse({ content: contentsOf(EXPORT_FORMATS) })
  async export(
    @Param('plan') plan: string,
    @Query() query: ExportQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Body<never> | undefined> {
    const format = chosen(request, reply, query.format, EXPORT_FORMATS);
    if ('write' in format) return this.ofMoment(plan, query, format, request, reply);
    for (const name of OF_A_MOMENT) {
      if (query[name] === undefined) continue;
      throw invalidQuery(name, `must be left out: a dataset (${format.name}) holds the whole history`);
    }
    return this.dataset(plan, format, reply);
  }

  @Get('export')
  @ApiOperation({
    summary: 'All plans as one dataset',
    description:
      'Each plan that may be seen with its whole history, links and decisions between them, and all sources, passages and ' +
      'rating scales. Drafts are in it for analysts and above. Made as it is read; at most two exports at once.',
  })
  @ApiOkResponse({ content: contentsOf(DATASET_FORMATS) })
  exportAll(
    @Query() query: DatasetQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Body<never>> {
    return this.dataset(undefined, chosen(request, reply, query.format, DATASET_FORMATS), reply);
  }

  private async dataset(
    plan: string | undefined,
    format: DatasetFormat,
    reply: FastifyReply,
  ): Promise<Body<never>> {
    const file = await this.datasets.file(plan, format.layout);
    named(reply, format, plan ?? 'all-plans', today());
    return new StreamableFile(file);
  }

  private ofMoment(
    plan: string,
    query: ExportQuery,
    format: PlanFormat,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Body<never> | undefined> {
    const { format: _named, bom, ...question } = resolved(query, request, reply);
    return sendReport(
      request,
      reply,
      particularsOf({ ...question, bom }, `export ${format.name}`),
      () => this.scorecards.edition(plan),
      async () => {
        const { exported, edition } = await this.plans.read(plan, question);
        const written = await format.write(exported, { bom: bom === 'true' });
        named(reply, format, exported.heading.slug, exported.report.scorecard.asOf);
        const body =
          typeof written === 'string' || Buffer.isBuffer(written) ? written : new StreamableFile(written);
        return { body, edition };
      },
    );
  }
}

function chosen<Formats extends readonly [ExportFormat, ...ExportFormat[]]>(
  request: FastifyRequest,
  reply: FastifyReply,
  name: string | undefined,
  formats: Formats,
): Formats[number] {
  return formats.find((known) => known.name === name) ?? negotiate(request, reply, formats);
}

/** Says what the answer is, and under which name to save it. */
function named(reply: FastifyReply, format: ExportFormat, subject: string, day: string): void {
  void reply
    .header('content-type', format.type)
    .header('content-disposition', contentDisposition('attachment', `${subject}-${day}${format.extension}`));
}
