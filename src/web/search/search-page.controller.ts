import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../core/errors.js';
import { InputPipe } from '../../http/input.pipe.js';
import { type Page, PAGE_LIMIT } from '../../core/cursors.js';
import { PlansReader } from '../../plans/plans.reader.js';
import { printableThroughout } from '../../documents/printable.js';
import { SearchQuery } from '../../search/dto/search.dto.js';
import { type SearchHit, SearchReader } from '../../search/search.reader.js';
import { type Mistakes, mistakesOf } from '../page/forms.js';
import { pageFormat, sendData, sendPage } from '../page/send-page.js';
import { visitOf } from '../page/visit.js';
import { searchCsv, searchPage } from './search-page.js';
import { Needs } from '../../http/needs.js';
import { STATUSES } from '../../http/refusal-statuses.js';

const NOTHING: Page<SearchHit> = { items: [], nextCursor: null };
const pipe = new InputPipe();

/** The search, for people. */
@ApiExcludeController()
@Needs('reader')
@Controller()
export class SearchPageController {
  constructor(
    private readonly reader: SearchReader,
    private readonly plans: PlansReader,
  ) {}

  @Get(['search', 'search.json', 'search.csv'])
  async search(
    @Query() asked: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const visit = visitOf(request, reply);
    const { format } = pageFormat(request, reply);
    const { lang: _lang, ...query } = asked;
    let found = NOTHING;
    let mistakes: Mistakes = new Map();
    // Without words, the page is the form to type them into; programs are told that they named none.
    if (format.name !== 'html' || 'q' in query) {
      try {
        const input = (await pipe.transform(query, { type: 'query', metatype: SearchQuery })) as SearchQuery;
        found = await this.reader.search(input);
      } catch (error) {
        if (format.name !== 'html' || !(error instanceof Refusal) || error.kind !== 'invalid-query')
          throw error;
        mistakes = mistakesOf(error, { fieldOf: (pointer) => pointer.slice(1) }, visit.words);
        void reply.code(STATUSES[error.kind]);
      }
    }
    if (format.name !== 'html') {
      return sendData(format, reply, {
        json: () => found,
        csv: () => searchCsv(printableThroughout(found.items)),
        csvName: 'search.csv',
      });
    }
    const [plans, organizations] = await Promise.all([
      this.plans.list({ limit: PAGE_LIMIT.most }),
      this.plans.organizations({ limit: PAGE_LIMIT.most }),
    ]);
    const model = printableThroughout({ found, plans: plans.items, organizations: organizations.items });
    return sendPage(request, reply, visit, searchPage({ ...model, mistakes }, visit));
  }
}
