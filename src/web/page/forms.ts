import type { Words } from '../../language/words.js';
import { because } from '../../language/reasons.js';
import { InputPipe } from '../../http/input.pipe.js';
import { type InputError, Refusal } from '../../core/errors.js';

/** The fields of a form as they were sent, by name. */
export type Fields = Readonly<Record<string, string>>;

/**
 * A form's fields are named by the JSON Pointer of what they hold, such as `/evidence/0/bearing`: so the API's own
 * classes check them, and what these refuse by pointer is shown at the field of that name.
 */
export interface Decoded {
  value: object;
  /** The name of the field that an error's pointer into `value` is about. */
  fieldOf(pointer: string): string;
}

interface Branch {
  inner: Map<string, Branch | string>;
}

/**
 * Makes the body that the API takes of a form's fields. Blank fields are left out; of a list, entries without any field are.
 * Line ends are as the service keeps them: a browser sends CR LF.
 */
export function decode(fields: Fields): Decoded {
  const root: Branch = { inner: new Map() };
  for (const [name, text] of Object.entries(fields)) {
    if (!name.startsWith('/') || text.trim() === '') continue;
    plant(root, name.slice(1).split('/').slice(0, 8), text.replaceAll('\r\n', '\n'));
  }
  const names = new Map<string, string>();
  const value = harvest(root, '', '', names) as object;
  const fieldOf = (pointer: string): string => {
    for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      const known = names.get(at);
      if (known !== undefined) return known + pointer.slice(at.length);
    }
    return pointer;
  };
  return { value, fieldOf };
}

function plant(branch: Branch, [first = '', ...rest]: string[], text: string): void {
  if (rest.length === 0) {
    branch.inner.set(first, text);
    return;
  }
  const there = branch.inner.get(first);
  const next: Branch = typeof there === 'object' ? there : { inner: new Map() };
  branch.inner.set(first, next);
  plant(next, rest, text);
}

/** Objects without a prototype: no name of a field can reach one. */
function harvest(
  branch: Branch | string,
  pointer: string,
  name: string,
  names: Map<string, string>,
): unknown {
  names.set(pointer, name);
  if (typeof branch === 'string') return branch;
  const entries = [...branch.inner];
  if (entries.length > 0 && entries.every(([key]) => /^\d{1,4}$/.test(key))) {
    return entries
      .toSorted(([a], [b]) => Number(a) - Number(b))
      .map(([key, inner], at) => harvest(inner, `${pointer}/${at}`, `${name}/${key}`, names));
  }
  const object = Object.create(null) as Record<string, unknown>;
  for (const [key, inner] of entries) {
    object[key] = harvest(inner, `${pointer}/${key}`, `${name}/${key}`, names);
  }
  return object;
}

const pipe = new InputPipe();

/**
 * A form's fields as an input of the API, checked by its class.
 * @throws Refusal `invalid-input`
 */
export async function inputOf<Input extends object>(value: object, type: new () => Input): Promise<Input> {
  return (await pipe.transform(value, { type: 'body', metatype: type })) as Input;
}

/** What is wrong, by the name of the field; and what is about no field, under ''. */
export type Mistakes = ReadonlyMap<string, string>;

/** What a refusal says about the fields of a form that holds them. */
export function mistakesOf(error: Refusal, { fieldOf }: Pick<Decoded, 'fieldOf'>, words: Words): Mistakes {
  const errors: Pick<InputError, 'pointer' | 'reason'>[] = error.errors ?? [
    { pointer: '', reason: error.reason },
  ];
  const mistakes = new Map<string, string>();
  for (const { pointer, reason } of errors) {
    const field = fieldOf(pointer);
    if (!mistakes.has(field)) mistakes.set(field, words.reason(reason ?? because('reason:other')));
  }
  return mistakes;
}

/** What a refusal says as a whole to a person: its own reason, or what its kind means. */
export function tellRefusal(error: Refusal, words: Words): string {
  return error.reason === undefined ? words.text(`${error.kind}:means`) : words.reason(error.reason);
}
