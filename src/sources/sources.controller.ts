import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NeedsIfMatch, TakesIdempotencyKey } from '../http/change-headers.js';
import { Idempotency } from '../http/idempotency.js';
import { Transactions } from '../database/transactions.js';
import { contentsOf, negotiate, sendText } from '../http/negotiate.js';
import type { Page } from '../core/cursors.js';
import { created, sendAnswer, sendPage, sendVersioned } from '../http/replies.js';
import { versionsFrom } from '../core/versions.js';
import { PageQuery } from '../http/page-query.js';
import { PassageInput, SourceChange, SourceInput, SourcesQuery } from './dto/source.dto.js';
import { toAnnotation, toAnnotationPage } from './formats/annotation.js';
import { toBibtex } from './formats/bibtex.js';
import { writeCsl } from './formats/csl.js';
import { PASSAGE_FORMATS, SOURCE_FORMATS } from './formats/citation-formats.js';
import { PassageResolver } from './passage-resolver.js';
import { PassagesService } from './passages.service.js';
import { noSource, type PassageView, SourcesReader, type SourceView } from './sources.reader.js';
import { SourcesService } from './sources.service.js';
import { Needs } from '../http/needs.js';
import { bareName } from '../documents/formats.js';

/** Where the service's relative IRIs hang: a path, so that they follow the address under which it is reached. */
const BASE = '/api/v1/';

@ApiTags('sources')
@Needs('reader')
@Controller('api/v1')
export class SourcesController {
  constructor(
    private readonly sources: SourcesService,
    private readonly passages: PassagesService,
    private readonly reader: SourcesReader,
    private readonly resolver: PassageResolver,
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
  ) {}

  @Get('sources')
  @ApiOperation({ summary: 'The sources' })
  async list(
    @Query() query: SourcesQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<SourceView>> {
    return sendPage(request, reply, await this.reader.list(query));
  }

  @Needs('analyst')
  @Post('sources')
  @ApiOperation({ summary: 'Add a source' })
  @TakesIdempotencyKey()
  async create(
    @Body() input: SourceInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const answer = await this.idempotency.run(request, async (tx) => {
      await this.sources.create(tx, input);
      const { version, source } = await this.reader.get(input.slug);
      return created(`/api/v1/sources/${input.slug}`, version, source);
    });
    return sendAnswer(reply, answer);
  }

  @Get('sources/:source')
  @ApiOperation({
    summary: 'A source; also as CSL-JSON (.csl.json) or BibTeX (.bib) after its name, or by Accept',
  })
  @ApiOkResponse({ content: contentsOf(SOURCE_FORMATS) })
  async get(
    @Param('source') named: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SourceView | string> {
    const format = negotiate(request, reply, SOURCE_FORMATS);
    const { version, source } = await this.reader.get(bareName(named, format));
    if (format.name === 'csl') return sendText(reply, format, writeCsl([source]));
    if (format.name === 'bibtex') return sendText(reply, format, toBibtex(source));
    return sendVersioned(reply, version, source);
  }

  @Needs('analyst')
  @Patch('sources/:source')
  @ApiOperation({ summary: 'Change the details of a source; requires If-Match' })
  @NeedsIfMatch('source')
  async change(
    @Param('source') slug: string,
    @Body() change: SourceChange,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SourceView> {
    const read = versionsFrom(ifMatch);
    const { version, source } = await this.transactions.run(async (tx) => {
      await this.sources.change(tx, slug, read, change);
      return this.reader.get(slug);
    });
    return sendVersioned(reply, version, source);
  }

  @Needs('analyst')
  @Delete('sources/:source')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a source on which nothing rests; needs If-Match' })
  @NeedsIfMatch('source')
  async remove(
    @Param('source') slug: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    const read = versionsFrom(ifMatch);
    await this.transactions.run((tx) => this.sources.remove(tx, slug, read));
  }

  @Get(['sources/:source/passages', 'sources/:source/passages.jsonld'])
  @ApiOperation({
    summary: 'The passages of a source, in reading order; as a W3C AnnotationPage with .jsonld, or by Accept',
  })
  @ApiOkResponse({ content: contentsOf(PASSAGE_FORMATS) })
  async listPassages(
    @Param('source') slug: string,
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<PassageView> | string> {
    const format = negotiate(request, reply, PASSAGE_FORMATS);
    const page = sendPage(request, reply, await this.reader.passages(slug, query));
    if (format.name === 'json') return page;
    const { source } = await this.reader.get(slug);
    return sendText(reply, format, JSON.stringify(toAnnotationPage(page, source, query, BASE)));
  }

  @Needs('analyst')
  @Post('sources/:source/passages')
  @ApiOperation({
    summary:
      'Add a passage; an existing one with the same quotation and place is returned instead of a second',
  })
  @TakesIdempotencyKey()
  async createPassage(
    @Param('source') slug: string,
    @Body() input: PassageInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const answer = await this.idempotency.run(
      request,
      async (tx, passage) => {
        const sourceId = await this.sources.idOf(tx, slug);
        if (sourceId === undefined) throw noSource(slug);
        const { id, created: isNew } = await this.passages.findOrCreate(tx, sourceId, passage);
        const stored = await this.reader.passage(id);
        const made = created(`/api/v1/passages/${id}`, stored.version, stored.passage);
        return isNew ? made : { ...made, status: 200 };
      },
      () => this.resolver.resolve(slug, input),
    );
    return sendAnswer(reply, answer);
  }

  @Get('passages/:id')
  @ApiOperation({ summary: 'A passage; as a W3C Web Annotation with .jsonld after its id, or by Accept' })
  @ApiOkResponse({ content: contentsOf(PASSAGE_FORMATS) })
  async passage(
    @Param('id') named: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PassageView | string> {
    const format = negotiate(request, reply, PASSAGE_FORMATS);
    const { version, passage } = await this.reader.passage(bareName(named, format));
    if (format.name === 'json') return sendVersioned(reply, version, passage);
    const { source } = await this.reader.get(passage.source);
    return sendText(reply, format, JSON.stringify(toAnnotation(passage, source, BASE)));
  }
  @Needs('analyst')
  @Delete('passages/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a passage on which nothing rests; needs If-Match' })
  @NeedsIfMatch('passage')
  async removePassage(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    const read = versionsFrom(ifMatch);
    await this.transactions.run((tx) => this.passages.remove(tx, id, read));
  }
}
