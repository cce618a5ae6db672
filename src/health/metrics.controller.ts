import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Metrics } from './metrics.js';
import { Needs } from '../http/needs.js';

/**
 * For administrators, wherever they ask from. A request from this very machine proves nothing: behind a proxy on it,
 * all of the world's come from there. Prometheus sends a token with `authorization: credentials_file`.
 */
@ApiTags('health')
@Needs('admin')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @ApiOperation({
    summary: 'Metrics of the process, for Prometheus',
    description:
      'Durations of requests by route, method and class of status; delay of the event loop; memory; connections to ' +
      'the database. In the text format of Prometheus.',
  })
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  async read(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.header('content-type', this.metrics.registry.contentType).header('cache-control', 'no-store');
    return this.metrics.registry.metrics();
  }
}
