import { Controller, Delete, Get, Header, HttpCode, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Settings } from '../config/settings.js';
import { Transactions } from '../database/transactions.js';
import { type Role } from '../core/roles.js';
import { type Cookies, cookiesFor } from './cookies.js';
import { SessionsService } from './sessions.service.js';
import { signOut } from './sign-out.js';
import { Needs } from '../http/needs.js';

/** Who the service takes the caller for. */
export interface SessionView {
  name: string;
  role: Role;
  /** What a change made with the session's cookie sends as X-CSRF-Token; null without a session. */
  csrf: string | null;
}

/** Who is signed in, for programs in a browser. */
@ApiTags('access')
@Needs('reader')
@Controller('api/v1/session')
export class SessionController {
  private readonly cookies: Cookies;

  constructor(
    private readonly sessions: SessionsService,
    private readonly transactions: Transactions,
    settings: Settings,
  ) {
    this.cookies = cookiesFor(settings);
  }

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Your name, role and session' })
  get(@Req() request: FastifyRequest): SessionView {
    return { ...request.actor, csrf: request.session?.csrf ?? null };
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out of this session' })
  async end(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await signOut(request, this.transactions, this.sessions, this.cookies, false);
    void reply.clearCookie(this.cookies.session, this.cookies.options);
  }
}
