import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Idempotency } from '../../http/idempotency.js';
import type { Page } from '../../core/cursors.js';
import { created, sendAnswer, sendPage } from '../../http/replies.js';
import { PageQuery } from '../../http/page-query.js';
import { SnapshotInput } from './snapshot.dto.js';
import { SnapshotsReader, type SnapshotSummary, type SnapshotView } from './snapshots.reader.js';
import { SnapshotsService } from './snapshots.service.js';
import { Needs } from '../../http/needs.js';

/** Snapshots never change, so anyone who has one need not ask again for a year, the longest that caches are told. */
const FOR_GOOD = 'public, max-age=31536000, immutable';
const JSON_NAME = '.json';

@ApiTags('reporting')
@Needs('reader')
@Controller('api/v1/plans/:plan/snapshots')
export class SnapshotsController {
  constructor(
    private readonly snapshots: SnapshotsService,
    private readonly reader: SnapshotsReader,
    private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The snapshots of a plan, newest first' })
  async list(
    @Param('plan') plan: string,
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<SnapshotSummary>> {
    return sendPage(request, reply, await this.reader.list(plan, query));
  }

  @Needs('analyst')
  @Post()
  @ApiOperation({ summary: 'Save a snapshot of the scorecard' })
  async take(
    @Param('plan') plan: string,
    @Body() input: SnapshotInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const answer = await this.idempotency.run(request, async (tx) => {
      const id = await this.snapshots.take(tx, plan, input);
      const { snapshot } = await this.reader.get(plan, id);
      return created(`/api/v1/plans/${plan}/snapshots/${id}`, null, snapshot);
    });
    return sendAnswer(reply, answer);
  }

  @Get(':id')
  @ApiOperation({
    summary: 'A snapshot; with .json after the id, only its content, in canonical form',
  })
  async get(
    @Param('plan') plan: string,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SnapshotView | string> {
    const isCanonical = id.endsWith(JSON_NAME);
    const { snapshot, content } = await this.reader.get(
      plan,
      isCanonical ? id.slice(0, -JSON_NAME.length) : id,
    );
    void reply.headers({ 'cache-control': FOR_GOOD, etag: `"${snapshot.digest}"` });
    if (!isCanonical) return snapshot;
    void reply.header('content-type', 'application/json; charset=utf-8');
    return content;
  }

  @Get(':id/comparison/:other')
  @ApiOperation({
    summary: 'The differences between two snapshots: totals, areas, and each objective that changed',
  })
  async compare(
    @Param('plan') plan: string,
    @Param('id') id: string,
    @Param('other') other: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Awaited<ReturnType<SnapshotsReader['compare']>>> {
    const comparison = await this.reader.compare(plan, id, other);
    void reply.header('cache-control', FOR_GOOD);
    return comparison;
  }
}
