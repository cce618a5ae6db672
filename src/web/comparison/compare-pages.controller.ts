import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ChainReader } from '../../comparison/chain.reader.js';
import { PairsReader } from '../../comparison/pairs.reader.js';
import { Refusal } from '../../core/errors.js';
import { AnswerLanguage, Slug } from '../../http/fields.js';
import { PAGE_LIMIT } from '../../core/cursors.js';
import { PageQuery } from '../../http/page-query.js';
import type { Language } from '../../language/languages.js';
import { PlansReader } from '../../plans/plans.reader.js';
import { printableThroughout } from '../../documents/printable.js';
import { seeOther } from '../page/see-other.js';
import { pageFormat, sendPageAs } from '../page/send-page.js';
import { address, pageOf, visitOf } from '../page/visit.js';
import { type Choice, compareCsv, type CompareModel, comparePage } from './compare-page.js';
import { Needs } from '../../http/needs.js';

class ComparePageQuery extends PageQuery {
  @Slug({ optional: true, description: 'The organization whose presidencies are shown' })
  organization?: string;

  @Slug({ optional: true, description: 'One of the two plans to compare' })
  from?: string;

  @Slug({ optional: true, description: 'The other' })
  to?: string;

  @AnswerLanguage({ description: 'The language of the page' })
  lang?: Language;
}

/** The way to a comparison: two plans to choose, and each presidency beside the next. */
@ApiExcludeController()
@Needs('reader')
@Controller()
export class ComparePagesController {
  constructor(
    private readonly plans: PlansReader,
    private readonly pairs: PairsReader,
    private readonly chains: ChainReader,
  ) {}

  @Get(['compare', 'compare.json', 'compare.csv'])
  async choose(
    @Query() query: ComparePageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const visit = visitOf(request, reply);
    const { format } = pageFormat(request, reply);
    const asked = await this.asked(query);
    if (typeof asked === 'string') return seeOther(reply, asked);
    const model = await this.model(query, asked);
    return sendPageAs(format, request, reply, visit, {
      page: () => comparePage(printableThroughout(model), visit),
      json: () => model.chain ?? model.organizations,
      csv: () => compareCsv(printableThroughout(model)),
      csvName: `comparisons-${model.organization?.slug ?? 'organizations'}.csv`,
    });
  }

  /** The address of the comparison that is asked for, or what the form is to hold where there is none. */
  private async asked({ from, to }: ComparePageQuery): Promise<string | Choice> {
    if (from === undefined && to === undefined) return { mistake: null };
    if (from === undefined || to === undefined) return { from, to, mistake: 'choosePlans' };
    try {
      const pair = await this.pairs.ordered(from, to);
      const turned = pair.from.slug === from ? undefined : 'yes';
      return address(pageOf.comparison(pair.from.slug, pair.to.slug), { turned });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { from, to, mistake: error.kind === 'not-found' ? 'chooseKnown' : 'chooseTwo' };
    }
  }

  private async model(query: ComparePageQuery, choice: Choice): Promise<CompareModel> {
    const { limit, cursor } = query;
    const organizations = await this.plans.organizations({ limit, cursor });
    const [first, ...others] = organizations.items;
    const isOnly = others.length === 0 && cursor === undefined && organizations.nextCursor === null;
    const slug = query.organization ?? (isOnly ? first?.slug : undefined);
    const [plans, chain] = await Promise.all([
      this.plans.list({ organization: slug, limit: PAGE_LIMIT.most }),
      slug === undefined ? null : this.chains.get(slug),
    ]);
    return {
      choice,
      plans,
      chain,
      organization: plans.items.find((plan) => plan.organization.slug === slug)?.organization ?? null,
      organizations: isOnly ? null : organizations,
    };
  }
}
