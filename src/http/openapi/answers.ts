import type { Format } from '../../documents/formats.js';
import type { HeaderName } from './headers.js';
import { list, object, type Schema, text, textOrNull } from './schema.js';

/** What is sent as one media type. */
export interface Content {
  /** Without parameters. */
  type: string;
  schema: Schema;
  /** One that fits the schema; made of the schema's own examples where none is given. */
  example?: unknown;
  /** What an address ends with that answers in this format alone, with its dot. */
  extension?: string;
}

/** An answer that an operation gives when it does what it was asked to. */
export interface Answer {
  status: number;
  description: string;
  headers: readonly HeaderName[];
  contents: readonly Content[];
}

const JSON_TYPE = 'application/json';

function json(schema: Schema): Content {
  return { type: JSON_TYPE, schema, extension: '.json' };
}

/** 200 with one thing. A read gets an entity tag by itself; `versioned` says that a change does too. */
export function givesOne(schema: Schema, description = 'As asked for'): Answer {
  return { status: 200, description, headers: [], contents: [json(schema)] };
}

/** 200 with a page of a list. */
export function givesPage(items: Schema, description = 'A page of the list'): Answer {
  const page = object({
    items: list(items),
    nextCursor: {
      ...textOrNull,
      description: 'What to send as cursor for the next page; null on the last one',
      example: null,
    },
  });
  return { status: 200, description, headers: ['Link'], contents: [json(page)] };
}

/** 200 with a list that is never so long that it comes in pages. */
export function givesAll(items: Schema, description = 'All of them'): Answer {
  return givesOne(object({ items: list(items), nextCursor: { type: 'null' } }), description);
}

/** 200 with what a change has made of a thing, with its new entity tag. */
export function givesChanged(schema: Schema, description = 'As it is now'): Answer {
  return { status: 200, description, headers: ['ETag'], contents: [json(schema)] };
}

/** 201 with what was made and its address. @param versioned whether it can be changed, and so has an entity tag */
export function givesNew(schema: Schema, versioned = true, description = 'What was made'): Answer {
  const headers: HeaderName[] = versioned ? ['Location', 'ETag'] : ['Location'];
  return { status: 201, description, headers, contents: [json(schema)] };
}

/** 204. */
export function givesNothing(description = 'Done; there is nothing to say'): Answer {
  return { status: 204, description, headers: [], contents: [] };
}

const TEXTUAL = /^text\/|\+xml$|[/+]json$/;

/** The headers of what can be saved as a file, in a language. */
export const FILE = ['Content-Disposition', 'Content-Language'] as const satisfies readonly HeaderName[];

/** 200 in one of several formats. @param schemas of those that are JSON, by media type */
export function givesFormats(
  formats: readonly Format[],
  schemas: Record<string, Schema> = {},
  headers: readonly HeaderName[] = [],
  description = 'In the format that was asked for',
): Answer {
  const contents = formats.map((format): Content => {
    const type = format.type.split(';', 1)[0]!;
    const schema =
      schemas[type] ?? (TEXTUAL.test(type) ? text : { type: 'string', format: 'binary', example: '…' });
    return { type, schema, extension: format.extension };
  });
  return { status: 200, description, headers, contents };
}
