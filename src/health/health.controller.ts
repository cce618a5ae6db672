import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { within } from '../core/within.js';
import { Reads } from '../database/reads.js';
import { Needs } from '../http/needs.js';

const PING = { name: 'ping', text: 'SELECT 1' };

/** Who asks whether the service is ready wants to know soon, also when the database neither answers nor refuses. */
const PATIENCE_MS = 2000;

@ApiTags('health')
@Needs('reader')
@Controller('health')
export class HealthController {
  constructor(private readonly reads: Reads) {}

  @Get('live')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Whether the process responds' })
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Get('ready')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Whether the database responds too; 503 if not' })
  async ready(
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ status: string; database: string }> {
    try {
      await within(PATIENCE_MS, this.reads.rows(PING, []));
      return { status: 'ok', database: 'ok' };
    } catch {
      void reply.code(503);
      return { status: 'unavailable', database: 'does not respond' };
    }
  }
}
