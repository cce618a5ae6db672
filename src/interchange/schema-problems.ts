import type { ErrorObject } from 'ajv/dist/2020.js';

/** One thing wrong with a dataset: where (JSON Pointer, RFC 6901; '' is the whole) and what to do about it. */
export interface DatasetProblem {
  pointer: string;
  message: string;
}

/** What a JSON Schema found, for people. Validate with `verbose`, so that the schema's descriptions can be told. */
export function schemaProblems(errors: readonly ErrorObject[]): DatasetProblem[] {
  return errors.filter(namesFault).map(schemaProblem);
}

/** An `if` error only repeats that one of its branches failed. */
function namesFault(error: ErrorObject): boolean {
  return error.keyword !== 'if';
}

function schemaProblem({
  instancePath,
  keyword,
  params,
  message,
  parentSchema,
}: ErrorObject): DatasetProblem {
  if (keyword === 'additionalProperties') {
    const name = String(params.additionalProperty);
    const allowed = Object.keys((parentSchema?.properties as object | undefined) ?? {}).join(', ');
    const known =
      allowed === '' ? String(parentSchema?.description) : `the format allows only ${allowed} here`;
    return { pointer: `${instancePath}/${pointerToken(name)}`, message: `remove "${name}": ${known}` };
  }
  const allowed = keyword === 'enum' ? ` (${(params.allowedValues as unknown[]).join(', ')})` : '';
  const wanted = keyword === 'const' ? ` "${String(params.allowedValue)}"` : '';
  // The description of the part of the schema that failed is written to say what belongs there.
  const hint = typeof parentSchema?.description === 'string' ? `. ${parentSchema.description}` : '';
  return { pointer: instancePath, message: `${message ?? keyword}${allowed}${wanted}${hint}` };
}

function pointerToken(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
