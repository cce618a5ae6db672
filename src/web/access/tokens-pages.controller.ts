import { because } from '../../language/reasons.js';
import { Controller, Get, Header, Param, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TokenInput } from '../../auth/dto/token.dto.js';
import { TokensService } from '../../auth/tokens.service.js';
import { Transactions } from '../../database/transactions.js';
import { invalidInput, Refusal } from '../../core/errors.js';
import { TAKES_FORMS } from '../../http/form-body.js';
import { printableThroughout } from '../../documents/printable.js';
import { inputOf, type Mistakes, mistakesOf, tellRefusal } from '../page/forms.js';
import { seeOther } from '../page/see-other.js';
import { pageFormat, sendPage, sendPageAs } from '../page/send-page.js';
import { fieldsOf } from '../page/form-fields.js';
import { visitOf } from '../page/visit.js';
import { lacksEnd, tokenOf } from './token-form.js';
import { madeTokenPage, tokensCsv, tokensPage } from './tokens-page.js';
import { backTo, ListPageQuery } from './addresses.js';
import { Needs } from '../../http/needs.js';
import { STATUSES } from '../../http/refusal-statuses.js';

/** The API tokens, for administrators with a browser. */
@ApiExcludeController()
@Needs('admin')
@Controller()
export class TokensPagesController {
  constructor(
    private readonly tokens: TokensService,
    private readonly transactions: Transactions,
  ) {}

  @Get(['tokens', 'tokens.json', 'tokens.csv'])
  @Header('cache-control', 'no-store')
  async list(
    @Query() { lang: _lang, ...query }: ListPageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const visit = visitOf(request, reply);
    const { format } = pageFormat(request, reply);
    const tokens = await this.tokens.page(query);
    return sendPageAs(format, request, reply, visit, {
      page: () => tokensPage(printableThroughout(tokens), visit),
      json: () => tokens,
      csv: () => tokensCsv(printableThroughout(tokens.items)),
      csvName: 'tokens.csv',
    });
  }

  /**
   * Answers with the secret itself, which is kept nowhere to be shown at another address. To send the form again, as a
   * reload does, makes no second token: each name is given once.
   */
  @Post('tokens')
  @Header('cache-control', 'no-store')
  @RouteConfig(TAKES_FORMS)
  async create(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const fields = fieldsOf(request);
    const decoded = tokenOf(fields);
    const visit = visitOf(request, reply);
    try {
      const input = await inputOf(decoded.value, TokenInput);
      if (lacksEnd(fields)) {
        throw invalidInput({
          pointer: '/expiresAt',
          message: 'give the time when the token expires, or none',
          reason: because('reason:expiryRequired'),
        });
      }
      const { id, secret } = await this.transactions.run((tx) => this.tokens.create(tx, input));
      const token = printableThroughout(await this.tokens.get(id));
      return await sendPage(request, reply, visit, madeTokenPage(token, secret, visit));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      void reply.code(STATUSES[error.kind]);
      const mistakes: Mistakes =
        error.kind === 'already-exists'
          ? new Map([['/name', tellRefusal(error, visit.words)]])
          : mistakesOf(error, decoded, visit.words);
      const tokens = printableThroughout(await this.tokens.page({}));
      return sendPage(request, reply, visit, tokensPage(tokens, visit, fields, mistakes));
    }
  }

  @Post('tokens/:id/revocation')
  @RouteConfig(TAKES_FORMS)
  async revoke(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    await this.transactions.run((tx) => this.tokens.revoke(tx, id));
    return seeOther(reply, `${backTo(request, '/tokens')}#token-${id}`);
  }
}
