import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Transactions } from '../../database/transactions.js';
import { Refusal } from '../../core/errors.js';
import { AnswerLanguage, Uuid, WholeParameter } from '../../http/fields.js';
import { TAKES_FORMS } from '../../http/form-body.js';
import { PageQuery } from '../../http/page-query.js';
import { etagOf, versionsFrom } from '../../core/versions.js';
import type { Language } from '../../language/languages.js';
import { printableThroughout } from '../../documents/printable.js';
import { SourceInput } from '../../sources/dto/source.dto.js';
import { SourcesReader } from '../../sources/sources.reader.js';
import { SourcesService } from '../../sources/sources.service.js';
import { TextsService } from '../../sources/texts.service.js';
import { decode, type Fields, inputOf, mistakesOf, tellRefusal } from '../page/forms.js';
import { pageFormat, sendPage, sendPageAs } from '../page/send-page.js';
import { seeOther } from '../page/see-other.js';
import { fieldsOf } from '../page/form-fields.js';
import { pageOf, type Visit, visitOf } from '../page/visit.js';
import type { RefusedText } from './load-text-form.js';
import { passagesCsv, sourceJson, sourcesCsv } from './source-data.js';
import { type SourceModel, SourcePageReader } from './source-model.js';
import { sourcePage } from './source-page.js';
import { type RefusedSource, sourcesPage } from './sources-page.js';
import { Needs } from '../../http/needs.js';
import { STATUSES } from '../../http/refusal-statuses.js';

class SourcesPageQuery extends PageQuery {
  @AnswerLanguage({ description: 'The language of the page' })
  lang?: Language;
}

class SourcePageQuery extends SourcesPageQuery {
  @WholeParameter({
    min: 0,
    max: 100_000_000,
    optional: true,
    description: 'The code point that the text begins at',
  })
  from?: number;

  @Uuid({ optional: true, description: 'A passage that is to be seen' })
  passage?: string;
}

/** The sources, and each with its text and passages. */
@ApiExcludeController()
@Needs('reader')
@Controller()
export class SourcesPagesController {
  constructor(
    private readonly reader: SourcePageReader,
    private readonly sources: SourcesReader,
    private readonly writes: SourcesService,
    private readonly texts: TextsService,
    private readonly transactions: Transactions,
  ) {}

  @Get(['sources', 'sources.json', 'sources.csv'])
  async list(
    @Query() query: SourcesPageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const visit = visitOf(request, reply);
    const { format } = pageFormat(request, reply);
    const listed = await this.sources.listed(query);
    return sendPageAs(format, request, reply, visit, {
      page: () => sourcesPage(printableThroughout(listed), visit),
      json: () => listed,
      csv: () => sourcesCsv(printableThroughout(listed.items)),
      csvName: 'sources.csv',
    });
  }

  @Needs('analyst')
  @Post('sources')
  @RouteConfig(TAKES_FORMS)
  async add(
    @Query() query: SourcesPageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const visit = visitOf(request, reply);
    const fields = fieldsOf(request);
    try {
      const input = await sourceIn(fields);
      await this.transactions.run((tx) => this.writes.create(tx, input));
      return seeOther(reply, pageOf.source(input.slug));
    } catch (error) {
      const refused = refusedSource(error, fields, visit);
      const listed = printableThroughout(await this.sources.listed(query));
      void reply.code(STATUSES[(error as Refusal).kind]);
      return sendPage(request, reply, visit, sourcesPage(listed, visit, refused));
    }
  }

  @Get('sources/:source')
  async source(
    @Param('source') named: string,
    @Query() query: SourcePageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const visit = visitOf(request, reply);
    const { format, name } = pageFormat(request, reply, named);
    const model = await this.reader.read(name, query);
    return sendPageAs(format, request, reply, visit, {
      page: () => sourcePage(printableModel(model), visit),
      json: () => sourceJson(model),
      csv: () => passagesCsv(this.reader.passages(name)),
      csvName: `${name}.csv`,
    });
  }

  @Needs('analyst')
  @Post('sources/:source/text')
  @RouteConfig(TAKES_FORMS)
  async load(
    @Param('source') name: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const visit: Visit = { ...visitOf(request, reply), path: pageOf.source(name) };
    const { text: pasted = '', version } = fieldsOf(request);
    try {
      if (pasted.trim() === '') throw new Refusal('unreadable-text', visit.words.text('pasteSomething'));
      const document = { bytes: Buffer.from(pasted), mediaType: 'text/plain', charset: 'utf-8' };
      await this.texts.load(name, versionsFrom(etagOf(Number(version))), document);
      return seeOther(reply, pageOf.source(name));
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'not-found') throw error;
      const model = printableModel(await this.reader.read(name, {}));
      void reply.code(STATUSES[error.kind]);
      return sendPage(request, reply, visit, sourcePage(model, visit, refusedText(error, pasted, visit)));
    }
  }
}

/** The source that a form describes: its authors stand one a line. @throws Refusal `invalid-input` */
function sourceIn(fields: Fields): Promise<SourceInput> {
  const { authors, ...value } = decode(fields).value as { authors?: unknown };
  const lines = typeof authors === 'string' ? authors.split('\n').map((line) => line.trim()) : [];
  const named = lines.filter((line) => line !== '');
  return inputOf({ ...value, ...(named.length === 0 ? {} : { authors: named }) }, SourceInput);
}

/** What is wrong with the form of a new source. @throws what is no refusal */
function refusedSource(error: unknown, fields: Fields, { words }: Visit): RefusedSource {
  if (!(error instanceof Refusal)) throw error;
  if (error.kind === 'already-exists') {
    return { fields, mistakes: new Map(), notice: words.text('sourceTaken') };
  }
  const fieldOf = (pointer: string): string => (pointer.startsWith('/authors/') ? '/authors' : pointer);
  return { fields, mistakes: mistakesOf(error, { fieldOf }, words), notice: null };
}

function refusedText(error: Refusal, pasted: string, { words }: Visit): RefusedText {
  if (pasted.trim() === '') return { pasted, notice: words.text('pasteSomething') };
  if (error.kind === 'stale-version') return { pasted, notice: words.text('staleText') };
  return { pasted, notice: tellRefusal(error, words) };
}

/** What is shown, with every text printable but the source's own and what is compared with that. */
function printableModel(model: SourceModel): SourceModel {
  const uses = new Map([...model.uses].map(([id, use]) => [id, printableThroughout(use)]));
  return { ...model, source: printableThroughout(model.source), uses };
}
