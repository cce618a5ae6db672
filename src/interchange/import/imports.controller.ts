import { createHash } from 'node:crypto';
import { Controller, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { invalidInput } from '../../core/errors.js';
import { TakesIdempotencyKey } from '../../http/change-headers.js';
import { FILE_TYPES, type FileBody, TAKES_FILES } from '../../http/document-body.js';
import { OneOf, Slug, Text } from '../../http/fields.js';
import { Idempotency } from '../../http/idempotency.js';
import { InputPipe } from '../../http/input.pipe.js';
import { Needs } from '../../http/needs.js';
import { type Answer, sendAnswer } from '../../http/replies.js';
import { PlanInput } from '../../plans/dto/plan.dto.js';
import { DatasetImport, type DatasetReport } from '../dataset/dataset-import.js';
import { FileImport, type FileImportReport, type ImportTarget, untaken } from './file-import.js';
import { mappingOf } from './import-mapping.js';
import { IMPORT_FORM_SCHEMA, IMPORT_REPORT_SCHEMA } from './import.schema.js';
import { isDataset } from './sent-format.js';
import { withoutReasons } from './told-report.js';

/** What an import is asked for. */
class ImportQuery {
  @Slug({ optional: true, description: 'The plan that the file goes into', example: 'summit-2024' })
  plan?: string;

  @OneOf(['true', 'false'], { optional: true, description: 'Report what it would do, and store nothing' })
  dryRun?: 'true' | 'false';

  @OneOf(['true', 'false'], { optional: true, description: 'Publish the draft that it goes into' })
  publish?: 'true' | 'false';

  @Text({ max: 300, optional: true, description: 'The name of the file, where it is the body itself' })
  name?: string;
}

@ApiTags('interchange')
@Needs('editor')
@Controller('api/v1/imports')
export class ImportsController {
  constructor(
    private readonly files: FileImport,
    private readonly datasets: DatasetImport,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @RouteConfig(TAKES_FILES)
  @ApiOperation({
    summary: 'Import a file: a dataset, CSV or XLSX, whole or not at all',
    description:
      'The file is the body, or the field "file" of a form. A table goes into the plan that ?plan= or the field "plan" names, or ' +
      'into a new draft, whose particulars the field "plan" gives as JSON. A dataset brings its plan. Evidence that comes with ' +
      'a file is unread until somebody has looked at it. The same file again changes nothing.',
  })
  @ApiConsumes(...FILE_TYPES)
  @ApiBody({ schema: IMPORT_FORM_SCHEMA })
  @ApiResponse({
    status: 200,
    description: 'What it would do (dry run)',
    content: json(IMPORT_REPORT_SCHEMA),
  })
  @ApiResponse({ status: 201, description: 'What it did', content: json(IMPORT_REPORT_SCHEMA) })
  @ApiResponse({
    status: 422,
    description: 'Faults forbid it: nothing was stored',
    content: { ...json(IMPORT_REPORT_SCHEMA), 'application/problem+json': {} },
  })
  @TakesIdempotencyKey()
  async import(
    @Query() query: ImportQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const body = request.body as FileBody | undefined;
    if (!body || body.bytes.length === 0) {
      throw invalidInput({
        pointer: '/file',
        message: 'is required: send the file as the body, or as "file" of a form',
      });
    }
    const dryRun = query.dryRun === 'true';
    const publish = query.publish === 'true';
    if (isDataset(body.bytes)) {
      const report = await this.datasets.import(once(body.bytes), { dryRun, publish });
      return sendAnswer(reply, answerOf(report));
    }
    const { fields = {} } = body;
    const into = await targetOf(query.plan ?? fields.plan);
    const mapping = fields.mapping === undefined ? {} : await mappingOf(jsonOf(fields.mapping, '/mapping'));
    const options = {
      mapping,
      dryRun,
      publish,
      ...(fields.assessor ? { assessor: fields.assessor } : {}),
    };
    const name = body.name ?? query.name ?? 'file';
    const sha256 = createHash('sha256').update(body.bytes).digest('hex');
    const asked = { url: request.url, headers: request.headers, body: { sha256, name, into, options } };
    const done = await untaken(
      this.idempotency.run(
        asked,
        async (tx, prepared) => answerOf(await this.files.store(tx, prepared)),
        () => this.files.prepare({ name, bytes: body.bytes }, into, options),
      ),
    );
    return sendAnswer(reply, 'counts' in done ? answerOf(done) : done);
  }
}

function json(schema: object): Record<string, object> {
  return { 'application/json': { schema } };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}

function answerOf(report: FileImportReport | DatasetReport): Answer {
  const status = report.faults.length > 0 ? 422 : report.applied ? 201 : 200;
  return { status, headers: {}, body: { ...report, ...withoutReasons(report) } };
}

/** @throws Refusal `invalid-input` */
async function targetOf(plan: string | undefined): Promise<ImportTarget> {
  if (plan === undefined || plan === '') {
    throw invalidInput({
      pointer: '/plan',
      message:
        'is required for a table: name the plan with ?plan=, or send a new one as JSON in the field "plan" of a form',
    });
  }
  if (!plan.trimStart().startsWith('{')) return plan;
  const value = jsonOf(plan, '/plan');
  return (await new InputPipe().transform(value, { type: 'body', metatype: PlanInput })) as PlanInput;
}

/** @throws Refusal `invalid-input` */
function jsonOf(text: string, pointer: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw invalidInput({ pointer, message: `is not valid JSON: ${(error as Error).message}` });
  }
}
