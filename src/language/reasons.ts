import type { PlainKey, ValuesOf } from './texts.js';

/** The texts that say why something was refused. */
export type ReasonKey = Extract<PlainKey, `reason:${string}`>;

/** Why something was refused, apart from how it is told: a text of the catalogue, and what it is given. */
export interface Reason {
  key: ReasonKey;
  values?: Record<string, string | number>;
}

/** @example because('reason:tooLong', { max: 500 }) */
export function because<Key extends ReasonKey>(key: Key, ...[values]: ValuesOf<Key>): Reason {
  return values === undefined ? { key } : { key, values };
}
