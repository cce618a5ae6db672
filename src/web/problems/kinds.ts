import { PROBLEM_KINDS } from '../../http/problem.filter.js';
import type { BareKey } from '../../language/texts.js';
import type { Words } from '../../language/words.js';

type KindIn<Key> = Key extends `${infer Kind}:title` ? Kind : never;

/** A kind of problem document, by the last part of its `type`; the catalogue has the texts of each. */
export type ProblemKind = KindIn<BareKey>;

/** All kinds that problem documents name. */
export const KINDS = [...PROBLEM_KINDS.keys()] as readonly ProblemKind[];

/** The kind of this name, if there is one. */
export function kindNamed(name: string): ProblemKind | undefined {
  return KINDS.find((kind) => kind === name);
}

/** What a kind of problem documents is about. */
export interface Explained {
  /** The `type` of its problem documents, which is also where it is explained. */
  type: string;
  /** Of the HTTP answer. */
  status: number;
  title: string;
  means: string;
  todo: string;
}

export function explained(kind: ProblemKind, words: Words): Explained {
  return {
    type: `/problems/${kind}`,
    status: PROBLEM_KINDS.get(kind)!.status,
    title: words.text(`${kind}:title`),
    means: words.text(`${kind}:means`),
    todo: words.text(`${kind}:todo`),
  };
}
