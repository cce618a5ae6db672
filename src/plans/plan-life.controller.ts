import { Body, Controller, Delete, Headers, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NeedsIfMatch, TakesIdempotencyKey } from '../http/change-headers.js';
import { Idempotency } from '../http/idempotency.js';
import { Needs } from '../http/needs.js';
import { type Answer, changed, sendAnswer, sendVersioned } from '../http/replies.js';
import { versionsFrom } from '../core/versions.js';
import { Transactions } from '../database/transactions.js';
import { WithdrawalInput } from './dto/plan.dto.js';
import { PlanLifeService } from './plan-life.service.js';
import { PlansReader, type PlanView } from './plans.reader.js';

/** The life of a plan: draft, published, withdrawn. */
@ApiTags('plans')
@Needs('editor')
@Controller('api/v1/plans/:plan')
export class PlanLifeController {
  constructor(
    private readonly life: PlanLifeService,
    private readonly reader: PlansReader,
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
  ) {}

  @Post('publication')
  @HttpCode(200)
  @ApiOperation({ summary: 'Publish a draft; it can never be discarded after that' })
  @NeedsIfMatch('plan')
  @TakesIdempotencyKey()
  async publish(
    @Param('plan') slug: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const read = versionsFrom(ifMatch);
    const answer = await this.idempotency.run(request, async (tx) => {
      await this.life.publish(tx, slug, read);
      return this.answer(slug);
    });
    return sendAnswer(reply, answer);
  }

  @Post('withdrawal')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Withdraw a plan: it leaves lists, chains, search and overviews, and its address says why',
  })
  @NeedsIfMatch('plan')
  @TakesIdempotencyKey()
  async withdraw(
    @Param('plan') slug: string,
    @Body() { rationale }: WithdrawalInput,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const read = versionsFrom(ifMatch);
    const answer = await this.idempotency.run(request, async (tx) => {
      await this.life.withdraw(tx, slug, read, rationale);
      return this.answer(slug);
    });
    return sendAnswer(reply, answer);
  }

  @Delete('withdrawal')
  @ApiOperation({ summary: 'Reinstate a withdrawn plan' })
  @NeedsIfMatch('plan')
  async reinstate(
    @Param('plan') slug: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlanView> {
    const read = versionsFrom(ifMatch);
    const { version, plan } = await this.transactions.run(async (tx) => {
      await this.life.reinstate(tx, slug, read);
      return this.reader.get(slug);
    });
    return sendVersioned(reply, version, plan);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Discard a draft with all that belongs to it; a published plan stays' })
  @NeedsIfMatch('plan')
  async discard(
    @Param('plan') slug: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    const read = versionsFrom(ifMatch);
    await this.transactions.run((tx) => this.life.discard(tx, slug, read));
  }

  private async answer(slug: string): Promise<Answer> {
    const { version, plan } = await this.reader.get(slug);
    return changed(version, plan);
  }
}
