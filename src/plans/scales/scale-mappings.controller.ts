import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Idempotency } from '../../http/idempotency.js';
import type { Page } from '../../core/cursors.js';
import { created, sendAnswer, sendPage } from '../../http/replies.js';
import { PageQuery } from '../../http/page-query.js';
import { ScaleMappingInput } from './scale-mapping.dto.js';
import { ScaleMappingsReader, type ScaleMappingView } from './scale-mappings.reader.js';
import { ScaleMappingsService } from './scale-mappings.service.js';
import { Needs } from '../../http/needs.js';

@ApiTags('scales')
@Needs('reader')
@Controller('api/v1/scales/:scale/mappings')
export class ScaleMappingsController {
  constructor(
    private readonly mappings: ScaleMappingsService,
    private readonly reader: ScaleMappingsReader,
    private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The mappings from a scale to other scales' })
  async list(
    @Param('scale') scale: string,
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<ScaleMappingView>> {
    return sendPage(request, reply, await this.reader.list(scale, query));
  }

  @Get(':to')
  @ApiOperation({ summary: 'The mapping from a scale to another' })
  get(@Param('scale') scale: string, @Param('to') to: string): Promise<ScaleMappingView> {
    return this.reader.get(scale, to);
  }

  @Needs('editor')
  @Post()
  @ApiOperation({ summary: 'Create a mapping from a scale to another; it cannot be changed afterwards' })
  async create(
    @Param('scale') scale: string,
    @Body() input: ScaleMappingInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const answer = await this.idempotency.run(request, async (tx) => {
      await this.mappings.create(tx, scale, input);
      const location = `/api/v1/scales/${scale}/mappings/${input.to}`;
      return created(location, null, await this.reader.get(scale, input.to));
    });
    return sendAnswer(reply, answer);
  }
}
