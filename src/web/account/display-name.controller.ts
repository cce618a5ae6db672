import { Controller, Get, Header, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LOCAL_EDITOR } from '../../auth/one-time-link.js';
import { SessionsService } from '../../auth/sessions.service.js';
import { Refusal } from '../../core/errors.js';
import { Transactions } from '../../database/transactions.js';
import { TAKES_FORMS } from '../../http/form-body.js';
import { Needs } from '../../http/needs.js';
import { STATUSES } from '../../http/refusal-statuses.js';
import { fieldsOf } from '../page/form-fields.js';
import { mistakesOf } from '../page/forms.js';
import { seeOther } from '../page/see-other.js';
import { sendPage } from '../page/send-page.js';
import { displayNamePage } from './display-name-page.js';
import { quietVisitOf } from './sign-in.controller.js';

/** Under which name somebody who signed in on the machine itself is kept beside what they write. */
@ApiExcludeController()
@Needs('reader')
@Controller('account/name')
export class DisplayNameController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly transactions: Transactions,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  async form(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { session } = request;
    if (session === null || !session.isLocal) return seeOther(reply, '/account');
    const isNamed = session.name !== LOCAL_EDITOR.name;
    const offered = isNamed ? session.name : await this.sessions.lastLocalName();
    const visit = quietVisitOf(request, reply);
    return sendPage(request, reply, visit, displayNamePage({ session, typed: offered ?? '', visit }));
  }

  @Post()
  @Header('cache-control', 'no-store')
  @RouteConfig(TAKES_FORMS)
  async choose(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { session } = request;
    if (session === null || !session.isLocal) return seeOther(reply, '/account');
    const typed = fieldsOf(request)['/name'] ?? '';
    try {
      await this.transactions.run((tx) => this.sessions.nameLocal(tx, session, typed));
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'invalid-input') throw error;
      const visit = quietVisitOf(request, reply);
      const mistakes = mistakesOf(error, { fieldOf: (pointer) => pointer }, visit.words);
      void reply.code(STATUSES[error.kind]);
      return sendPage(request, reply, visit, displayNamePage({ session, typed, mistakes, visit }));
    }
    return seeOther(reply, session.name === LOCAL_EDITOR.name ? '/' : '/account');
  }
}
