import { Controller, Get, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Settings } from '../../config/settings.js';
import { Transactions } from '../../database/transactions.js';
import { tellRefusal } from '../page/forms.js';
import { Refusal } from '../../core/errors.js';
import { because } from '../../language/reasons.js';
import { TAKES_FORMS } from '../../http/form-body.js';
import { signOut } from '../../auth/sign-out.js';
import { seeOther } from '../page/see-other.js';
import { sendPage } from '../page/send-page.js';
import { type Visit, visitOf } from '../page/visit.js';
import { accountPage, doorPage, failedPage, leftPage } from './account-page.js';
import { type Cookies, cookiesFor } from '../../auth/cookies.js';
import { LOCAL_EDITOR, OneTimeLinks } from '../../auth/one-time-link.js';
import { Oidc } from '../../auth/oidc.js';
import { returnTo } from '../../auth/return-to.js';
import { type Person, SessionsService } from '../../auth/sessions.service.js';
import { Needs } from '../../http/needs.js';

/** Signing in and out, for people with a browser. */
@ApiExcludeController()
@Needs('reader')
@Controller()
export class SignInController {
  private readonly cookies: Cookies;

  constructor(
    private readonly oidc: Oidc,
    private readonly sessions: SessionsService,
    private readonly links: OneTimeLinks,
    private readonly transactions: Transactions,
    private readonly settings: Settings,
  ) {
    this.cookies = cookiesFor(settings);
  }

  @Get('sign-in')
  @Header('cache-control', 'no-store')
  async begin(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const target = returnTo((request.query as { return_to?: unknown }).return_to);
    if (!this.oidc.isConfigured) {
      const visit = quietVisitOf(request, reply);
      return sendPage(request, reply, visit, doorPage(visit));
    }
    const { address, browser } = await this.oidc.begin(target);
    void reply.setCookie(this.cookies.attempt, browser, { ...this.cookies.options, maxAge: 600 });
    return seeOther(reply, address);
  }

  @Get('sign-in/callback')
  @Header('cache-control', 'no-store')
  async finish(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    void reply.clearCookie(this.cookies.attempt, this.cookies.options);
    return this.orTell(request, reply, async () => {
      if (!this.oidc.isConfigured) throw new Refusal('sign-in-failed', 'There is no identity provider here.');
      const query = new URL(request.url, 'http://here.invalid').search;
      const done = await this.oidc.finish(query, request.cookies[this.cookies.attempt]);
      return this.enter(request, reply, done.person, done.returnTo);
    });
  }

  @Get('sign-in/local')
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  local(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    // Anyone who only looks whether there is something here, as previews of links do, does not use the address up.
    if (request.method === 'HEAD') return Promise.resolve('');
    return this.orTell(request, reply, async () => {
      const { key } = request.query as { key?: unknown };
      const isGood = await this.transactions.run((tx) =>
        this.links.enter(tx, typeof key === 'string' ? key : ''),
      );
      if (!isGood) {
        throw new Refusal(
          'sign-in-failed',
          'This address was used already, is older than a day, or never was one. "scorecard sign-in" prints a new one.',
          undefined,
          undefined,
          because('reason:signInLinkUsed'),
        );
      }
      return this.enter(request, reply, LOCAL_EDITOR, '/account/name');
    });
  }

  @Get('account')
  @Header('cache-control', 'no-store')
  account(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): unknown {
    if (request.session === null) return seeOther(reply, '/sign-in?return_to=/account');
    const visit = quietVisitOf(request, reply);
    return sendPage(request, reply, visit, accountPage(request.session, visit));
  }

  @Post('sign-out')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @RouteConfig(TAKES_FORMS)
  async leave(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { everywhere } = (request.body ?? {}) as { everywhere?: string };
    await signOut(request, this.transactions, this.sessions, this.cookies, everywhere === 'yes');
    // Only where the browser has sent it. A form on another site makes it send none (SameSite), and must not sign out.
    if (request.cookies[this.cookies.session] !== undefined) {
      void reply.clearCookie(this.cookies.session, this.cookies.options).header('clear-site-data', '"cache"');
    }
    const visit = { ...quietVisitOf(request, reply), session: null };
    return sendPage(request, reply, visit, leftPage(visit));
  }

  private async enter(
    request: FastifyRequest,
    reply: FastifyReply,
    person: Person,
    target: string,
  ): Promise<unknown> {
    const before = request.cookies[this.cookies.session];
    const secret = await this.transactions.run((tx) => this.sessions.open(tx, person, before));
    void reply.setCookie(this.cookies.session, secret, {
      ...this.cookies.options,
      maxAge: this.settings.SESSION_HOURS * 3600,
    });
    return seeOther(reply, target);
  }

  /** People with a browser get a page where a program would get a problem document. */
  private async orTell(
    request: FastifyRequest,
    reply: FastifyReply,
    work: () => Promise<unknown>,
  ): Promise<unknown> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'sign-in-failed') throw error;
      void reply.code(400);
      const visit = quietVisitOf(request, reply);
      return sendPage(request, reply, visit, failedPage(tellRefusal(error, visit.words), visit));
    }
  }
}

/** What an address of the sign-in holds can be used to sign in: nothing of it comes back in a page's links. */
export function quietVisitOf(request: FastifyRequest, reply: FastifyReply): Visit {
  return { ...visitOf(request, reply), query: new URLSearchParams() };
}
