import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../http/accepted-language.js';
import type { Language } from '../language/languages.js';

/** The language of an answer: what `?lang=` names, or else what Accept-Language likes best. Says so in the headers. */
export function answerLanguage(
  asked: Language | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): Language {
  const language = languageOf(asked, request.headers['accept-language']);
  void reply.header('content-language', language);
  if (asked === undefined) {
    const before = reply.getHeader('vary');
    const name = 'Accept-Language';
    void reply.header('vary', before === undefined ? name : `${String(before)}, ${name}`);
  }
  return language;
}
