import type { Readable } from 'node:stream';
import { STYLE } from './html/style.js';
import { printable, printableThroughout } from './printable.js';

/** A format in which an address can answer. */
export interface Format {
  /** What Content-Type says, with its parameters; the part before `;` is what Accept is compared with. */
  readonly type: string;
  /** What may follow the name instead of asking by Accept, with its dot, such as `.bib`; empty for none. */
  readonly extension: string;
  /** The contents of the <style> elements of a format that is a page: the policy lets these apply, and no others. */
  readonly styles?: readonly string[];
}

/** The formats in which every report can be had, JSON first, for a request that names none. */
export const FORMATS = [
  { name: 'json', extension: '.json', type: 'application/json; charset=utf-8' },
  { name: 'html', extension: '.html', type: 'text/html; charset=utf-8', styles: [STYLE] },
  { name: 'pdf', extension: '.pdf', type: 'application/pdf' },
  {
    name: 'xlsx',
    extension: '.xlsx',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  { name: 'csv', extension: '.csv', type: 'text/csv; charset=utf-8; header=present' },
  { name: 'md', extension: '.md', type: 'text/markdown; charset=utf-8; variant=GFM' },
  { name: 'svg', extension: '.svg', type: 'image/svg+xml' },
] as const satisfies readonly [Format & { name: string }, ...(Format & { name: string })[]];

export type FormatName = (typeof FORMATS)[number]['name'];

/** Streams are written as they are read, so that they take little memory however long the plan. */
export type Rendered = string | Buffer | Readable;

/** How one format of a thing is written. */
export type Render<Thing, Options> = (thing: Thing, options: Options) => Rendered | Promise<Rendered>;

/** A format of one kind of thing, with the function that writes it. */
export interface PrintedFormat<Thing, Options> extends Format {
  readonly name: FormatName;
  render(thing: Thing, options?: Options): Rendered | Promise<Rendered>;
}

/**
 * Every format of one kind of thing, in the order of {@link FORMATS}. Formats other than JSON print no control
 * characters: XML allows none, and nobody can read them.
 * @param render how each is written
 * @param withoutUnprintable the thing without what no format can print
 */
export function printedFormats<Thing, Options extends object>(
  render: Record<FormatName, Render<Thing, Options>>,
  withoutUnprintable: (thing: Thing) => Thing = printableThroughout,
): readonly [PrintedFormat<Thing, Options>, ...PrintedFormat<Thing, Options>[]] {
  const [first, ...others] = FORMATS;
  const printed = (format: (typeof FORMATS)[number]): PrintedFormat<Thing, Options> => ({
    ...format,
    render: (thing, options = {} as Options) =>
      render[format.name](format.name === 'json' ? thing : withoutUnprintable(thing), options),
  });
  return [printed(first), ...others.map(printed)];
}

/** The format of that name. */
export function formatNamed<Name extends FormatName, F extends { readonly name: FormatName }>(
  formats: readonly F[],
  name: Name,
): F & { readonly name: Name } {
  const found = formats.find((format): format is F & { readonly name: Name } => format.name === name);
  if (!found) throw new Error(`there is no format ${name}`);
  return found;
}

/** The addresses of a thing: by its name, and with each format's extension. */
export function addressesOf(name: string, formats: readonly Format[]): string[] {
  return [name, ...formats.map(({ extension }) => `${name}${extension}`)];
}

/** The name without the format's extension. */
export function bareName(name: string, format: Format): string {
  return format.extension !== '' && name.endsWith(format.extension)
    ? name.slice(0, -format.extension.length)
    : name;
}

/** What a browser shows; the others it saves. */
const SHOWN: readonly FormatName[] = ['json', 'html', 'pdf', 'md', 'svg'];

/** Whether a format is for looking at or for keeping. */
export function dispositionOf({ name }: { name: FormatName }): 'inline' | 'attachment' {
  return SHOWN.includes(name) ? 'inline' : 'attachment';
}

/**
 * The value of Content-Disposition (RFC 6266). A name that is not ASCII is given a second time as RFC 8187 writes it, for
 * all who understand that.
 * @param kind `inline` for what a browser shows, else `attachment`
 */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = printable(name).replace(/["\\/\r\n\t]/g, '_');
  const ascii = plain.replace(/[^\x20-\x7E]/g, '_');
  if (ascii === plain) return `${kind}; filename="${ascii}"`;
  const encoded = encodeURIComponent(plain).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
