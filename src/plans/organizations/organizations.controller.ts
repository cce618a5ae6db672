import { Body, Controller, Get, Headers, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NeedsIfMatch, TakesIdempotencyKey } from '../../http/change-headers.js';
import { Idempotency } from '../../http/idempotency.js';
import { Needs } from '../../http/needs.js';
import { PageQuery } from '../../http/page-query.js';
import { created, sendAnswer, sendPage, sendVersioned } from '../../http/replies.js';
import type { Page } from '../../core/cursors.js';
import { versionsFrom } from '../../core/versions.js';
import { Transactions } from '../../database/transactions.js';
import { NewOrganizationInput, OrganizationChange } from './organization.dto.js';
import { OrganizationsReader, type OrganizationWithPlans } from './organizations.reader.js';
import { OrganizationsService } from './organizations.service.js';

@ApiTags('organizations')
@Needs('reader')
@Controller('api/v1/organizations')
export class OrganizationsController {
  constructor(
    private readonly organizations: OrganizationsService,
    private readonly reader: OrganizationsReader,
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The organizations with their plans' })
  async list(
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<OrganizationWithPlans>> {
    return sendPage(request, reply, await this.reader.list(query));
  }

  @Needs('editor')
  @Post()
  @ApiOperation({ summary: 'Add an organization' })
  @TakesIdempotencyKey()
  async create(
    @Body() input: NewOrganizationInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const answer = await this.idempotency.run(request, async (tx) => {
      await this.organizations.create(tx, input);
      const { version, organization } = await this.reader.get(input.slug);
      return created(`/api/v1/organizations/${input.slug}`, version, organization);
    });
    return sendAnswer(reply, answer);
  }

  @Get(':organization')
  @ApiOperation({ summary: 'An organization with its plans, newest term first' })
  async get(
    @Param('organization') slug: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganizationWithPlans> {
    const { version, organization } = await this.reader.get(slug);
    return sendVersioned(reply, version, organization);
  }

  @Needs('editor')
  @Patch(':organization')
  @ApiOperation({ summary: 'Change an organization, for all its plans; needs If-Match' })
  @NeedsIfMatch('organization')
  async change(
    @Param('organization') slug: string,
    @Body() change: OrganizationChange,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganizationWithPlans> {
    const read = versionsFrom(ifMatch);
    const { version, organization } = await this.transactions.run(async (tx) => {
      await this.organizations.change(tx, slug, read, change);
      return this.reader.get(slug);
    });
    return sendVersioned(reply, version, organization);
  }
}
