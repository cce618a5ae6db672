/** A parameter or a reference to one, as the OpenAPI document has it. */
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  description?: string;
  required?: boolean;
  schema?: object;
  [more: string]: unknown;
}

/** What the parts of an address name, by their names in routes. */
const PARTS: Record<string, [description: string, example: string]> = {
  plan: ['The slug of the plan', 'summit-2024'],
  from: ['The slug of the earlier plan', 'summit-2023'],
  to: ['The slug of the later plan', 'summit-2024'],
  area: ['The code of the area', 'external'],
  code: ['The code of the objective', 'A-09'],
  assessor: ['The slug of the assessor', 'presidency'],
  organization: ['The slug of the organization', 'union'],
  scale: ['The slug of the rating scale', 'completion'],
  source: ['The slug of the source', 'union-2024-12-04'],
  position: ['The position of the piece of evidence, from 1', '1'],
};

const SOME_ID = '0192f0c4-7b1a-7c3e-9d52-3f6a8e1b4c70';

/** A part of an address with what it names; an id names what the part before it lists. */
export function describedPart(parameter: Parameter, path: string): Parameter {
  if (parameter.in !== 'path' || parameter.description !== undefined) return parameter;
  const [description, example] = PARTS[parameter.name] ?? [
    `The id of ${thingBefore(parameter.name, path)}`,
    SOME_ID,
  ];
  return { ...parameter, description, schema: { type: 'string', example } };
}

/** @example thingBefore('id', '/plans/{plan}/snapshots/{id}') === 'the snapshot' */
function thingBefore(name: string, path: string): string {
  const parts = path.split('/');
  const lists = parts[parts.indexOf(`{${name}}`) - 1] ?? '';
  const one = lists === 'people' ? 'person' : lists.replace(/s$/, '');
  return name === 'other'
    ? `the other ${parts[parts.indexOf(`{${name}}`) - 3]!.replace(/s$/, '')}`
    : `the ${one}`;
}

export const IF_NONE_MATCH: Parameter = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The ETag of what you have: 304 without a body where it is still the same',
  schema: { type: 'string', example: '"3"' },
};

/** What every request may carry. */
export const REQUEST_ID: Parameter = {
  name: 'X-Request-Id',
  in: 'header',
  required: false,
  description: 'An id of yours for the request, to find it in the log; another is made where there is none',
  schema: { type: 'string', pattern: '^[\\w.:-]{1,128}$', example: '4f6c2f0e-8d0b-4d6e-9d9f-2f6a8e1b4c70' },
};

/**
 * Replaces parameters that several operations have alike by references to one.
 * @returns the ones referred to, by name
 */
export function sharedParameters(
  operations: readonly { parameters: (Parameter | { $ref: string })[] }[],
): Record<string, Parameter> {
  const uses = new Map<string, { parameter: Parameter; count: number }>();
  for (const { parameters } of operations) {
    for (const parameter of parameters as Parameter[]) {
      const key = JSON.stringify(parameter);
      const use = uses.get(key) ?? { parameter, count: 0 };
      use.count += 1;
      uses.set(key, use);
    }
  }
  const names = new Map<string, string>();
  const shared: Record<string, Parameter> = {};
  const often = [...uses].filter(([, { count }]) => count > 1).toSorted(([, a], [, b]) => b.count - a.count);
  for (const [key, { parameter }] of often) {
    let name = parameter.name;
    for (let other = 2; name in shared; other += 1) name = `${parameter.name}-${other}`;
    shared[name] = parameter;
    names.set(key, name);
  }
  for (const operation of operations) {
    operation.parameters = (operation.parameters as Parameter[]).map((parameter) => {
      const name = names.get(JSON.stringify(parameter));
      return name === undefined ? parameter : { $ref: `#/components/parameters/${name}` };
    });
  }
  return shared;
}
