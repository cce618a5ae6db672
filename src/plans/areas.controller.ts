import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NeedsIfMatch, TakesIdempotencyKey } from '../http/change-headers.js';
import { Idempotency } from '../http/idempotency.js';
import { Needs } from '../http/needs.js';
import { PageQuery } from '../http/page-query.js';
import { created, sendAnswer, sendPage, sendVersioned } from '../http/replies.js';
import type { Page } from '../core/cursors.js';
import { versionsFrom } from '../core/versions.js';
import { Transactions } from '../database/transactions.js';
import { AreasService } from './areas.service.js';
import { AreaChange, AreaInput } from './dto/plan.dto.js';
import { type AreaView, PlansReader } from './plans.reader.js';

@ApiTags('plans')
@Needs('reader')
@Controller('api/v1/plans/:plan/areas')
export class AreasController {
  constructor(
    private readonly areas: AreasService,
    private readonly reader: PlansReader,
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The areas of a plan, in order' })
  async list(
    @Param('plan') slug: string,
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<AreaView>> {
    return sendPage(request, reply, await this.reader.areas(slug, query));
  }

  @Needs('editor')
  @Post()
  @ApiOperation({ summary: 'Add an area, at the end where no position is named' })
  @TakesIdempotencyKey()
  async add(
    @Param('plan') slug: string,
    @Body() input: AreaInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const answer = await this.idempotency.run(request, async (tx) => {
      await this.areas.add(tx, slug, input);
      const area = await this.reader.area(slug, input.code);
      return created(`/api/v1/plans/${slug}/areas/${encodeURIComponent(input.code)}`, area.version, area);
    });
    return sendAnswer(reply, answer);
  }

  @Get(':area')
  @ApiOperation({ summary: 'An area' })
  async get(
    @Param('plan') slug: string,
    @Param('area') code: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AreaView> {
    const area = await this.reader.area(slug, code);
    return sendVersioned(reply, area.version, area);
  }

  @Needs('editor')
  @Patch(':area')
  @ApiOperation({ summary: 'Change an area; needs If-Match' })
  @NeedsIfMatch('area')
  async change(
    @Param('plan') slug: string,
    @Param('area') code: string,
    @Body() change: AreaChange,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AreaView> {
    const read = versionsFrom(ifMatch);
    const area = await this.transactions.run(async (tx) => {
      await this.areas.change(tx, slug, code, read, change);
      return this.reader.area(slug, change.code ?? code);
    });
    return sendVersioned(reply, area.version, area);
  }
  @Needs('editor')
  @Delete(':area')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove an area that holds no objective; needs If-Match' })
  @NeedsIfMatch('area')
  async remove(
    @Param('plan') slug: string,
    @Param('area') code: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    const read = versionsFrom(ifMatch);
    await this.transactions.run((tx) => this.areas.remove(tx, slug, code, read));
  }
}
