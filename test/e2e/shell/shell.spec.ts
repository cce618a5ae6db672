import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureBuilt } from '../../support/processes/built-program.js';
import { csvRecords, readPdf } from '../../support/read-formats.js';
import { runHere } from '../../support/processes/command.js';
import { databaseProcesses } from '../../support/processes/processes.js';
import {
  addressOf,
  type Ended,
  type RunningProgram,
  runScorecard,
  scorecard,
} from '../../support/processes/scorecard-program.js';

const PLAN = 'csto-2023-belarus';

let folder: string;

beforeAll(async () => {
  await ensureBuilt();
  folder = mkdtempSync(join(tmpdir(), 'scorecard-shell-'));
  chmodSync(folder, 0o711); // if root runs the tests, the server's account must pass
});

afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));

describe('scorecard, called wrongly or for help,', () => {
  const run = (...args: string[]): Promise<Ended> => runScorecard(args, { DATA_DIR: join(folder, 'never') });

  it('explains commands, settings and exit codes', async () => {
    const [all, one] = await Promise.all([run('--help'), runHere(['record', '--help'])]);
    expect(all).toMatchObject({ code: 0, stderr: '' });
    const named = ['serve', 'migrate', 'seed', 'plans', 'report', 'record', 'anchor'];
    named.push('PORT', 'HOST', 'DATA_DIR', 'DATABASE_URL', 'LOG_LEVEL', 'Exit codes', 'Examples');
    for (const name of named) expect(all.stdout).toContain(name);
    expect(one).toMatchObject({ code: 0, stderr: '' });
    for (const name of ['--status', '--evidence', '--citation', '--if-version'])
      expect(one.stdout).toContain(name);
  });

  it('reports misuse on standard error only and exits with 2', async () => {
    const calls: [string[], string][] = [
      [[], 'Usage: scorecard'],
      [['frobnicate'], `unknown command 'frobnicate'`],
      [['report'], `missing required argument 'plan'`],
      [['plan', 'edit'], 'Usage: scorecard plan edit [options] <plan> [file]'],
      [['report', PLAN, '--asof', '2023-12-31'], 'Did you mean --as-of?'],
      [['report', PLAN, '--json', '--format', 'csv'], `cannot be used with option '--format`],
      [['report', PLAN, '--format', 'docx'], 'table, json, html, pdf, xlsx, csv, md, svg'],
      [['record', PLAN, 'INT-04', '--rationale', 'x'], '--status'],
      [
        ['record', PLAN, 'INT-04', '--status', 'x', '--rationale', 'x', '--evidence', 'words'],
        'supports:report-2024-12-04',
      ],
      [['anchor', 'nowhere.json', 'a', '--text', 'b'], 'cannot read nowhere.json'],
    ];
    // The first two as processes of their own, for the exit code.
    const ended: Ended[] = [];
    for (const [at, [args]] of calls.entries()) ended.push(await (at < 2 ? run(...args) : runHere(args)));
    ended.forEach((result, at) => {
      expect(result).toMatchObject({ code: 2, stdout: '' });
      expect(result.stderr).toContain(calls[at]?.[1]);
      expect(result.stderr).not.toMatch(/^ +at /m);
    });
  });
});

describe('scorecard, while the service runs on the embedded database,', () => {
  let dataDir: string;
  let service: RunningProgram;
  let address = '';

  beforeAll(async () => {
    dataDir = join(folder, 'served');
    service = scorecard(['serve', '--no-seed'], { env: { DATA_DIR: dataDir, PORT: '0' } });
    address = await addressOf(service);
  });

  afterAll(async () => {
    service.signal('SIGTERM');
    expect((await service.ended).code).toBe(0);
    expect(databaseProcesses(dataDir)).toEqual([]);
  });

  const run = (...args: string[]): Promise<Ended> => runHere(args, { env: { DATA_DIR: dataDir } });

  async function expectDone(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout;
  }

  it('says that there are no plans, loads them once and lists them newest first', async () => {
    expect(await expectDone('plans')).toContain('Run "scorecard seed"');
    // As a process of its own, like a person's second terminal.
    const seeded = await runScorecard(['seed'], { DATA_DIR: dataDir });
    expect(seeded).toMatchObject({ code: 0, stderr: '' });
    expect(seeded.stdout).toMatch(/^Loaded: csto-2023-belarus, csto-2024/);
    expect(await expectDone('seed')).toBe('All shipped plans are already loaded.\n');
    const [plans, others, json] = await Promise.all([
      expectDone('plans', '--organization', 'csto'),
      expectDone('plans', '--organization', 'nato'),
      expectDone('plans', '--format', 'json'),
    ]);
    expect(plans.split('\n').map((line) => line.split(' ')[0])).toEqual([
      'csto-2026-russia',
      'csto-2025-kyrgyzstan',
      'csto-2024-kazakhstan',
      'csto-2023-belarus',
      '',
    ]);
    expect(others).toContain('no plans of the organization "nato"');
    expect(JSON.parse(json)).toHaveLength(4);
  });

  it('prints a sign-in link to the port at which the service listens, whatever PORT says here', async () => {
    const link = (await expectDone('sign-in')).trim();
    expect(link).toMatch(new RegExp(`^${address}/sign-in/`));
    expect((await fetch(link, { redirect: 'manual' })).status).toBeLessThan(400);
  });

  it('fits its tables into a terminal, and cuts nothing where there is none', async () => {
    const commands = [
      ['plans'],
      ['report', PLAN],
      ['overview'],
      ['compare', PLAN, 'csto-2024-kazakhstan'],
      ['sources'],
    ];
    for (const command of commands) {
      const { stdout } = await runHere(command, { env: { DATA_DIR: dataDir }, terminal: 60 });
      const wide = stdout.split('\n').filter((line) => line.length > 60);
      // Twelve columns of figures cannot stand side by side in sixty.
      if (command[0] !== 'overview') expect([command, wide]).toEqual([command, []]);
      const words = (text: string): string => text.replace(/\s+/g, '').split('').sort().join('');
      expect([command, words(stdout)]).toEqual([command, words(await expectDone(...command))]);
    }
    const narrow = await runHere(['plans'], { env: { DATA_DIR: dataDir, COLUMNS: '70' }, terminal: 200 });
    expect(narrow.stdout.split('\n').every((line) => line.length <= 70)).toBe(true);
    expect(Math.max(...(await expectDone('plans')).split('\n').map((line) => line.length))).toBeGreaterThan(
      70,
    );
  });

  it('prints the scorecard as a plain table when piped', async () => {
    const table = await expectDone('report', PLAN);
    expect(table).toMatch(/^Total .*32 of 34 +94\.1%/m);
    expect(table).toContain('[#');
    // eslint-disable-next-line no-control-regex
    expect(table).not.toMatch(/[\u001b\u2588]/);
  });

  it("prints the API's JSON", async () => {
    const day = '2023-12-31';
    const printed: unknown = JSON.parse(await expectDone('report', PLAN, '--as-of', day, '--format', 'json'));
    expect(printed).toMatchObject({ asOf: day, total: { complete: 32, objectives: 34 } });
    const answer = await fetch(`${address}/api/v1/plans/${PLAN}/scorecard?asOf=${day}`);
    expect(printed).toEqual(await answer.json());
  });

  it('writes the report in any format to a file or standard output, in the requested language', async () => {
    const reports = mkdtempSync(join(folder, 'reports-'));
    const file = join(reports, 'report.pdf');
    const day = ['--as-of', '2023-12-31'];
    expect(await expectDone('report', PLAN, ...day, '--format', 'pdf', '-o', file)).toBe('');
    const { pages } = await readPdf(readFileSync(file));
    expect(pages.join(' ')).toContain('32 of 34');
    await expectDone('report', PLAN, ...day, '--format', 'pdf', '--no-appendix', '-o', file);
    const { pages: bare } = await readPdf(readFileSync(file));
    expect(bare.length).toBeLessThan(pages.length);
    expect(bare.join(' ')).toContain('32 of 34');
    expect(readdirSync(reports)).toEqual(['report.pdf']);
    const csv = await expectDone('report', PLAN, ...day, '--format', 'csv');
    expect(csvRecords(csv).filter(({ complete }) => complete === 'true')).toHaveLength(32);
    const markdown = await expectDone('report', PLAN, ...day, '--format', 'md', '--lang', 'ru');
    expect(markdown).toContain('## Что не выполнено и почему');
    const nowhere = await run('report', PLAN, '--format', 'md', '-o', join(reports, 'none', 'a.md'));
    expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be written (ENOENT)') });
  });

  it('records a status with a quotation, with a passage id, and as its help shows', async () => {
    const rationale = ['--rationale', 'Trial of the shell'];
    const quoted = await expectDone(
      ...['record', PLAN, 'INT-04', '--status', 'implemented', '--effective-on', '2024-02-01', ...rationale],
      ...['--assessor', 'presidency', '--evidence', 'supports:ciss-2023-12-04:the words: with a colon'],
    );
    expect(quoted).toMatch(
      /^INT-04 \(presidency\): not_implemented -> implemented, recorded as [0-9a-f-]{36}, objective now at version 3\n$/,
    );
    const report = JSON.parse(await expectDone('report', PLAN, '--format', 'json')) as { total: unknown };
    expect(report.total).toMatchObject({ complete: 33, objectives: 34 });

    const passage = await passageOf('the words: with a colon');
    if (passage !== undefined) {
      const known = await expectDone(
        ...[
          'record',
          PLAN,
          'INT-04',
          '--status',
          'implemented',
          '--effective-on',
          '2023-12-05',
          ...['--assessor', 'presidency'],
          ...rationale,
        ],
        ...['--evidence', `qualifies:${passage}`, '--if-version', '"3"'],
      );
      expect(known).toContain(
        'INT-04 (presidency): implemented -> implemented (a later assessment gives the current status)',
      );
    }
    const { stdout } = await runHere(['--help']);
    const example = /scorecard (record [\s\S]*)$/.exec(stdout)?.[1] ?? '';
    // The example names an invented plan; here its words are about one that is there.
    const ours: Record<string, string> = {
      'summit-2024': 'csto-2024-kazakhstan',
      'A-02': 'KZ1.2',
      'supports:report-2024-12-04:Names the measures': 'supports:ciss-2023-12-04:Names the measures',
    };
    const words = wordsOf(example).map((word) => ours[word] ?? word);
    expect(await expectDone(...words)).toMatch(/^KZ1\.2 \(press-reports\): \S+ -> in_progress/);
  });

  it('refuses in one line with exit code 1 and stores nothing', async () => {
    const record = (...args: string[]): string[] => ['record', PLAN, 'EXT-09', '--rationale', 'x', ...args];
    const calls: [string[], string | RegExp][] = [
      [['report', 'csto-2019'], 'There is no plan “csto-2019”. Run "scorecard plans"'],
      [['report', PLAN, '--as-of', '2023-02-30'], /^scorecard: --as-of: must be a date/],
      [
        record('--status', 'done'),
        /^scorecard: --status: "done" is not a level .* implemented, not_implemented/,
      ],
      [record('--status', 'implemented'), /^scorecard: --evidence: is required/],
      [
        record('--status', 'implemented', '--citation', 'contradicts:ciss-2023-12-04:Nothing came of it.'),
        /"Nothing came of it\." contradicts this status/,
      ],
      [
        record('--status', 'in_progress', '--effective-on', '0203-11-23'),
        /^scorecard: --effective-on: 0203-11-23 lies .* before the term begins, on 2023-01-01/,
      ],
      [record('--status', 'implemented', '--evidence', 'proves:ciss-2023-12-04:x'), '--evidence 1 (bearing)'],
      [record('--status', 'in_progress', '--if-version', '1'), /now at version 2/],
    ];
    const ended = await Promise.all(calls.map(([args]) => run(...args)));
    ended.forEach((result, at) => {
      expect(result).toMatchObject({ code: 1, stdout: '' });
      expect(result.stderr).toMatch(/^scorecard: .*\n$/);
      expect(result.stderr).toMatch(calls[at]?.[1] ?? '');
    });
    const report: unknown = JSON.parse(await expectDone('report', PLAN, '--format', 'json'));
    expect(report).toMatchObject({ notComplete: [{ code: 'EXT-09', level: 'not_implemented' }] });
  });

  /** The id of the passage with these words that INT-04's history quotes. */
  async function passageOf(exact: string): Promise<string> {
    const answer = await fetch(`${address}/api/v1/plans/${PLAN}/objectives/INT-04/assessments`);
    const { items } = (await answer.json()) as {
      items: { evidence: { passage: string; exact: string }[] }[];
    };
    const found = items.flatMap(({ evidence }) => evidence).find((passage) => passage.exact === exact);
    return found?.passage ?? '';
  }
});

describe('scorecard, while no service runs,', () => {
  let dataDir: string;

  beforeAll(() => {
    dataDir = join(folder, 'alone');
  });

  /** Runs it, and looks that it leaves no database running. */
  async function run(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await runScorecard(args, { DATA_DIR: dataDir });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(databaseProcesses(dataDir)).toEqual([]);
    return stdout;
  }

  it('starts the database for one command and leaves none running', async () => {
    expect(await run('migrate')).toMatch(/^Run: CreatePlans\d+, \w+/);
    expect(await run('migrate')).toBe('The schema is up to date.\n');
    expect(await run('seed')).toMatch(/^Loaded: csto-2023-belarus, csto-2024/);
    expect(await run('report', PLAN)).toMatch(/^Total .*32 of 34/m);
    const recorded = await run(
      'record',
      PLAN,
      'INT-04',
      '--assessor',
      'presidency',
      '--status',
      'in_progress',
      '--rationale',
      'Talks go on',
    );
    expect(recorded).toContain('INT-04 (presidency): not_implemented -> in_progress');
  });

  it('shares one database between simultaneous commands', async () => {
    const records = ['INT-01', 'INT-02', 'INT-03'].map((code) =>
      runScorecard(
        [
          ...['record', PLAN, code, '--assessor', 'presidency', '--status', 'in_progress'],
          ...['--rationale', 'At once'],
        ],
        { DATA_DIR: dataDir },
      ),
    );
    const refused = runScorecard(['report', 'csto-2019'], { DATA_DIR: dataDir });
    for (const { code, stderr } of await Promise.all(records))
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect((await refused).code).toBe(1);
    expect(databaseProcesses(dataDir)).toEqual([]);
    expect(await run('report', PLAN)).toMatch(/^Total .*29 of 34/m);
  });

  it('reverts the newest migration and applies it again', async () => {
    expect(await run('migrate', '--down')).toContain('was reverted');
    expect(await run('migrate')).toMatch(/^Run: \w+\n$/);
  });
});

describe('scorecard anchor', () => {
  it('computes selectors of a made-up dataset and writes them on request', async () => {
    const dataset = join(folder, 'invented.json');
    const text = join(folder, 'article.txt');
    const before = JSON.stringify(INVENTED);
    writeFileSync(dataset, before);
    writeFileSync(text, 'A heading\n\nThe chair opened the forum on time.\n\nIt closed in “good order”.\n');
    const anchor = (...more: string[]): Promise<Ended> =>
      runHere(['anchor', dataset, 'article', '--text', text, ...more]);

    const looked = await anchor();
    expect(looked).toMatchObject({ code: 0, stderr: '' });
    expect(looked.stdout).toMatch(/^1 of 1 quotations anchored\.\n.*--write to update them/s);
    expect(readFileSync(dataset, 'utf8')).toBe(before);

    expect((await anchor('--write')).stdout).toContain(`Written: ${dataset}`);
    const { sources } = JSON.parse(readFileSync(dataset, 'utf8')) as typeof INVENTED;
    expect(sources[0]?.passages[0]).toMatchObject({
      exact: 'opened the forum',
      prefix: expect.stringMatching(/The chair $/),
    });
    expect((await anchor()).stdout).toContain('match the text');

    writeFileSync(text, 'Another text altogether.\n');
    const lost = await anchor();
    expect(lost.code).toBe(1);
    expect(lost.stdout).toContain('article#opened: missing');
  });
});

/** The words of a shell command as `sh` would read them, with double quotes and continued lines. */
function wordsOf(command: string): string[] {
  const text = command.replaceAll('\\\n', ' ').trim();
  return [...text.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
}

const INVENTED = {
  format: 'presidency-scorecard-dataset/1',
  organization: { slug: 'invented', name: 'Invented Organization', acronym: 'IO' },
  assessors: [{ slug: 'chair', name: 'The chair', kind: 'self_reported' }],
  sources: [
    {
      slug: 'article',
      title: 'An invented article',
      passages: [{ key: 'opened', exact: 'opened the forum' }],
    },
  ],
  plan: {
    slug: 'invented-2030',
    scale: 'completion',
    title: 'An invented presidency',
    provenanceNote: 'Invented for a test.',
    holder: { name: 'Nowhere' },
    termStart: '2030-01-01',
    termEnd: '2030-12-31',
    defaultAssessor: 'chair',
    areas: [{ code: 'all', name: 'Everything' }],
    objectives: [
      {
        code: 'A1',
        area: 'all',
        title: 'Open the forum',
        basis: 'stated',
        statedIn: ['article#opened'],
        assessments: [],
      },
    ],
    claims: [],
  },
};
