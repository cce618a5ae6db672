import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { PROJECT } from '../../support/processes/built-program.js';

/** A heading for each risk or chapter; below it how it is covered, and a list of the tests. */
const risks = readFileSync(join(PROJECT, 'docs/explanation/security.md'), 'utf8')
  .split(/^### /m)
  .slice(1)
  .map((section) => {
    const [risk = '', ...lines] = section.split('\n');
    return { risk, text: lines.join('\n').trim() };
  });

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

describe('the risks in docs/explanation/security.md', () => {
  it("covers the API list's ten risks and all ASVS chapters", () => {
    const names = risks.map(({ risk }) => risk.split(/[ :]/, 1)[0]);
    const wanted = [
      ...Array.from({ length: 10 }, (_, at) => `API${at + 1}`),
      ...Array.from({ length: 17 }, (_, at) => `V${at + 1}`),
    ];
    expect([...new Set(names)]).toEqual(wanted);
  });

  it.each(risks)('names existing tests for each risk or says there are none: $risk', ({ text }) => {
    const tests = [...text.matchAll(/^- `(test\/[^`]+)`(?:: "([^"]+)")?$/gm)];
    if (tests.length === 0) {
      expect(text).toMatch(/^Not (covered|used)/);
      return;
    }
    for (const [, file = '', title] of tests) {
      expect([file, existsSync(join(PROJECT, file))]).toEqual([file, true]);
      if (title !== undefined) expect(titlesIn(join(PROJECT, file))).toContain(title);
    }
  });
});
