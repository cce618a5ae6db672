import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { isLong } from '../../support/part.js';
import { PROJECT } from '../../support/processes/built-program.js';

/**
 * The checker decides by an automaton; its other way, trying, depends on luck. It runs in a process of its own: inside
 * of Jest it is twenty times slower. `pure` is its JavaScript, not the Java or native version of the same.
 */
const CHECKER = `
  const { check } = await import('recheck');
  let input = '';
  for await (const chunk of process.stdin) input += chunk;
  const verdicts = {};
  for (const text of JSON.parse(input)) {
    const end = text.lastIndexOf('/');
    const { status, complexity } = await check(text.slice(1, end), text.slice(end + 1), {
      checker: 'automaton', timeout: 60_000,
    });
    verdicts[text] = [status, complexity?.type ?? null];
  }
  process.stdout.write(JSON.stringify(verdicts));`;

function verdictsOn(texts: readonly string[]): Record<string, [status: string, complexity: string | null]> {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', CHECKER], {
    cwd: PROJECT,
    env: { ...process.env, RECHECK_BACKEND: 'pure', NODE_OPTIONS: '' },
    input: JSON.stringify(texts),
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, [string, string | null]>;
}

interface Written {
  file: string;
  text: string;
}

const SRC = join(PROJECT, 'src');

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name))
    .sort();
}

/** Every regular expression that the source spells out, and every place that puts one together. */
function expressions(): { literals: Written[]; built: Written[] } {
  const literals: Written[] = [];
  const built: Written[] = [];
  for (const path of filesOf(SRC)) {
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
    const file = relative(SRC, path).replaceAll('\\', '/');
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) literals.push({ file, text: node.text });
      if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp') {
        built.push({ file, text: node.getText() });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { literals, built };
}

const { literals, built } = expressions();

/** Written by `UPDATE_EXPRESSIONS=1 npm run test:long -- test/unit/project/regular-expressions.spec.ts`. */
const SAFE = join(PROJECT, 'test/data/safe-expressions.json');
const safe = JSON.parse(readFileSync(SAFE, 'utf8')) as string[];

/**
 * These take longer than in proportion to their input, or look around in a way that the checker has no automaton for;
 * and why they are harmless.
 */
const EXCUSED: Record<string, string> = {
  '/<meta\\s[^>]*?charset\\s*=\\s*(?:["\']\\s*)?([\\w:.-]+)/i': 'sees the first 4,096 bytes of a page',
  '/<!--[\\s\\S]*?-->/g': 'sees the first 4,096 bytes of a page',
  '/^\\s*(\\d+)\\s+(.+?)\\s*$/': 'sees what the system says of a process of ours',
  '/^\\/(?![/\\\\])[\\x21-\\x5b\\x5d-\\x7e]*$/':
    'sees at most 500 characters; the look ahead is one character',
  '/^(?!\\.{1,2}$)(?! )(?:[^\\p{C}\\p{Z}]| )*[^\\p{C}\\p{Z}]$/u':
    'the look ahead is of three characters; each one after it is printable or a space, so it is read one way',
  '/<style>([\\s\\S]*?)<\\/style>/g': "sees the library's own page",
  '/_(?=x[0-9A-Fa-f]{4}_)/g': 'the look ahead is of six characters',
  '/(?<!\\r)\\r+\\n/g': 'begins only where a run begins, so that each run is read once',
  '/(?<![ \\t])[ \\t]*\\n[ \\t]*/g': 'begins only where a run begins, so that each run is read once',
  '/(?<!\\p{L})[а-яё][А-ЯЁ]{3,}/gu': 'two sets without a common letter; the look behind is one character',
  '/(?<!\\p{L})[А-ЯЁ][а-яё]{3,}/gu': 'two sets without a common letter; the look behind is one character',
};

/** Where one is put together, and from what. */
const BUILT_FROM: Record<string, string> = {
  'comparison/suggestions/reason.ts':
    'sentences of the catalogue, escaped; the words they quote hold no quotation mark, so each is read one way',
  'documents/html/foreign-words.ts':
    'classes of letters by script; each stretch between letters of the page is read to its end once',
  'search/marking.ts':
    'words of a query of at most 200 characters, escaped; without repetition but of soft hyphens',
  'sources/formats/names.ts': 'constants; alternatives without repetition',
};

describe('no text that a client sends keeps a regular expression busy', () => {
  const distinct = [...new Set(literals.map(({ text }) => text))].filter((text) => !(text in EXCUSED));

  const GREEDY = ['/^https?:\\/\\/[^\\s/?#]+[^\\s]*$/', '/^(a+)+$/'];
  let verdicts: ReturnType<typeof verdictsOn>;

  // What the long form has found safe stays so: the short form looks at what is new.
  const asked = isLong ? distinct : distinct.filter((text) => !safe.includes(text));

  beforeAll(() => {
    verdicts = verdictsOn([...asked, ...GREEDY]);
    if (!process.env.UPDATE_EXPRESSIONS) return;
    const found = distinct.filter((text) => verdicts[text]?.[0] === 'safe');
    writeFileSync(SAFE, `${JSON.stringify(found.sort(), null, 2)}\n`);
  });

  it('knows none to be safe that is not there', () => {
    expect(safe.filter((text) => !distinct.includes(text))).toEqual([]);
  });

  it('matches any text in linear time', () => {
    const slow = asked.filter((text) => {
      const [status, complexity] = verdicts[text] ?? [];
      return status !== 'safe' || !/^(safe|linear)$/.test(String(complexity));
    });
    expect(slow).toEqual([]);
  });

  it.each(GREEDY)('detects a slow pattern: %s', (text) => {
    expect(verdicts[text]?.[0]).toBe('vulnerable');
  });

  it('excuses only patterns that still exist', () => {
    expect(Object.keys(EXCUSED).filter((text) => !literals.some((one) => one.text === text))).toEqual([]);
  });

  it('lists the patterns built at run time and why they are harmless', () => {
    expect([...new Set(built.map(({ file }) => file))]).toEqual(Object.keys(BUILT_FROM).sort());
  });
});
