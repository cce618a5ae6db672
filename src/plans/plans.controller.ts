import { Body, Controller, Get, Headers, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Idempotency } from '../http/idempotency.js';
import { Transactions } from '../database/transactions.js';
import type { Page } from '../core/cursors.js';
import { PageQuery } from '../http/page-query.js';
import { created, sendAnswer, sendPage, sendVersioned } from '../http/replies.js';
import { versionsFrom } from '../core/versions.js';
import { AreaChange, AreaInput, PlanChange, PlanInput, PlansQuery } from './dto/plan.dto.js';
import { type AreaView, PlansReader, type PlanSummary, type PlanView } from './plans.reader.js';
import { PlansService } from './plans.service.js';
import { Needs } from '../http/needs.js';

@ApiTags('plans')
@Needs('reader')
@Controller('api/v1/plans')
export class PlansController {
  constructor(
    private readonly plans: PlansService,
    private readonly reader: PlansReader,
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The plans, newest term first' })
  async list(
    @Query() query: PlansQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<PlanSummary>> {
    return sendPage(request, reply, await this.reader.list(query));
  }

  @Needs('editor')
  @Post()
  @ApiOperation({ summary: 'Create a plan' })
  async create(
    @Body() input: PlanInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const answer = await this.idempotency.run(request, async (tx) => {
      await this.plans.create(tx, input);
      const { version, plan } = await this.reader.get(input.slug);
      return created(`/api/v1/plans/${input.slug}`, version, plan);
    });
    return sendAnswer(reply, answer);
  }

  @Get(':plan')
  @ApiOperation({ summary: 'A plan with its areas, scale, claims, assessors and provenance note' })
  async get(@Param('plan') slug: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<PlanView> {
    const { version, plan } = await this.reader.get(slug);
    return sendVersioned(reply, version, plan);
  }

  @Needs('editor')
  @Patch(':plan')
  @ApiOperation({ summary: 'Change a plan; requires If-Match' })
  async change(
    @Param('plan') slug: string,
    @Body() change: PlanChange,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlanView> {
    const read = versionsFrom(ifMatch);
    const { version, plan } = await this.transactions.run(async (tx) => {
      await this.plans.change(tx, slug, read, change);
      return this.reader.get(slug);
    });
    return sendVersioned(reply, version, plan);
  }

  @Get(':plan/areas')
  @ApiOperation({ summary: 'The areas of a plan, in order' })
  async areas(
    @Param('plan') slug: string,
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<AreaView>> {
    return sendPage(request, reply, await this.reader.areas(slug, query));
  }

  @Needs('editor')
  @Post(':plan/areas')
  @ApiOperation({ summary: 'Add an area' })
  async addArea(
    @Param('plan') slug: string,
    @Body() input: AreaInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const answer = await this.idempotency.run(request, async (tx) => {
      await this.plans.addArea(tx, slug, input);
      const area = await this.reader.area(slug, input.code);
      return created(`/api/v1/plans/${slug}/areas/${input.code}`, area.version, area);
    });
    return sendAnswer(reply, answer);
  }

  @Get(':plan/areas/:area')
  @ApiOperation({ summary: 'An area' })
  async area(
    @Param('plan') slug: string,
    @Param('area') code: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AreaView> {
    const area = await this.reader.area(slug, code);
    return sendVersioned(reply, area.version, area);
  }

  @Needs('editor')
  @Patch(':plan/areas/:area')
  @ApiOperation({ summary: 'Change an area; requires If-Match' })
  async changeArea(
    @Param('plan') slug: string,
    @Param('area') code: string,
    @Body() change: AreaChange,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AreaView> {
    const read = versionsFrom(ifMatch);
    const area = await this.transactions.run(async (tx) => {
      await this.plans.changeArea(tx, slug, code, read, change);
      return this.reader.area(slug, code);
    });
    return sendVersioned(reply, area.version, area);
  }
}
