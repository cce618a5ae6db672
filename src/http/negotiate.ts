import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Format } from '../documents/formats.js';
import { contentSecurityPolicy } from './html.js';
import { type Preference, preferencesOf } from './preferences.js';

/**
 * The format in which a request is to be answered: the one whose extension its path ends with, or else the one that its
 * Accept likes best; of several liked alike the first (proactive negotiation, RFC 9110, 12.1 and 12.5.1).
 *
 * Says `Vary: Accept` where Accept had a say. Where nothing that is acceptable can be offered, the first format is
 * given: RFC 9110, 12.4.1 leaves that choice, and a reader can do more with it than with a 406. Parameters of a media
 * range other than `q` are not looked at.
 * @param formats at least one; the first is the default
 */
export function negotiate<Formats extends readonly [Format, ...Format[]]>(
  request: FastifyRequest,
  reply: FastifyReply,
  formats: Formats,
): Formats[number] {
  const format = formatOf(request, reply, formats);
  if (format.styles) void reply.header('content-security-policy', contentSecurityPolicy(format.styles));
  return format;
}

function formatOf<Formats extends readonly [Format, ...Format[]]>(
  request: FastifyRequest,
  reply: FastifyReply,
  formats: Formats,
): Formats[number] {
  const [path = ''] = request.url.split('?', 1);
  const named = formats.find(({ extension }) => extension !== '' && path.endsWith(extension));
  if (named) return named;
  const vary = reply.getHeader('vary');
  void reply.header('vary', vary === undefined ? 'Accept' : `${String(vary)}, Accept`);
  return bestOf(request.headers.accept, formats);
}

/** The formats for the OpenAPI document: what an answer's `content` may be. */
export function contentsOf(formats: readonly Format[]): Record<string, object> {
  return Object.fromEntries(formats.map(({ type }) => [type.split(';', 1)[0]!, {}]));
}

/** Sends a text in a format. Its entity tag is made from the text: each format of a thing needs its own (RFC 9110, 8.8.3). */
export function sendText(reply: FastifyReply, format: Format, text: string): string {
  void reply.header('content-type', format.type);
  return text;
}

/** The format that an Accept header likes best; the first where it likes none or there is no header. */
export function bestOf<Formats extends readonly [Format, ...Format[]]>(
  accept: string | undefined,
  formats: Formats,
): Formats[number] {
  if (accept === undefined) return formats[0];
  const ranges = preferencesOf(accept);
  let best: Format = formats[0];
  let most = 0;
  for (const format of formats) {
    const weight = weightOf(format.type.split(';', 1)[0]!, ranges);
    if (weight > most) [best, most] = [format, weight];
  }
  return best;
}

/** The weight of the most specific range that a media type falls into; 0 where it falls into none. */
function weightOf(mediaType: string, ranges: readonly Preference[]): number {
  const by = (name: string): number | undefined => ranges.find((range) => range.name === name)?.weight;
  return by(mediaType) ?? by(`${mediaType.split('/', 1)[0]}/*`) ?? by('*/*') ?? 0;
}
