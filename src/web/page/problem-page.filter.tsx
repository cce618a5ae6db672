import type { ArgumentsHost } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../core/errors.js';
import { tellRefusal } from './forms.js';
import { returnTo } from '../../auth/return-to.js';
import { printable, printableThroughout } from '../../documents/printable.js';
import { bestOf } from '../../http/negotiate.js';
import {
  beginProblem,
  PROBLEM_JSON,
  type ProblemDocument,
  ProblemFilter,
} from '../../http/problem.filter.js';
import { explained, kindNamed } from '../problems/kinds.js';
import type { Page } from './frame.js';
import { sendPage } from './send-page.js';
import { here, type Visit, visitOf } from './visit.js';
import type { Format } from '../../documents/formats.js';

const FORMS = [
  { type: PROBLEM_JSON, extension: '' },
  { type: 'text/html', extension: '' },
] as const satisfies readonly [Format, ...Format[]];

/** Shows people a page where programs get a problem document: outside the API, to who would rather have HTML. */
export class PageProblemFilter extends ProblemFilter {
  override catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    if (!isForPeople(request)) return super.catch(error, host);
    // Its sentences may repeat what stands in the address, which must not turn the page around it.
    const problem = printableThroughout(beginProblem(error, request, reply));
    const visit = visitOf(request, reply);
    void sendPage(request, reply, visit, problemPage(problem, error, request, visit)).then((body) =>
      reply.send(body),
    );
  }
}

function isForPeople({ url, headers }: FastifyRequest): boolean {
  return !/^\/(api|health|metrics)\b/.test(url) && bestOf(headers.accept, FORMS).type === 'text/html';
}

/** What went wrong, for a person, and the ways on. */
function problemPage(problem: ProblemDocument, error: unknown, request: FastifyRequest, visit: Visit): Page {
  const { words, session } = visit;
  const back = request.method === 'GET' ? here(visit) : formOf(request);
  const kind = kindNamed(problem.type.slice('/problems/'.length));
  const told =
    error instanceof Refusal
      ? tellRefusal(error, words)
      : kind === undefined
        ? problem.title
        : explained(kind, words).means;
  const title = kind === undefined ? problem.title : explained(kind, words).title;
  return {
    title,
    data: false,
    content: (
      <>
        <h1>{title}</h1>
        <p>{printable(told)}</p>
        <h2>{words.text('whatNow')}</h2>
        <ul>
          {problem.status === 401 && session === null && (
            <li>
              <a href={`/sign-in?return_to=${encodeURIComponent(back)}`}>{words.text('signIn')}</a>.{' '}
              {words.text('problemSignIn')}
            </li>
          )}
          {request.method !== 'GET' && <li>{words.text('problemGoBack')}</li>}
          <li>
            <a href="/">{words.text('backToStart')}</a>
          </li>
          <li>
            <a href={problem.type}>{words.text('moreAboutProblem')}</a>
          </li>
          <li>{words.text('requestNumber', { id: request.id })}</li>
        </ul>
      </>
    ),
  };
}

/** The page that a form was sent from, as the browser says, if it is one of this site; its own address need not be a page. */
function formOf({ headers, host }: FastifyRequest): string {
  const { referer } = headers;
  const url = referer !== undefined && URL.canParse(referer) ? new URL(referer) : undefined;
  return url?.host === host ? returnTo(url.pathname + url.search) : '/';
}
