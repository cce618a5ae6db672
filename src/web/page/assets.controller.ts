import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { takesGzip } from '../../http/compression.js';
import { notFound } from '../../core/errors.js';
import { assets } from './assets.js';
import { Needs } from '../../http/needs.js';

@ApiExcludeController()
@Needs('reader')
@Controller('assets')
export class AssetsController {
  @Get(':digest/:name')
  get(
    @Param('digest') digest: string,
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Buffer {
    const { digest: current, files } = assets();
    const file = files.get(name);
    if (!file) throw notFound('script', name);
    // A page of an earlier edition gets today's script, and is not to keep it under the old name.
    const isCurrent = digest === current;
    void reply
      .header('content-type', 'text/javascript; charset=utf-8')
      .header('cache-control', isCurrent ? 'public, max-age=31536000, immutable' : 'no-cache')
      .header('vary', 'Accept-Encoding');
    if (!takesGzip(request.headers['accept-encoding'])) return file.text;
    void reply.header('content-encoding', 'gzip');
    return file.gzip;
  }
}
