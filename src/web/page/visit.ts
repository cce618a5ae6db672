import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../auth/sessions.service.js';
import { includes, type Role } from '../../core/roles.js';
import { languageOf } from '../../http/accepted-language.js';
import { type Language, LANGUAGES } from '../../language/languages.js';
import { type Words, wordsOf } from '../../language/words.js';
import type { UnpublishedPlan } from '../../plans/plans.reader.js';
import './unpublished-plans.js';

/** Keeps the language that somebody chose; it says nothing else about them. */
const LANGUAGE_COOKIE = 'scorecard-language';
const YEAR = 365 * 24 * 3600;

/** Somebody looking at a page: who they are, in which language they read, and where they are. */
export interface Visit {
  language: Language;
  words: Words;
  /** Null for anyone who is not signed in with this browser. */
  session: Session | null;
  role: Role;
  /** The path without a form's extension, such as `/plans/summit-2024`. */
  path: string;
  /** What was asked, without `lang`. */
  query: URLSearchParams;
  /** The plans that the page is about and that are drafts or withdrawn. */
  unpublished: readonly UnpublishedPlan[];
}

/**
 * Who looks at a page, and how. `?lang=` chooses a language and keeps it; without, the one kept before counts, and
 * then Accept-Language.
 */
export function visitOf(request: FastifyRequest, reply: FastifyReply): Visit {
  const url = new URL(request.url, 'http://here.invalid');
  const chosen = known(url.searchParams.get('lang'));
  if (chosen !== undefined) {
    const options = { path: '/', sameSite: 'lax', httpOnly: true, maxAge: YEAR } as const;
    void reply.setCookie(LANGUAGE_COOKIE, chosen, options);
  }
  const kept = known(request.cookies?.[LANGUAGE_COOKIE]);
  const language = languageOf(chosen ?? kept, request.headers['accept-language']);
  url.searchParams.delete('lang');
  void reply
    .header('content-language', language)
    .header('vary', 'Accept, Accept-Language, Accept-Encoding, Cookie');
  return {
    language,
    words: wordsOf(language),
    session: request.session,
    role: request.actor?.role ?? 'reader',
    path: url.pathname.replace(/\.(json|csv)$/, ''),
    query: url.searchParams,
    unpublished: request.unpublishedPlans ?? [],
  };
}

function known(name: string | null | undefined): Language | undefined {
  return LANGUAGES.find((language) => language === name?.split('-', 1)[0]?.toLowerCase());
}

/** Whether somebody with a browser may do here what takes a role. */
export function may({ session, role }: Visit, needed: Role): boolean {
  return session !== null && includes(role, needed);
}

/** An address with its parameters; those that are undefined are left out. */
export function address(path: string, query: Record<string, string | number | undefined> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined) as [string, string][];
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return search === '' ? path : `${path}?${search}`;
}

/** The address of this page with some of its parameters changed; undefined takes one away. */
export function here({ path, query }: Visit, change: Record<string, string | undefined> = {}): string {
  return address(path, { ...Object.fromEntries(query), ...change });
}

/** Where a plan, an objective, a source or a comparison is shown. Slugs and codes need no escaping, yet get it. */
export const pageOf = {
  plan: (plan: string): string => `/plans/${encodeURIComponent(plan)}`,
  objectives: (plan: string): string => `/plans/${encodeURIComponent(plan)}/objectives`,
  /** Where assessors differ. @param clocks of the scorecard that leads there */
  differences: (plan: string, clocks: Record<string, string> = {}): string =>
    address(`/plans/${encodeURIComponent(plan)}/agreement`, clocks),
  objective: (plan: string, code: string): string =>
    `/plans/${encodeURIComponent(plan)}/objectives/${encodeURIComponent(code)}`,
  rating: (plan: string, code: string): string =>
    `/plans/${encodeURIComponent(plan)}/objectives/${encodeURIComponent(code)}/rating`,
  source: (source: string): string => `/sources/${encodeURIComponent(source)}`,
  /** The passage in the source's text: on the stretch of it that holds the passage. */
  passage: (source: string, passage: string): string =>
    `${address(pageOf.source(source), { passage })}#passage-${passage}`,
  comparison: (from: string, to: string): string =>
    `/compare/${encodeURIComponent(from)}/${encodeURIComponent(to)}`,
};
