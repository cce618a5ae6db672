import type { FastifyRequest } from 'fastify';
import { returnTo } from '../../auth/return-to.js';
import { AnswerLanguage } from '../../http/fields.js';
import { PageQuery } from '../../http/page-query.js';
import type { Language } from '../../language/languages.js';

/** What the page of a list takes. */
export class ListPageQuery extends PageQuery {
  @AnswerLanguage({ description: 'The language of the page' })
  lang?: Language;
}

/** The page of a list that a form was sent from, or the list's first. @param list its path */
export function backTo(request: FastifyRequest, list: string): string {
  const { return_to: from } = (request.body ?? {}) as { return_to?: unknown };
  const [path = ''] = returnTo(from).split('#', 1);
  return path.startsWith(`${list}?`) ? path : list;
}
