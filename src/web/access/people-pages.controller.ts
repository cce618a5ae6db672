import { Controller, Get, Header, Param, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SessionsService } from '../../auth/sessions.service.js';
import { Transactions } from '../../database/transactions.js';
import { TAKES_FORMS } from '../../http/form-body.js';
import { printableThroughout } from '../../documents/printable.js';
import { seeOther } from '../page/see-other.js';
import { pageFormat, sendPageAs } from '../page/send-page.js';
import { visitOf } from '../page/visit.js';
import { peopleCsv, peoplePage } from './people-page.js';
import { backTo, ListPageQuery } from './addresses.js';
import { Needs } from '../../http/needs.js';

/** Who is signed in, for administrators with a browser. */
@ApiExcludeController()
@Needs('admin')
@Controller()
export class PeoplePagesController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly transactions: Transactions,
  ) {}

  @Get(['people', 'people.json', 'people.csv'])
  @Header('cache-control', 'no-store')
  async list(
    @Query() { lang: _lang, ...query }: ListPageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const visit = visitOf(request, reply);
    const { format } = pageFormat(request, reply);
    const people = await this.sessions.people(query);
    return sendPageAs(format, request, reply, visit, {
      page: () => peoplePage(printableThroughout(people), visit),
      json: () => people,
      csv: () => peopleCsv(printableThroughout(people.items)),
      csvName: 'people.csv',
    });
  }

  /** Anyone who ends their own sessions finds out at the next page that they are signed out. */
  @Post('people/:id/sign-out')
  @RouteConfig(TAKES_FORMS)
  async end(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    await this.transactions.run((tx) => this.sessions.endAllOf(tx, id));
    return seeOther(reply, backTo(request, '/people'));
  }
}
