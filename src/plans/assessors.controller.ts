import { Body, Controller, Get, Headers, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Idempotency } from '../http/idempotency.js';
import { Needs } from '../http/needs.js';
import { created, sendAnswer, sendVersioned } from '../http/replies.js';
import type { Page } from '../core/cursors.js';
import { versionsFrom } from '../core/versions.js';
import { Transactions } from '../database/transactions.js';
import { AssessorsService, noAssessor } from './assessors.service.js';
import { AssessorChange } from './dto/assessor.dto.js';
import { AssessorInput } from './dto/plan.dto.js';
import { PlansReader, type PlanView } from './plans.reader.js';

type AssessorView = PlanView['assessors'][number];

/** Whose judgements a plan holds. */
@ApiTags('plans')
@Needs('reader')
@Controller('api/v1/plans/:plan/assessors')
export class AssessorsController {
  constructor(
    private readonly assessors: AssessorsService,
    private readonly reader: PlansReader,
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
  ) {}

  /** A plan has a few assessors: all of them are one page. */
  @Get()
  @ApiOperation({ summary: 'The assessors of a plan, the default one first' })
  async list(
    @Param('plan') slug: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<AssessorView>> {
    const { version, plan } = await this.reader.get(slug);
    return sendVersioned(reply, version, { items: plan.assessors, nextCursor: null });
  }

  @Needs('editor')
  @Post()
  @ApiOperation({ summary: "Add an assessor; needs the plan's If-Match" })
  @ApiHeader({ name: 'If-Match', required: true, description: "The plan's ETag" })
  async add(
    @Param('plan') slug: string,
    @Body() input: AssessorInput,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const read = versionsFrom(ifMatch);
    const answer = await this.idempotency.run(request, async (tx) => {
      await this.assessors.add(tx, slug, read, input);
      const { version, assessor } = await this.find(slug, input.slug);
      return created(`/api/v1/plans/${slug}/assessors/${input.slug}`, version, assessor);
    });
    return sendAnswer(reply, answer);
  }

  @Get(':assessor')
  @ApiOperation({ summary: 'An assessor of a plan' })
  async get(
    @Param('plan') plan: string,
    @Param('assessor') slug: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssessorView> {
    const { version, assessor } = await this.find(plan, slug);
    return sendVersioned(reply, version, assessor);
  }

  @Needs('editor')
  @Patch(':assessor')
  @ApiOperation({ summary: "Rename an assessor, in every plan that they assess; needs the plan's If-Match" })
  @ApiHeader({ name: 'If-Match', required: true, description: "The plan's ETag" })
  async rename(
    @Param('plan') plan: string,
    @Param('assessor') slug: string,
    @Body() change: AssessorChange,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssessorView> {
    const read = versionsFrom(ifMatch);
    const { version, assessor } = await this.transactions.run(async (tx) => {
      await this.assessors.rename(tx, plan, slug, read, change);
      return this.find(plan, slug);
    });
    return sendVersioned(reply, version, assessor);
  }

  private async find(slug: string, named: string): Promise<{ version: number; assessor: AssessorView }> {
    const { version, plan } = await this.reader.get(slug);
    const assessor = plan.assessors.find((one) => one.slug === named);
    if (!assessor) throw noAssessor(slug, named);
    return { version, assessor };
  }
}
