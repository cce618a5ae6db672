import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '../../core/errors.js';
import { pageFormat, sendPageAs } from '../page/send-page.js';
import { visitOf } from '../page/visit.js';
import { explained, kindNamed, KINDS } from './kinds.js';
import { problemPage, problemsCsv, problemsPage } from './problem-pages.js';
import { Needs } from '../../http/needs.js';

/** What the `type` of a problem document leads to, and the list of all. */
@ApiExcludeController()
@Needs('reader')
@Controller()
export class ProblemsController {
  @Get(['problems', 'problems.json', 'problems.csv'])
  list(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    const visit = visitOf(request, reply);
    const { format } = pageFormat(request, reply);
    const kinds = KINDS.map((kind) => explained(kind, visit.words));
    return sendPageAs(format, request, reply, visit, {
      page: () => problemsPage(kinds, visit),
      json: () => ({ items: kinds }),
      csv: () => problemsCsv(kinds),
      csvName: 'problems.csv',
    });
  }

  @Get('problems/:kind')
  one(
    @Param('kind') named: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const visit = visitOf(request, reply);
    const { format, name } = pageFormat(request, reply, named);
    const kind = kindNamed(name);
    if (kind === undefined) throw notFound('kind of problem', name, '/problems lists them.');
    const problem = explained(kind, visit.words);
    return sendPageAs(format, request, reply, visit, {
      page: () => problemPage(problem, visit),
      json: () => problem,
      csv: () => problemsCsv([problem]),
      csvName: `${kind}.csv`,
    });
  }
}
