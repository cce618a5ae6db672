import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes, ApiHeader, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Idempotency } from '../http/idempotency.js';
import { DOCUMENT_TYPES, TAKES_DOCUMENTS } from '../http/document-body.js';
import { sendAnswer, sendVersioned } from '../http/replies.js';
import { etagOf, versionsFrom } from '../core/versions.js';
import { RelocationDecision, TextQuery } from './dto/source.dto.js';
import { SourcesReader } from './sources.reader.js';
import { type AnchorReport, TextsReader, type TextVersion } from './texts.reader.js';
import { requireDocument, TextsService } from './texts.service.js';
import { Needs } from '../http/needs.js';

@ApiTags('texts')
@Needs('reader')
@Controller('api/v1')
export class TextsController {
  constructor(
    private readonly texts: TextsService,
    private readonly reader: TextsReader,
    private readonly sources: SourcesReader,
    private readonly idempotency: Idempotency,
  ) {}

  @Needs('analyst')
  @Put('sources/:source/text')
  @RouteConfig(TAKES_DOCUMENTS)
  @ApiConsumes(...DOCUMENT_TYPES)
  @ApiHeader({ name: 'If-Match', required: true, description: "The source's ETag" })
  @ApiOperation({
    summary: 'Load the text; every quotation is looked up in it, and those not verified are reported',
  })
  async load(
    @Param('source') slug: string,
    @Req() request: FastifyRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnchorReport> {
    await this.texts.load(slug, versionsFrom(ifMatch), requireDocument(request.body));
    const { version } = await this.sources.get(slug);
    return sendVersioned(reply, version, await this.reader.report(slug));
  }

  @Get('sources/:source/text')
  @ApiProduces('text/plain')
  @Header('content-type', 'text/plain; charset=utf-8')
  @ApiOperation({ summary: 'The text of a source as positions refer to it' })
  async content(
    @Param('source') slug: string,
    @Query() query: TextQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { sha256, content } = await this.reader.content(slug, query.sha256);
    await reply.header('etag', `"${sha256}"`).send(content);
  }

  @Get('sources/:source/texts')
  @ApiOperation({ summary: 'The versions of the text, newest first' })
  async versions(@Param('source') slug: string): Promise<{ items: TextVersion[] }> {
    return { items: await this.reader.versions(slug) };
  }

  @Get('sources/:source/anchors')
  @ApiOperation({
    summary: 'The state of the passages in the current text: counts, and each passage that is not verified',
  })
  anchors(@Param('source') slug: string): Promise<AnchorReport> {
    return this.reader.report(slug);
  }

  @Needs('editor')
  @Post('passages/:id/relocation')
  @HttpCode(200)
  @ApiHeader({ name: 'If-Match', required: true, description: "The passage's ETag" })
  @ApiOperation({ summary: 'Confirm or reject the new place of a relocated passage' })
  async decide(
    @Param('id') id: string,
    @Body() input: RelocationDecision,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const read = versionsFrom(ifMatch);
    const answer = await this.idempotency.run(request, async (tx) => {
      const version = await this.texts.decide(tx, id, read, input.decision);
      const { passage } = await this.sources.passage(id);
      return { status: 200, headers: { etag: etagOf(version) }, body: passage };
    });
    return sendAnswer(reply, answer);
  }
}
