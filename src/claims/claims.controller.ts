import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Idempotency } from '../http/idempotency.js';
import { Needs } from '../http/needs.js';
import { type Answer, created, sendAnswer } from '../http/replies.js';
import { PassageReferences } from '../sources/passage-references.js';
import { type ClaimRecord, ClaimsReader } from './claims.reader.js';
import { ClaimsService } from './claims.service.js';
import { ClaimInput, ClaimRetractionInput } from './dto/claim.dto.js';

const RETRIES = {
  name: 'Idempotency-Key',
  required: false,
  description: 'The same key and body gives the first answer again',
};

@ApiTags('plans')
@Needs('reader')
@Controller('api/v1/plans/:plan/claims')
export class ClaimsController {
  constructor(
    private readonly claims: ClaimsService,
    private readonly reader: ClaimsReader,
    private readonly passages: PassageReferences,
    private readonly idempotency: Idempotency,
  ) {}

  /** A plan has a few claims: all of them are one page. */
  @Get()
  @ApiOperation({ summary: 'What sources claim about a plan, retracted claims included, oldest first' })
  async list(@Param('plan') plan: string): Promise<{ items: ClaimRecord[]; nextCursor: null }> {
    return { items: await this.reader.list(plan), nextCursor: null };
  }

  @Needs('editor')
  @Post()
  @ApiOperation({ summary: 'Add a claim that a source makes about the plan or one of its areas' })
  @ApiHeader(RETRIES)
  async add(
    @Param('plan') plan: string,
    @Body() input: ClaimInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { text, complete, total, levels, area, ...reference } = input;
    const answer = await this.idempotency.run(
      request,
      async (tx, quotation): Promise<Answer> => {
        const passageId = await this.passages.idOf(tx, reference, quotation, '');
        const id = await this.claims.add(tx, plan, { text, complete, total, levels, area, passageId });
        const claim = await this.reader.get(plan, String(id));
        return created(`/api/v1/plans/${plan}/claims/${id}`, null, claim);
      },
      () => this.passages.resolveOne(reference),
    );
    return sendAnswer(reply, answer);
  }

  @Get(':id')
  @ApiOperation({ summary: 'A claim' })
  get(@Param('plan') plan: string, @Param('id') id: string): Promise<ClaimRecord> {
    return this.reader.get(plan, id);
  }

  @Needs('editor')
  @Post(':id/retraction')
  @HttpCode(201)
  @ApiOperation({ summary: 'Retract a claim: it stays readable and leaves every later report' })
  @ApiHeader(RETRIES)
  async retract(
    @Param('plan') plan: string,
    @Param('id') id: string,
    @Body() input: ClaimRetractionInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const answer = await this.idempotency.run(request, async (tx) => {
      const claim = await this.reader.get(plan, id);
      await this.claims.retract(tx, plan, claim.id, input.rationale);
      return created(`/api/v1/plans/${plan}/claims/${id}`, null, await this.reader.get(plan, id));
    });
    return sendAnswer(reply, answer);
  }
}
