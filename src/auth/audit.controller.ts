import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from '../core/cursors.js';
import { sendPage } from '../http/replies.js';
import type { AuditEntry } from './audit-chain.js';
import { AuditReader } from './audit.reader.js';
import { AuditQuery } from './dto/audit.dto.js';
import { Needs } from '../http/needs.js';

@ApiTags('access')
@Needs('admin')
@Controller('api/v1/audit')
export class AuditController {
  constructor(private readonly reader: AuditReader) {}

  @Get()
  @ApiOperation({ summary: 'Who changed what, when and from where, and what was refused; newest first' })
  async list(
    @Query() query: AuditQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<AuditEntry>> {
    return sendPage(request, reply, await this.reader.list(query));
  }
}
