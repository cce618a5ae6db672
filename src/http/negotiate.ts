import type { FastifyReply, FastifyRequest } from 'fastify';
import { contentSecurityPolicy } from './html.js';

/** A form in which an address can answer. */
export interface Form {
  /** What Content-Type says, with its parameters; the part before `;` is what Accept is held against. */
  readonly type: string;
  /** What may be put after the name instead of asking by Accept, with its dot, such as `.bib`; empty for none. */
  readonly extension: string;
  /** The contents of the <style> elements of a form that is a page: the policy lets these apply, and no others. */
  readonly styles?: readonly string[];
}

/**
 * The form in which a request is to be answered: the one whose extension its path ends with, or else the one that its
 * Accept likes best; of several liked alike the first (proactive negotiation, RFC 9110, 12.1 and 12.5.1).
 *
 * Says `Vary: Accept` where Accept had a say. Where nothing that is acceptable can be offered, the first form is
 * given: RFC 9110, 12.4.1 leaves that choice, and a reader can do more with it than with a 406. Parameters of a media
 * range other than `q` are not looked at.
 * @param forms at least one; the first is the default
 */
export function negotiate<Forms extends readonly [Form, ...Form[]]>(
  request: FastifyRequest,
  reply: FastifyReply,
  forms: Forms,
): Forms[number] {
  const form = formOf(request, reply, forms);
  if (form.styles) void reply.header('content-security-policy', contentSecurityPolicy(form.styles));
  return form;
}

function formOf<Forms extends readonly [Form, ...Form[]]>(
  request: FastifyRequest,
  reply: FastifyReply,
  forms: Forms,
): Forms[number] {
  const [path = ''] = request.url.split('?', 1);
  const named = forms.find(({ extension }) => extension !== '' && path.endsWith(extension));
  if (named) return named;
  const vary = reply.getHeader('vary');
  void reply.header('vary', vary === undefined ? 'Accept' : `${String(vary)}, Accept`);
  return bestOf(request.headers.accept, forms);
}

/** The forms for the OpenAPI document: what an answer's `content` may be. */
export function contentsOf(forms: readonly Form[]): Record<string, object> {
  return Object.fromEntries(forms.map(({ type }) => [type.split(';', 1)[0]!, {}]));
}

/** The name without the form's extension. */
export function bareName(name: string, form: Form): string {
  return form.extension !== '' && name.endsWith(form.extension)
    ? name.slice(0, -form.extension.length)
    : name;
}

/** Sends a text in a form. Its entity tag is made from the text: each form of a thing needs its own (RFC 9110, 8.8.3). */
export function sendForm(reply: FastifyReply, form: Form, text: string): string {
  void reply.header('content-type', form.type);
  return text;
}

/** The form that an Accept header likes best; the first where it likes none or there is no header. */
export function bestOf<Forms extends readonly [Form, ...Form[]]>(
  accept: string | undefined,
  forms: Forms,
): Forms[number] {
  if (accept === undefined) return forms[0];
  const ranges = split(accept, ',').map(readRange);
  let best: Form = forms[0];
  let most = 0;
  for (const form of forms) {
    const quality = qualityOf(form.type.split(';', 1)[0]!, ranges);
    if (quality > most) [best, most] = [form, quality];
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
