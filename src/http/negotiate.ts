import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Format } from '../documents/formats.js';
import { contentSecurityPolicy } from './html.js';

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
  const ranges = split(accept, ',').map(readRange);
  let best: Format = formats[0];
  let most = 0;
  for (const format of formats) {
    const quality = qualityOf(format.type.split(';', 1)[0]!, ranges);
    if (quality > most) [best, most] = [format, quality];
  }
  return best;
}

/** A media range of an Accept header with its weight. */
interface Range {
  type: string;
  subtype: string;
  q: number;
}

function readRange(text: string): Range {
  const [range = '', ...parameters] = split(text, ';').map((part) => part.trim().toLowerCase());
  const [type = '', subtype = ''] = range.split('/', 2);
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  const q = weight === undefined ? 1 : Number(weight.slice(2));
  // What is no weight from 0 to 1 asks for nothing.
  return { type, subtype, q: q >= 0 && q <= 1 ? q : 0 };
}

/** The weight of the most specific range that a media type falls into; 0 where it falls into none. */
function qualityOf(mediaType: string, ranges: readonly Range[]): number {
  const [type, subtype] = mediaType.split('/', 2);
  const by = (t: string | undefined, s: string | undefined): number | undefined =>
    ranges.find((range) => range.type === t && range.subtype === s)?.q;
  return by(type, subtype) ?? by(type, '*') ?? by('*', '*') ?? 0;
}

/** Splits at a separator outside quoted strings (a profile may hold commas). */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    if (isQuoted && text[at] === '\\') at++;
    else if (text[at] === '"') isQuoted = !isQuoted;
    else if (!isQuoted && text[at] === separator) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}
