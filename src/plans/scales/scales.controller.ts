import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Idempotency } from '../../http/idempotency.js';
import type { Page } from '../../core/cursors.js';
import { created, sendAnswer, sendPage } from '../../http/replies.js';
import { PageQuery } from '../../http/page-query.js';
import { ScaleInput } from './scale.dto.js';
import { ScalesReader, type ScaleView } from './scales.reader.js';
import { ScalesService } from './scales.service.js';
import { Needs } from '../../http/needs.js';

@ApiTags('scales')
@Needs('reader')
@Controller('api/v1/scales')
export class ScalesController {
  constructor(
    private readonly scales: ScalesService,
    private readonly reader: ScalesReader,
    private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The rating scales' })
  async list(
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<ScaleView>> {
    return sendPage(request, reply, await this.reader.list(query));
  }

  @Get(':scale')
  @ApiOperation({ summary: 'A rating scale with its levels' })
  get(@Param('scale') slug: string): Promise<ScaleView> {
    return this.reader.get(slug);
  }

  @Needs('editor')
  @Post()
  @ApiOperation({ summary: 'Create a rating scale; it cannot be changed afterwards' })
  async create(
    @Body() input: ScaleInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const answer = await this.idempotency.run(request, async (tx) => {
      await this.scales.create(tx, input);
      return created(`/api/v1/scales/${input.slug}`, null, await this.reader.get(input.slug));
    });
    return sendAnswer(reply, answer);
  }
}
