import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { PROJECT } from '../support/built-program.js';

const rows = readFileSync(join(PROJECT, 'SECURITY.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| (API|V)\d/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, risk = '', held = '', test = '']) => ({ risk, held, test }));

/** The titles of the tests in a file, and of what they are grouped under. */
function titlesIn(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(it|describe)\b/.test(node.expression.getText())) {
      const [title] = node.arguments;
      if (title && ts.isStringLiteralLike(title)) titles.push(title.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return titles;
}

describe('what SECURITY.md says is held', () => {
  it('covers each of the ten risks and each chapter', () => {
    const names = rows.map(({ risk }) => risk.split(/[ :]/, 1)[0]);
    const wanted = [
      ...Array.from({ length: 10 }, (_, at) => `API${at + 1}`),
      ...Array.from({ length: 17 }, (_, at) => `V${at + 1}`),
    ];
    expect([...new Set(names)]).toEqual(wanted);
  });

  it.each(rows)('is held by a test that there is, or says that it is not: $risk', ({ held, test }) => {
    const files = [...test.matchAll(/`(test\/[^`]+)`(?:: "([^"]+)")?/g)];
    if (files.length === 0) {
      expect([test, held]).toEqual(['none', expect.stringMatching(/^not /)]);
      return;
    }
    for (const [, file = '', title] of files) {
      expect([file, existsSync(join(PROJECT, file))]).toEqual([file, true]);
      if (title !== undefined) expect(titlesIn(join(PROJECT, file))).toContain(title);
    }
  });
});
