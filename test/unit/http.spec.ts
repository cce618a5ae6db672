import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadSettings, SETTINGS_HELP, SettingsError } from '../../src/config/settings.js';
import { isDay, isInstant, today } from '../../src/core/dates.js';
import { Refusal } from '../../src/core/errors.js';
import { decodeCursor, encodeCursor, pageOf } from '../../src/core/cursors.js';
import { etagOf, requireVersion, versionsFrom } from '../../src/core/versions.js';

function refusalOf(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error('it was not refused');
}

describe('a day', () => {
  it.each(['2023-11-23', '2024-02-29', '0001-01-01', '9999-12-31'])('%s is one', (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each([
    '2023-02-29',
    '2023-02-30',
    '1900-02-29',
    '2023-13-01',
    '2023-00-10',
    '2023-01-00',
    '2023-04-31',
    '0000-01-01',
    '23-01-01',
    '2023-1-1',
    '2023/01/01',
    '20230101',
    '2023-01-01T00:00:00Z',
    ' 2023-01-01',
    '2023-01-01\n',
    '+002023-01-01',
    '٢٠٢٣-٠١-٠١',
    '',
    20230101,
    null,
    undefined,
    {},
    ['2023-01-01'],
  ])('%p is none', (value) => {
    expect(isDay(value)).toBe(false);
  });

  it('in UTC is what the service calls today', () => {
    expect(today(new Date('2023-12-31T23:59:59.999Z'))).toBe('2023-12-31');
  });
});

describe('an instant', () => {
  it.each([
    '2026-11-23T12:00:00Z',
    '2026-11-23t12:00:00z',
    '2026-11-23T12:00:00.123456789Z',
    '2026-11-23T12:00:00+02:00',
    '2026-11-23T23:59:59-11:30',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
  ])('%s is one', (text) => {
    expect(isInstant(text)).toBe(true);
  });

  it.each([
    '2026-11-23',
    '2026-11-23T12:00:00',
    '2026-11-23T12:00Z',
    '2026-11-23 12:00:00Z',
    '2026-11-23T24:00:00Z',
    '2026-11-23T12:60:00Z',
    '2026-02-30T12:00:00Z',
    '2026-11-23T12:00:00+25:00',
    '2026-11-23T12:00:00.Z',
    '2026-11-23T12:00:00Z ',
    'now',
    '',
    1,
    null,
    {},
  ])('%p is none', (value) => {
    expect(isInstant(value)).toBe(false);
  });

  it.each(['0001-01-01T00:00:00+00:01', '9999-12-31T23:59:59-00:01'])(
    '%s is none: in UTC it lies outside of the years that can be written',
    (text) => {
      expect(isInstant(text)).toBe(false);
    },
  );
});

describe('a page cursor', () => {
  const shape = ['number', 'string', 'date', 'instant', 'uuid'] as const;
  const key = [7, "it's", '2023-01-01', '2026-11-23T12:00:00.123Z', '01900000-0000-7000-8000-000000000000'];

  it('leads back to the row it was made of', () => {
    expect(decodeCursor(encodeCursor(key), shape)).toEqual(key);
    expect(decodeCursor(undefined, shape)).toBeUndefined();
  });

  it.each([
    ['of another list', [1]],
    ['with a number too much', [...key, 1]],
    ['with text for a number', ['7', ...key.slice(1)]],
    ['with a fraction', [7.5, ...key.slice(1)]],
    ['with a number that the database cannot hold', [2 ** 31, ...key.slice(1)]],
    ['with a zero character', [7, 'a\0b', ...key.slice(2)]],
    ['with a day that is none', [7, 'x', '2023-02-30', ...key.slice(3)]],
    ['with the year 0', [7, 'x', '0000-01-01', ...key.slice(3)]],
    ['with an instant that is none', [7, 'x', '2023-01-01', '2026-02-30T12:00:00Z', key[4]]],
    ['with a time that is none', [7, 'x', '2023-01-01', '2026-02-03T12Z', key[4]]],
    ['with an id that is none', [...key.slice(0, 4), "' OR 1=1"]],
    ['that is an object', { 0: 7, length: 5 }],
    ['that is null', null],
  ])('%s is refused, and the answer says where a good one comes from', (_what, value) => {
    const cursor = Buffer.from(JSON.stringify(value)).toString('base64url');
    const refusal = refusalOf(() => decodeCursor(cursor, shape));
    expect(refusal).toMatchObject({ kind: 'invalid-query', errors: [{ pointer: '?cursor' }] });
    expect(refusal.message).toContain('nextCursor');
  });

  it('of any other text is refused rather than crashing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(refusalOf(() => decodeCursor(text, shape)).kind).toBe('invalid-query');
      }),
    );
  });

  it('is given exactly where there is more', () => {
    const page = (rows: number[], limit: number) => pageOf(rows, limit, (row) => [row], String);
    expect(page([1, 2, 3], 2)).toEqual({ items: ['1', '2'], nextCursor: encodeCursor([2]) });
    expect(page([1, 2], 2)).toEqual({ items: ['1', '2'], nextCursor: null });
    expect(page([], 2)).toEqual({ items: [], nextCursor: null });
  });
});

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
  ])('%s names the versions %p', (header, versions) => {
    expect(versionsFrom(header)).toEqual(versions);
  });

  it.each([undefined, '', '  ', '*'])('%p names none, which is not enough for a change', (header) => {
    const refusal = refusalOf(() => versionsFrom(header));
    expect(refusal.kind).toBe('version-required');
    expect(refusal.message).toContain('If-Match: "3"');
  });

  it('must name the version there is', () => {
    expect(() => requireVersion([3, 4], 4, 'the plan')).not.toThrow();
    expect(refusalOf(() => requireVersion([3], 4, 'the plan'))).toMatchObject({
      kind: 'stale-version',
      message: expect.stringContaining('You read version 3 of the plan, which is now at version 4.'),
    });
    expect(refusalOf(() => requireVersion([], 4, 'the plan')).message).toContain('no version of ours');
    expect(versionsFrom(etagOf(4))).toEqual([4]);
  });
});

describe('the settings', () => {
  it('have defaults that reach no further than this machine', () => {
    const settings = loadSettings({ PATH: '/usr/bin', PORT: '' });
    expect(settings).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', LOG_LEVEL: 'info' });
    expect(settings.DATA_DIR).toBe(resolve('.data/postgres'));
    expect(settings.DATABASE_URL).toBeUndefined();
  });

  it('come from the environment', () => {
    const settings = loadSettings({
      PORT: '0',
      HOST: '0.0.0.0',
      DATA_DIR: 'here',
      LOG_LEVEL: 'silent',
      DATABASE_URL: 'postgresql://me@localhost/scorecard',
    });
    expect(settings).toMatchObject({
      PORT: 0,
      HOST: '0.0.0.0',
      DATA_DIR: resolve('here'),
      LOG_LEVEL: 'silent',
      DATABASE_URL: 'postgresql://me@localhost/scorecard',
    });
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', 'http'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'mysql://localhost/scorecard'],
    ['PUBLIC_URL', 'scorecard.example'],
    ['PUBLIC_URL', 'https://scorecard.example/path'],
    ['TRUSTED_PROXIES', '10.0.0.0/8,anybody'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['CORS_ORIGINS', '*'],
    ['OIDC_ISSUER', 'http://login.example'],
    ['OIDC_CLIENT_ID', 'alone'],
    ['OIDC_ROLES', 'staff=owner'],
    ['SESSION_HOURS', '0'],
    ['RATE_PER_ADDRESS', 'many'],
    ['OIDC_CLIENT_SECRET_FILE', '/no/such/file'],
  ])('%s=%s stops the start with a message that names it', (name, value) => {
    expect(() => loadSettings({ [name]: value })).toThrow(SettingsError);
    expect(() => loadSettings({ [name]: value })).toThrow(name);
  });

  it('can list several things, separated by commas', () => {
    const settings = loadSettings({
      TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,::1',
      OIDC_ROLES: '/staff=analyst,cn=x=admin',
      CORS_ORIGINS: 'https://a.example,http://localhost:8080',
    });
    expect(settings.TRUSTED_PROXIES).toEqual(['127.0.0.1', '10.0.0.0/8', '::1']);
    expect(settings.OIDC_ROLES).toEqual(['/staff=analyst', 'cn=x=admin']);
    expect(settings.CORS_ORIGINS).toEqual(['https://a.example', 'http://localhost:8080']);
  });

  it('can stand in files, as secrets do in containers; two answers to one question are refused', () => {
    const folder = mkdtempSync(join(tmpdir(), 'scorecard-settings-'));
    try {
      const file = join(folder, 'secret');
      writeFileSync(file, 'postgres://me:s3cret@localhost/scorecard\n');
      expect(loadSettings({ DATABASE_URL_FILE: file }).DATABASE_URL).toBe(
        'postgres://me:s3cret@localhost/scorecard',
      );
      expect(() => loadSettings({ DATABASE_URL_FILE: file, DATABASE_URL: 'postgres://x/y' })).toThrow(
        'both set',
      );
      writeFileSync(file, 'mysql://me:s3cret@localhost/scorecard');
      expect(() => loadSettings({ DATABASE_URL_FILE: file })).toThrow(/^(?!.*s3cret).*DATABASE_URL/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are all told of by --help', () => {
    const told = SETTINGS_HELP.map(([name]) => name).sort();
    expect(told).toEqual(Object.keys(loadSettings({})).sort());
  });

  it('are all named at once when several are wrong', () => {
    expect(() => loadSettings({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/PORT.*LOG_LEVEL/);
  });
});
