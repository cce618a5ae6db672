import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SETTINGS_HELP } from '../../src/config/settings.js';
import { PROBLEM_KINDS } from '../../src/http/problem.filter.js';
import { PROJECT } from '../support/processes/built-program.js';
import { operationsOf } from '../support/operations.js';
import { runHere } from '../support/processes/command.js';
import { startService, type TestService } from '../support/service.js';
import { anchorsOf, documentPaths, linksOf, readDocument, sectionsOf } from './documents.js';

describe('docs/reference/settings.md', () => {
  const rows = readDocument('docs/reference/settings.md').matchAll(
    /^\| `([A-Z_]+)` +\| (?:`([^`]*)`)? *\|/gm,
  );

  it('describes every setting with its default, and no other', () => {
    const described = [...rows].map(([, name, fallback = '']) => [name, fallback]);
    expect(described).toEqual(SETTINGS_HELP.map(([name, fallback]) => [name, fallback]));
  });
});

describe('docs/reference/problems.md', () => {
  it('describes every kind of problem with its status, and no other', () => {
    const sections = sectionsOf(readDocument('docs/reference/problems.md'), 2);
    const described = [...sections].map(([kind, text]) => [kind, Number(/^\n(\d{3})\. /.exec(text)?.[1])]);
    const known = [...PROBLEM_KINDS].map(([kind, { status }]) => [kind, status]);
    expect(new Map(described as [string, number][])).toEqual(new Map(known as [string, number][]));
  });
});

describe('docs/reference/shell.md', () => {
  const sections = sectionsOf(readDocument('docs/reference/shell.md'), 2);
  const help = async (...command: string[]): Promise<string> =>
    (await runHere([...command, '--help'])).stdout;
  const namesUnder = (heading: string, text: string): string[] => {
    const part = text.split(new RegExp(`^${heading}:$`, 'm'))[1]?.split(/^\S/m, 1)[0] ?? '';
    return [...part.matchAll(/^ {2}(?!help|-h\b)([a-z][\w-]*|-\w, --[\w-]+|--[\w-]+)/gm)].map(
      ([, name]) => name!,
    );
  };

  it('describes every command with all its options, and no other; each that prints, prints JSON too', async () => {
    const top = namesUnder('Commands', await help());
    const commands = await Promise.all(
      top.map(async (name) => {
        const text = await help(name);
        const inner = namesUnder('Commands', text);
        if (inner.length === 0) return [{ name, text }];
        return Promise.all(
          inner.map(async (each) => ({ name: `${name} ${each}`, text: await help(name, each) })),
        );
      }),
    );
    const known = commands
      .flat()
      .map(({ name, text }) => [name, namesUnder('Options', text).sort()] as const);
    const wordless = known.filter(([, options]) => !options.includes('--json')).map(([name]) => name);
    // These talk with people, or print nothing but JSON.
    expect(wordless).toEqual(['serve', 'suggest', 'audit heads']);
    const described = [...sections].map(([heading, text]) => {
      const options = text
        .split('\n')
        .flatMap((line) =>
          [...line.matchAll(/^- `[^:]*|^ {2}`[^:]*/g)].flatMap(([list]) =>
            [...list.matchAll(/`((?:-\w, )?--[\w-]+)/g)].map(([, option]) => option!),
          ),
        );
      return [heading.replace(/^scorecard /, ''), options.sort()];
    });
    expect(Object.fromEntries(described)).toEqual(Object.fromEntries(known));
  });
});

describe('with the service at hand,', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startService();
  });

  afterAll(() => service.stop());

  it('docs/reference/api.md names every route of the API, and no other', async () => {
    const operations = await operationsOf(service);
    const known = operations
      .map(({ method, path }) => {
        const short = path.replace('/api/v1', '').replace(/\{(\w+)\}/g, ':$1');
        return `${method.toUpperCase()} ${short}`;
      })
      .filter((route) => !/\.(json|html|pdf|xlsx|csv|md|svg|jsonld|stratml|zip)$/.test(route));
    const named = [...readDocument('docs/reference/api.md').matchAll(/^\| `([A-Z]+ \/[^`]+)`/gm)].map(
      ([, name]) => name,
    );
    expect(named.sort()).toEqual(known.sort());
  });

  it.each([
    ['Scorecard', 'plans/csto-2023-belarus/scorecard'],
    ['Overview', 'scorecards'],
    ['Comparison', 'comparisons/csto-2023-belarus/csto-2024-kazakhstan'],
    ['Timeline', 'plans/csto-2023-belarus/timeline'],
  ])(
    'docs/reference/formats.md names every column of the CSV, and no other: %s',
    async (section, address) => {
      const { text } = await service.http().get(`/api/v1/${address}.csv`).expect(200);
      const columns = text
        .split('\r\n', 1)[0]!
        .split(',')
        .map((name) => name.replace(/^level_(?!label).+/, 'level_…'));
      const described = sectionsOf(readDocument('docs/reference/formats.md'), 3).get(section) ?? '';
      const cells = described.match(/^\| `[^|]*\|/gm) ?? [described];
      const named = cells.flatMap((cell) => [...cell.matchAll(/`([a-z_]+…?)`/g)].map(([, name]) => name));
      expect(new Set(named)).toEqual(new Set(columns));
    },
  );
});

describe('the decisions', () => {
  const files = documentPaths().filter((path) => /^docs\/decisions\/\d/.test(path));

  it('have a number each, used once', () => {
    const numbers = files.map((path) => /\/(\d{4})-/.exec(path)?.[1]);
    expect(numbers).not.toContain(undefined);
    expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([]);
  });

  it.each(files)('say when, why, what and what follows, and are listed: %s', (path) => {
    const [heading, date] = readDocument(path).split('\n\n', 2);
    expect(heading).toMatch(new RegExp(`^# ${Number(/\d{4}/.exec(path)?.[0])}\\. `));
    expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
    for (const part of ['Context', 'Decision', 'Consequence'])
      expect(readDocument(path)).toContain(`\n**${part}.** `);
    const title = heading?.slice(2);
    expect(readDocument('docs/decisions/README.md')).toContain(`- [${title}](${path.split('/').at(-1)})\n`);
  });
});

describe('links between documents', () => {
  it.each(documentPaths())('lead to files and headings that exist: %s', (path) => {
    const links = linksOf(readDocument(path)).filter((link) => !/^[a-z]+:/.test(link));
    for (const link of links) {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : join(dirname(path), decodeURIComponent(file));
      expect([link, existsSync(join(PROJECT, target))]).toEqual([link, true]);
      if (anchor !== undefined) expect(anchorsOf(readDocument(target))).toContain(anchor);
    }
  });
});
