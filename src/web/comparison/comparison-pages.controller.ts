import { Controller, Get, Param, Post, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { decisionOf, DecisionsService } from '../../comparison/decisions/decisions.service.js';
import { DecisionInput } from '../../comparison/dto/decision.dto.js';
import { LinkChange, LinkInput } from '../../comparison/dto/link.dto.js';
import { comparisonCsv } from '../../comparison/formats/csv.js';
import { comparisonFileName } from '../../comparison/formats/index.js';
import { LinksReader } from '../../comparison/links/links.reader.js';
import { LinksService } from '../../comparison/links/links.service.js';
import { type Pair, PairsReader } from '../../comparison/pairs.reader.js';
import { Transactions } from '../../database/transactions.js';
import { Refusal } from '../../core/errors.js';
import { TAKES_FORMS } from '../../http/form-body.js';
import { versionsFrom } from '../../core/versions.js';
import { printableThroughout } from '../../documents/printable.js';
import type { Words } from '../../language/words.js';
import { decode, type Decoded, type Fields, inputOf, mistakesOf } from '../page/forms.js';
import { seeOther } from '../page/see-other.js';
import { PAGE_FORMATS, pageFormat, sendData, sendPage } from '../page/send-page.js';
import { fieldsOf } from '../page/form-fields.js';
import { here, pageOf, visitOf } from '../page/visit.js';
import {
  type Attempt,
  ComparisonModels,
  type DecisionAttempt,
  ComparisonPageQuery,
  PLACES,
} from './comparison-model.js';
import { comparisonPage } from './comparison-page.js';
import { Needs } from '../../http/needs.js';
import { STATUSES } from '../../http/refusal-statuses.js';
import { UnpublishedPlans } from '../page/unpublished-plans.js';

const CSV = PAGE_FORMATS[2];

/** A form that was sent, and the page that it belongs to. */
interface Sent {
  pair: Pair;
  query: ComparisonPageQuery;
  fields: Fields;
  decoded: Decoded;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** Two plans compared, and the links that the comparison rests on, to be decided on in place. */
@ApiExcludeController()
@Needs('reader')
@UseInterceptors(UnpublishedPlans)
@Controller('compare/:from/:to')
export class ComparisonPagesController {
  constructor(
    private readonly models: ComparisonModels,
    private readonly pairs: PairsReader,
    private readonly links: LinksService,
    private readonly decisions: DecisionsService,
    private readonly reader: LinksReader,
    private readonly transactions: Transactions,
  ) {}

  @Get()
  async compare(
    @Param('from') from: string,
    @Param('to') named: string,
    @Query() query: ComparisonPageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const visit = visitOf(request, reply);
    const { format, name: to } = pageFormat(request, reply, named);
    if (format.name === 'html') {
      const pair = await this.pairs.ordered(from, to);
      if (pair.to.slug === from) {
        return seeOther(reply, here({ ...visit, path: pageOf.comparison(to, from) }, { turned: 'yes' }));
      }
      const model = await this.models.read(pair, query, null, { request, visit });
      return sendPage(request, reply, visit, comparisonPage(model, visit));
    }
    const comparison = await this.models.comparison(await this.pairs.get(from, to), query, visit);
    return sendData(format, reply, {
      json: () => comparison,
      csv: () => [comparisonCsv(printableThroughout(comparison), { bom: query.bom === 'true' })],
      csvName: comparisonFileName(comparison, CSV),
    });
  }

  @Needs('analyst')
  @Post('links')
  @RouteConfig(TAKES_FORMS)
  async propose(
    @Param('from') from: string,
    @Param('to') to: string,
    @Query() query: ComparisonPageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const form = formSent(await this.pairs.get(from, to), query, request, reply);
    return this.sendOrShowAgain(form, async (decoded) => {
      const input = await inputOf(decoded.value, LinkInput);
      return this.transactions.run((tx) => this.links.propose(tx, form.pair, input));
    });
  }

  @Needs('editor')
  @Post('links/:id')
  @RouteConfig(TAKES_FORMS)
  async decide(
    @Param('from') from: string,
    @Param('to') to: string,
    @Param('id') id: string,
    @Query() query: ComparisonPageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const form = formSent(await this.pairs.get(from, to), query, request, reply);
    return this.sendOrShowAgain(
      form,
      async (decoded, { version }) => {
        const read = versionsFrom(version === undefined ? undefined : `"${version}"`);
        const change = await inputOf(decoded.value, LinkChange);
        await this.transactions.run((tx) => this.links.decide(tx, form.pair, id, read, change));
        return id;
      },
      id,
    );
  }

  @Needs('editor')
  @Post('decisions')
  @RouteConfig(TAKES_FORMS)
  async decideObjective(
    @Param('from') from: string,
    @Param('to') to: string,
    @Query() query: ComparisonPageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { pair, fields, decoded } = formSent(await this.pairs.get(from, to), query, request, reply);
    const visit = { ...visitOf(request, reply), path: pageOf.comparison(from, to) };
    try {
      const asked = decisionOf(await inputOf(decoded.value, DecisionInput));
      const read = fields.version === undefined ? undefined : versionsFrom(`"${fields.version}"`);
      const done = await this.transactions.run(async (tx) => {
        if ('code' in asked) {
          await this.decisions.decide(tx, pair, asked, read);
          return { decided: asked.code };
        }
        const codes = await this.decisions.decideRest(tx, pair, asked);
        return { restDone: String(codes.length) };
      });
      return seeOther(reply, `${here(visit, { ...done, at: 'decisions' })}#decisions`);
    } catch (error) {
      const problem = error instanceof Refusal ? PROBLEMS[error.kind] : undefined;
      if (problem === undefined) throw error;
      const { kind, message } = error as Refusal;
      void reply.code(STATUSES[kind]);
      const side = fields['/laterObjective'] !== undefined || fields['/rest'] === 'to' ? 'to' : 'from';
      const code = fields['/objective'] ?? fields['/laterObjective'];
      const model = await this.models.read(pair, query, null, { request, visit });
      const decisionAttempt = { fields, side, code, problem, message } as const;
      return sendPage(request, reply, visit, comparisonPage({ ...model, decisionAttempt }, visit));
    }
  }

  /** Does what a form asks for and goes back to its page; or shows the page again with all that was typed, and why. */
  private async sendOrShowAgain(
    form: Sent,
    work: (decoded: Decoded, fields: Fields) => Promise<string>,
    id?: string,
  ): Promise<unknown> {
    const { pair, query, fields, request, reply } = form;
    const path = pageOf.comparison(pair.from.slug, pair.to.slug);
    const visit = { ...visitOf(request, reply), path };
    try {
      const done = await work(form.decoded, fields);
      const at = PLACES.find((place) => place === fields.at) ?? 'links';
      return seeOther(reply, `${here(visit, { done, at })}#${at}`);
    } catch (error) {
      const attempt = await this.attempt(error, form, visit.words, id);
      if (attempt === null) throw error;
      void reply.code(STATUSES[(error as Refusal).kind]);
      const model = await this.models.read(pair, query, attempt, { request, visit });
      return sendPage(request, reply, visit, comparisonPage(model, visit));
    }
  }

  /** What to show of a refused form; null where it can only be told that it was refused. */
  private async attempt(error: unknown, form: Sent, words: Words, id?: string): Promise<Attempt | null> {
    if (!(error instanceof Refusal)) return null;
    const { pair, fields, decoded } = form;
    const linkOf = (one: string) => this.reader.get(pair, one).then(printableThroughout);
    switch (error.kind) {
      case 'invalid-input': {
        const link = id === undefined ? null : await linkOf(id);
        return { fields, mistakes: mistakesOf(error, decoded, words), link };
      }
      case 'stale-version':
        return id === undefined ? null : { fields, mistakes: new Map(), link: await linkOf(id) };
      case 'already-exists':
        return { fields, mistakes: new Map(), link: await linkOf(String(error.extensions?.link)) };
      case 'contradicting-decision': {
        const link = id === undefined ? null : await linkOf(id);
        const { objective, laterObjective } = error.extensions ?? {};
        return { fields, mistakes: new Map(), link, contradicts: String(objective ?? laterObjective) };
      }
      default:
        return null;
    }
  }
}

/** What the page says of a decision that was refused. */
const PROBLEMS: Partial<Record<Refusal['kind'], DecisionAttempt['problem']>> = {
  'stale-version': 'stale',
  'version-required': 'stale',
  'contradicting-decision': 'linked',
  'invalid-input': 'input',
};

/** The fields of a form about a link, with the machine's reason where it was ticked and no other was typed. */
function withReason(fields: Fields): Fields {
  const { suggestedReason, useSuggested } = fields;
  if (useSuggested !== 'true' || suggestedReason === undefined || fields['/rationale']?.trim()) return fields;
  return { ...fields, '/rationale': suggestedReason };
}

function formSent(
  pair: Pair,
  query: ComparisonPageQuery,
  request: FastifyRequest,
  reply: FastifyReply,
): Sent {
  const fields = fieldsOf(request);
  const decoded = decode(withReason(fields));
  if (fields.useSuggested === 'true') Object.assign(decoded.value, { useSuggestedReason: true });
  return { pair, query, fields, decoded, request, reply };
}
