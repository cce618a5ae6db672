import { Body, Controller, Get, Headers, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NeedsIfMatch, TakesIdempotencyKey } from '../http/change-headers.js';
import { Idempotency } from '../http/idempotency.js';
import { Transactions } from '../database/transactions.js';
import type { Page } from '../core/cursors.js';
import { created, sendAnswer, sendPage, sendVersioned } from '../http/replies.js';
import { versionsFrom } from '../core/versions.js';
import { PlanChange, PlanInput, PlansQuery } from './dto/plan.dto.js';
import { OrganizationsReader } from './organizations/organizations.reader.js';
import { PlansReader, type PlanSummary, type PlanView } from './plans.reader.js';
import { PlansService } from './plans.service.js';
import { Needs } from '../http/needs.js';

@ApiTags('plans')
@Needs('reader')
@Controller('api/v1/plans')
export class PlansController {
  constructor(
    private readonly plans: PlansService,
    private readonly reader: PlansReader,
    private readonly organizations: OrganizationsReader,
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
    // A slip, which must not read as an organization without plans.
    if (query.organization !== undefined) await this.organizations.requireKnown(query.organization);
    return sendPage(request, reply, await this.reader.list(query));
  }

  @Needs('editor')
  @Post()
  @ApiOperation({ summary: 'Create a plan, as a draft unless it says otherwise' })
  @TakesIdempotencyKey()
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
  @NeedsIfMatch('plan')
  async change(
    @Param('plan') slug: string,
    @Body() change: PlanChange,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlanView> {
    const read = versionsFrom(ifMatch);
    const { version, plan } = await this.transactions.run(async (tx) => {
      await this.plans.change(tx, slug, read, change);
      return this.reader.get(change.slug ?? slug);
    });
    return sendVersioned(reply, version, plan);
  }
}
