import { Controller, Delete, Get, HttpCode, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Transactions } from '../database/transactions.js';
import { PageQuery } from '../http/page-query.js';
import type { Page } from '../core/cursors.js';
import { sendPage } from '../http/replies.js';
import { type PersonView, SessionsService } from './sessions.service.js';
import { Needs } from '../http/needs.js';

@ApiTags('access')
@Needs('admin')
@Controller('api/v1/people')
export class PeopleController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly transactions: Transactions,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The people signed in now, by name' })
  async list(
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<PersonView>> {
    return sendPage(request, reply, await this.sessions.people(query));
  }

  @Delete(':id/sessions')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign a person out everywhere, from the next request on' })
  end(@Param('id') id: string): Promise<void> {
    return this.transactions.run((tx) => this.sessions.endAllOf(tx, id));
  }
}
