import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../core/errors.js';
import { type FileBody, TAKES_FILES } from '../../http/document-body.js';
import { TAKES_FORMS } from '../../http/form-body.js';
import { Needs } from '../../http/needs.js';
import { STATUSES } from '../../http/refusal-statuses.js';
import { FileImport } from '../../interchange/import/file-import.js';
import { ImportUploads } from '../../interchange/import/import-uploads.js';
import { PlansReader } from '../../plans/plans.reader.js';
import { ScalesReader } from '../../plans/scales/scales.reader.js';
import { fieldsOf } from '../page/form-fields.js';
import { decode, type Fields, mistakesOf, tellRefusal } from '../page/forms.js';
import { seeOther } from '../page/see-other.js';
import { sendPage } from '../page/send-page.js';
import { pageOf, type Visit, visitOf } from '../page/visit.js';
import { mappingIn, targetIn } from './import-form.js';
import { type ImportModel, importPage } from './import-page.js';

/** The newest plans and scales that the form offers. */
const OFFERED = 200;

type Shown = Pick<ImportModel, 'fields' | 'mistakes' | 'notice' | 'upload' | 'looked'>;

const NOTHING: Shown = { fields: {}, mistakes: new Map(), notice: null, upload: null, looked: null };

/** A file is brought in step by step; between the steps it waits with the service. */
@ApiExcludeController()
@Needs('editor')
@Controller()
export class ImportPageController {
  constructor(
    private readonly files: FileImport,
    private readonly uploads: ImportUploads,
    private readonly plans: PlansReader,
    private readonly scales: ScalesReader,
  ) {}

  @Get('import')
  async form(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const visit = visitOf(request, reply);
    const into = visit.query.get('plan');
    return this.show(request, reply, visit, { ...NOTHING, fields: into === null ? {} : { into } });
  }

  @Post('import')
  @RouteConfig({ ...TAKES_FILES, ...TAKES_FORMS })
  async step(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const visit = visitOf(request, reply);
    const body = request.body as FileBody | undefined;
    const fields: Fields = body?.fields ?? fieldsOf(request);
    const upload = await this.uploadOf(body, fields);
    if (upload === null) {
      const why = visit.words.text(fields.upload === undefined ? 'importNoFile' : 'importGone');
      void reply.code(422);
      return this.show(request, reply, visit, { ...NOTHING, fields, mistakes: new Map([['file', why]]) });
    }
    try {
      const into = await targetIn(fields);
      const mapping = mappingIn(fields);
      const dryRun = fields.action !== 'apply';
      const prepared = await this.files.prepare(upload.file, into, { mapping, dryRun });
      const report = await this.files.finish(prepared);
      if (report.applied) {
        await this.uploads.forget(upload.id);
        return seeOther(reply, pageOf.plan(report.plan));
      }
      if (!dryRun) void reply.code(422);
      const notice = dryRun ? null : visit.words.text('importNotApplied');
      return await this.show(request, reply, visit, {
        ...{ ...NOTHING, fields, notice, looked: { report, levels: prepared.levels } },
        upload: { id: upload.id, name: upload.file.name },
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      void reply.code(STATUSES[error.kind]);
      const isAboutFields = error.kind === 'invalid-input';
      return this.show(request, reply, visit, {
        ...NOTHING,
        fields,
        mistakes: isAboutFields ? mistakesOf(error, decode(fields), visit.words) : new Map<string, string>(),
        notice: isAboutFields ? null : tellRefusal(error, visit.words),
        upload: { id: upload.id, name: upload.file.name },
      });
    }
  }

  /** The file of this step: one that was just sent, or the one that waits. */
  private async uploadOf(
    body: FileBody | undefined,
    fields: Fields,
  ): Promise<{ id: string; file: { name: string; bytes: Uint8Array } } | null> {
    if (body?.name !== undefined && body.bytes.length > 0) {
      const file = { name: body.name, bytes: body.bytes };
      return { id: await this.uploads.keep(file), file };
    }
    const file = await this.uploads.find(fields.upload ?? '');
    return file === undefined ? null : { id: fields.upload!, file };
  }

  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    visit: Visit,
    shown: Shown,
  ): Promise<unknown> {
    if (visit.session === null)
      throw new Refusal('sign-in-required', visit.words.text('sign-in-required:means'));
    const [plans, scales] = await Promise.all([
      this.plans.list({ limit: OFFERED }),
      this.scales.list({ limit: OFFERED }),
    ]);
    const model: ImportModel = { ...shown, plans: plans.items, scales: scales.items };
    return sendPage(request, reply, visit, importPage(model, visit, visit.session));
  }
}
