import { describe, expect, it } from '@jest/globals';
import { etagOf, requireVersion, versionsFrom } from '../../../src/core/versions.js';
import { refusalOf } from '../../support/refusal-of.js';

describe('If-Match', () => {
  it.each([
    ['"3"', [3]],
    [' "3" , "4"', [3, 4]],
    ['W/"3"', [3]],
    ['W/"3", "5"', [3, 5]],
    ['"3-gzip"', [3]],
    ['W/"3-br"', [3]],
    ['"3;gzip"', [3]],
    ['"3--gzip"', [3]],
    ['"3-x"', []],
    ['"-gzip"', []],
    ['w/"3"', []],
    ['3', []],
    ['"03"', []],
    ['"-1"', []],
    ['"3" "4"', []],
    ['"abc", *', []],
    ['"99999999999999999999"', []],
  ])('reads %s as the versions %p', (header, versions) => {
    expect(versionsFrom(header)).toEqual(versions);
  });

  it.each([undefined, '', '  ', '*'])('requires a version where If-Match is %p', (header) => {
    const refusal = refusalOf(() => versionsFrom(header));
    expect(refusal.kind).toBe('version-required');
    expect(refusal.message).toContain('If-Match: "3"');
  });

  it('requires the current version among those read', () => {
    expect(() => requireVersion([3, 4], 4, 'the plan')).not.toThrow();
    expect(refusalOf(() => requireVersion([3], 4, 'the plan'))).toMatchObject({
      kind: 'stale-version',
      message: expect.stringContaining(
        'The If-Match header names version 3, but the plan is now at version 4.',
      ),
    });
    expect(refusalOf(() => requireVersion([], 4, 'the plan')).message).toContain('no known version');
    expect(versionsFrom(etagOf(4))).toEqual([4]);
  });
});
