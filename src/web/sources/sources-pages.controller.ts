import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OneOf, WholeParameter } from '../../http/fields.js';
import { Needs } from '../../http/roles.js';
import { type Language, LANGUAGES } from '../../language/languages.js';
import { csvLine } from '../../reporting/forms/csv.js';
import { SourcesReader } from '../../sources/sources.reader.js';
import { TextsReader } from '../../sources/texts.reader.js';
import { pageForm, sendPageAs } from '../page/send-page.js';
import { visitOf } from '../page/visit.js';
import { sourcePage } from './source-page.js';

class SourcePageQuery {
  @WholeParameter({
    min: 0,
    max: 100_000_000,
    optional: true,
    description: 'The code point that the text begins at',
  })
  from?: number;

  @OneOf(LANGUAGES, { optional: true, description: 'The language of the page' })
  lang?: Language;
}

/** The sources, and each with its text. */
@ApiExcludeController()
@Needs('reader')
@Controller('sources')
export class SourcesPagesController {
  constructor(
    private readonly sources: SourcesReader,
    private readonly texts: TextsReader,
  ) {}

  @Get(':source')
  async source(
    @Param('source') named: string,
    @Query() { from = 0 }: SourcePageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const visit = visitOf(request, reply);
    const { form, name } = pageForm(request, reply, named);
    const { source } = await this.sources.get(name);
    const stretch = source.textSha256 === null ? null : await this.texts.stretch(name, from);
    return sendPageAs(form, request, reply, visit, {
      page: () => sourcePage(source, stretch, visit),
      json: () => source,
      csv: () => [csvLine(['source', 'title']), csvLine([source.slug, source.title])],
      csvName: `${name}.csv`,
    });
  }
}
