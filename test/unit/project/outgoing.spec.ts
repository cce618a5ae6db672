import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { PROJECT } from '../../support/processes/built-program.js';

const SRC = join(PROJECT, 'src');

/** Modules and functions by which a program reaches out, runs another, or runs text as a program. */
const REACHING_OUT =
  /^(node:)?(http|https|http2|net|tls|dgram|dns)$|^(undici|axios|got|node-fetch|openid-client|ws)$/;
const RUNNING = /^(node:)?(child_process|vm|inspector|repl)$/;

interface Use {
  file: string;
  what: string;
}

/** What the source imports (types and names of constants apart), and which of the global functions it calls. */
function uses(): Use[] {
  const found: Use[] = [];
  for (const name of readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((one) =>
    /\.tsx?$/.test(one),
  )) {
    const path = join(SRC, name);
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
    const file = relative(SRC, path).replaceAll('\\', '/');
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node) && !isTypeOnly(node)) {
        const names = node.importClause?.namedBindings?.getText() ?? '';
        found.push({ file, what: `${(node.moduleSpecifier as ts.StringLiteral).text} ${names}`.trim() });
      }
      if (ts.isCallExpression(node)) {
        const called = node.expression.getText();
        if (called === 'import')
          found.push({ file, what: node.arguments[0]!.getText().replace(/['"`]/g, '') });
        if (/^(globalThis\.)?(fetch|eval|Function)$/.test(called)) found.push({ file, what: called });
      }
      if (
        ts.isNewExpression(node) &&
        /^(Function|WebSocket|EventSource|XMLHttpRequest)$/.test(node.expression.getText())
      ) {
        found.push({ file, what: node.expression.getText() });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

function isTypeOnly({ importClause }: ts.ImportDeclaration): boolean {
  if (importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = importClause?.namedBindings;
  return bindings !== undefined && ts.isNamedImports(bindings) && bindings.elements.length > 0
    ? bindings.elements.every(({ isTypeOnly: only }) => only)
    : false;
}

const all = uses();
const matching = (pattern: RegExp): string[] =>
  [
    ...new Set(
      all
        .filter(({ what }) => pattern.test(what.split(' ', 1)[0]!))
        .map(({ file, what }) => `${file}: ${what}`),
    ),
  ].sort();

describe('the program', () => {
  it('contacts only the configured identity provider', () => {
    // The embedded Postgres looks for a free port, by listening.
    expect(matching(REACHING_OUT).filter((one) => !one.startsWith('database/embedded/'))).toEqual([
      'auth/oidc.ts: openid-client',
      'config/settings.ts: node:net { isIP }',
      'http/unreadable.ts: node:http { STATUS_CODES }',
    ]);
    // The scripts of the pages run in a reader's browser, whose policy lets them ask this site alone (connect-src).
    const asking = matching(/^(globalThis\.)?fetch$|^(WebSocket|EventSource|XMLHttpRequest)$/);
    expect(asking.filter((one) => !/^web\/browser\/[\w-]+\.ts: fetch$/.test(one))).toEqual([]);
  });

  it('starts only its own Postgres as another program', () => {
    const files = matching(RUNNING).map((one) => one.split(':', 1)[0]!);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(file).toMatch(/^database\/embedded\//);
  });

  it('never runs a text as a program', () => {
    expect(matching(/^(globalThis\.)?(eval|Function)$/)).toEqual([]);
  });
});
