import { Body, Controller, Delete, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Transactions } from '../database/transactions.js';
import { PageQuery } from '../http/page-query.js';
import type { Page } from '../core/cursors.js';
import { sendPage } from '../http/replies.js';
import { TokenInput } from './dto/token.dto.js';
import { TokensService, type TokenView } from './tokens.service.js';
import { Needs } from '../http/needs.js';

@ApiTags('access')
@Needs('admin')
@Controller('api/v1/tokens')
export class TokensController {
  constructor(
    private readonly tokens: TokensService,
    private readonly transactions: Transactions,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The API tokens by name, without their secrets' })
  async list(
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<TokenView>> {
    return sendPage(request, reply, await this.tokens.page(query));
  }

  // Takes no Idempotency-Key: a kept answer would keep the secret.
  @Post()
  @ApiOperation({ summary: 'Create an API token; only this response contains its secret' })
  async create(
    @Body() input: TokenInput,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokenView & { token: string }> {
    const { id, secret } = await this.transactions.run((tx) => this.tokens.create(tx, input));
    void reply.header('location', `/api/v1/tokens/${id}`).header('cache-control', 'no-store');
    return { ...(await this.tokens.get(id)), token: secret };
  }

  @Get(':id')
  @ApiOperation({ summary: 'An API token, without its secret' })
  get(@Param('id') id: string): Promise<TokenView> {
    return this.tokens.get(id);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Revoke an API token, from the next request on; it stays in the list' })
  revoke(@Param('id') id: string): Promise<TokenView> {
    return this.transactions.run(async (tx) => {
      await this.tokens.revoke(tx, id);
      return this.tokens.get(id);
    });
  }
}
