import { describe, expect, it } from '@jest/globals';
import { columns, fold, widthOf } from '../../../../src/shell/tables/columns.js';

describe('columns of a terminal', () => {
  it('counts what a text takes, whatever its script and its colour', () => {
    expect(widthOf('plan')).toBe(4);
    expect(widthOf('計画')).toBe(4);
    expect(widthOf('e\u0301te\u0301')).toBe(3);
    expect(widthOf('\u001b[1mbold\u001b[22m')).toBe(4);
  });

  it('aligns columns and keeps every row on one line where there is no terminal', () => {
    const rows = [
      ['a', '7', 'x'.repeat(200)],
      ['計画', '12', 'y'],
    ];
    expect(columns(rows, { right: [1] })).toEqual([[`a      7  ${'x'.repeat(200)}`], ['計画  12  y']]);
  });

  it('wraps the widest column alone where that is enough', () => {
    const rows = [['summit-2024', 'Trade that is fair and open to all']];
    expect(columns(rows, { width: 30 })).toEqual([
      ['summit-2024  Trade that is', '             fair and open to', '             all'],
    ]);
  });

  it('wraps several where one is not enough, and loses no word', () => {
    const rows = [['one two three four five', 'six seven eight nine ten']];
    const [lines = []] = columns(rows, { width: 24 });
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(24);
    expect(lines.join(' ').split(/\s+/).filter(Boolean).sort()).toEqual(
      'one two three four five six seven eight nine ten'.split(' ').sort(),
    );
  });

  it('gives no column less than can be read, and ends', () => {
    expect(columns([['abcdefghijkl', 'mnopqrstuvwx', 'yz']], { width: 5 })).toEqual([
      ['abcdefgh  mnopqrst  yz', 'ijkl      uvwx'],
    ]);
  });

  it('says nothing of no rows', () => expect(columns([], { width: 10 })).toEqual([]));
});

describe('fold', () => {
  it('goes on further in than the line began, and cuts only a word that is wider than the terminal', () => {
    expect(fold('  EXT-09  A long title of it', 16)).toEqual(['  EXT-09  A long', '    title of it']);
    expect(fold('abcdefghij', 4, '')).toEqual(['abcd', 'efgh', 'ij']);
    expect(fold('a line', undefined)).toEqual(['a line']);
  });
});
