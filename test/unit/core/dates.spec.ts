import { describe, expect, it } from '@jest/globals';
import { isDay, isInstant, today } from '../../../src/core/dates.js';

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

  it('takes the UTC day for today', () => {
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
    'refuses %s, whose UTC year cannot be written',
    (text) => {
      expect(isInstant(text)).toBe(false);
    },
  );
});
