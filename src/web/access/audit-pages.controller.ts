import { Controller, Get, Header, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditReader, type ChainHead } from '../../auth/audit.reader.js';
import { AuditQuery } from '../../auth/dto/audit.dto.js';
import { AnswerLanguage } from '../../http/fields.js';
import { TAKES_FORMS } from '../../http/form-body.js';
import type { Language } from '../../language/languages.js';
import { printableThroughout } from '../../documents/printable.js';
import { seeOther } from '../page/see-other.js';
import { pageFormat, sendPage, sendPageAs } from '../page/send-page.js';
import { visitOf } from '../page/visit.js';
import { AuditCheck } from './audit-check.js';
import { auditCsv, auditPage } from './audit-page.js';
import { verificationPage } from './verification-page.js';
import { Needs } from '../../http/needs.js';
import { contentDisposition } from '../../documents/formats.js';

class AuditPageQuery extends AuditQuery {
  @AnswerLanguage({ description: 'The language of the page' })
  lang?: Language;
}

/** Who changed what, for administrators with a browser. */
@ApiExcludeController()
@Needs('admin')
@Controller()
export class AuditPagesController {
  constructor(
    private readonly reader: AuditReader,
    private readonly check: AuditCheck,
  ) {}

  @Get(['audit', 'audit.json', 'audit.csv'])
  async list(
    @Query() { lang: _lang, ...query }: AuditPageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const visit = visitOf(request, reply);
    const { format } = pageFormat(request, reply);
    const entries = await this.reader.list(query);
    return sendPageAs(format, request, reply, visit, {
      page: () => auditPage(printableThroughout(entries), query, visit),
      json: () => entries,
      csv: () => auditCsv(printableThroughout(entries.items)),
      csvName: 'audit.csv',
    });
  }

  @Get('audit/verification')
  @Header('cache-control', 'no-store')
  async verification(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const visit = visitOf(request, reply);
    const last = await this.check.last();
    return sendPage(request, reply, visit, verificationPage(last, await this.reader.heads(), visit));
  }

  /** Pressed twice, it does not begin a second reading. */
  @Post('audit/verification')
  @RouteConfig(TAKES_FORMS)
  verify(@Res({ passthrough: true }) reply: FastifyReply): string {
    this.check.begin();
    return seeOther(reply, '/audit/verification');
  }

  /** Where each chain ends, as `scorecard audit verify --against` takes it. */
  @Get('audit/heads.json')
  @Header('cache-control', 'no-store')
  heads(@Res({ passthrough: true }) reply: FastifyReply): Promise<ChainHead[]> {
    void reply.header('content-disposition', contentDisposition('attachment', 'audit-heads.json'));
    return this.reader.heads();
  }
}
