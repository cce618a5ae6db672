import { because } from '../language/reasons.js';
import { Refusal } from './errors.js';

/** The strong entity tag of a thing's version: `"7"` (RFC 9110, 8.8.3). */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * A version as we sent it, weakened (`W/"5"`), or marked by a proxy that compresses (`"5-gzip"`, `"5;br"`): it names a state
 * and not bytes, so all three name the same.
 */
const VERSION_TAG = /^(?:W\/)?"([1-9]\d{0,8})(?:(?:--?|;)(?:gzip|br|zstd|deflate))?"$/;

/**
 * The versions that an `If-Match` header names.
 * @throws Refusal `version-required` where there is none; `*` names no version, so it is not enough:
 *   it would let one analyst overwrite what another has just written.
 */
export function versionsFrom(ifMatch: string | undefined): number[] {
  if (ifMatch === undefined || ifMatch.trim() === '' || ifMatch.trim() === '*') {
    throw new Refusal(
      'version-required',
      'Send the header If-Match with the ETag from your last GET of this resource, for example If-Match: "3".',
    );
  }
  // What is no version of ours is no match, so 412.
  return ifMatch
    .split(',')
    .map((tag) => VERSION_TAG.exec(tag.trim())?.[1])
    .filter((version) => version !== undefined)
    .map(Number);
}

/** @throws Refusal `stale-version` unless `current` is one of the versions that the writer has read. */
export function requireVersion(read: readonly number[], current: number, what: string): void {
  if (read.includes(current)) return;
  const named =
    read.length > 0
      ? `The If-Match header names version ${read.join(' or ')}`
      : 'The If-Match header names no known version';
  throw new Refusal(
    'stale-version',
    `${named}, but ${what} is now at version ${current}. Read it again, see what changed, and repeat your change with the new ETag.`,
    undefined,
    undefined,
    because('reason:versionChanged', { current }),
  );
}
