import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runInContext } from '../../../src/core/context.js';
import type { Role } from '../../../src/core/roles.js';
import { DatasetImport } from '../../../src/interchange/dataset/dataset-import.js';
import { BELARUS, fingerprint, type Json } from '../../support/api.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { ensureBuilt } from '../../support/processes/built-program.js';
import { runHere } from '../../support/processes/command.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
/** The records of the first plan under another slug, its header first: each line a record. */
let copy: Json[];

beforeAll(async () => {
  service = await startService();
  const { body } = await service.http().get(`${BELARUS}/export?format=json`).expect(200);
  const text = JSON.stringify(body).replaceAll('"csto-2023-belarus"', '"copy-2023"');
  const { records, ...header } = JSON.parse(text);
  copy = [header, ...records];
});
afterAll(() => service.stop());

const fileOf = (records: Json[]): string => records.map((one) => `${JSON.stringify(one)}\n`).join('');

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}

function importAs(role: Role, text: string, options: { dryRun?: boolean; publish?: boolean } = {}) {
  const context = { actor: { name: 'tester', role }, origin: '', action: 'import', requestId: '' };
  return runInContext(context, () => service.app.get(DatasetImport).import(bytesOf(text), options));
}

/** The copy with changes in its first record of a type; `line` is where that stands. */
function altered(type: string, change: (record: Json) => Json): { text: string; line: number } {
  const at = copy.findIndex((record) => record.type === type);
  return { text: fileOf(copy.with(at, change(structuredClone(copy[at])))), line: at + 1 };
}

describe('a dataset with a fault', () => {
  const TWICE = 'stands in an earlier record';
  const OTHER = '01a21c4d-85f2-75d9-9dd0-000000000000';
  it.each<[what: string, type: string, change: (record: Json) => Json, column: string, message: string]>([
    [
      'an unknown organization',
      'plan',
      (r) => ({ ...r, organization: 'nato' }),
      '/organization',
      'no organization "nato"',
    ],
    ['an unknown scale', 'plan', (r) => ({ ...r, scale: 'stars' }), '/scale', 'no scale "stars"'],
    ['an unknown area', 'objective', (r) => ({ ...r, area: 9 }), '/area', 'no area "9"'],
    [
      'a passage that is nowhere',
      'objective',
      (r) => ({ ...r, statedIn: [OTHER] }),
      '/statedIn',
      'no passage',
    ],
    [
      'an unknown objective',
      'assessment',
      (r) => ({ ...r, objective: 'X' }),
      '/objective',
      'no objective "X"',
    ],
    [
      'an unknown level',
      'assessment',
      (r) => ({ ...r, status: 'done' }),
      '/status',
      'no level of the scale "done"',
    ],
    [
      'an assessor of no plan',
      'assessment',
      (r) => ({ ...r, assessor: 'x' }),
      '/assessor',
      'no assessor of the plan',
    ],
    ['a code twice', 'objective', (r) => ({ ...r, code: 'INT-02' }), '/code', TWICE],
    ['a claim of no passage', 'claim', (r) => ({ ...r, passage: OTHER }), '/passage', 'no passage'],
    [
      'a later instant than the plan has',
      'assessment',
      (r) => ({ ...r, recordedAt: '2200-01-01T00:00:00.000Z' }),
      '/recordedAt',
      'too late',
    ],
    [
      'an instant in the future',
      'plan',
      (r) => ({ ...r, revisedAt: '2200-01-01T00:00:00.000Z' }),
      '/revisedAt',
      'in the future',
    ],
    ['a member too many', 'plan', (r) => ({ ...r, colour: 'red' }), '/colour', 'remove "colour"'],
    ['a member too few', 'claim', ({ text: _text, ...r }) => r, '', "must have required property 'text'"],
    ['another type', 'claim', (r) => ({ ...r, type: 'rumour' }), '/type', 'must be one of organization'],
    ['half a character', 'claim', (r) => ({ ...r, text: 'x\uD800' }), '/text', 'cannot be stored'],
    [
      'an address that runs',
      'source',
      (r) => ({ ...r, url: 'javascript:alert(1)' }),
      '/url',
      'must match pattern',
    ],
    [
      'an assessor of another kind',
      'assessor',
      (r) => ({ ...r, kind: 'self_reported' }),
      '',
      'is another one',
    ],
    ['a passage in other words', 'passage', (r) => ({ ...r, exact: 'Never said.' }), '', 'is another one'],
    [
      'a level of other credit',
      'scale',
      (r) => ({ ...r, levels: r.levels.with(1, { ...r.levels[1], credit: 0.5 }) }),
      '',
      'is another one',
    ],
  ])(
    'such as %s is told with its line, and nothing of it is stored',
    async (_what, type, change, column, message) => {
      const before = await fingerprint(service);
      const { text, line } = altered(type, change);
      // Of two that are alike, the second is told.
      const row = message === TWICE ? line + 1 : line;
      const report = await importAs('admin', text);
      expect(report).toMatchObject({ applied: false, format: 'dataset' });
      expect(report.faults).toContainEqual(
        expect.objectContaining({ row, column, message: expect.stringContaining(message) }),
      );
      expect(await fingerprint(service)).toEqual(before);
    },
  );

  it('such as a final status without evidence is told in the words of the database', async () => {
    const { text } = altered('assessment', ({ evidence: _evidence, ...rest }) => rest);
    const { faults } = await importAs('admin', text);
    expect(faults).toEqual([{ message: expect.stringContaining('gives a final level without evidence') }]);
  });

  it('such as a missing end is not taken for a smaller dataset', async () => {
    for (const records of [copy.slice(0, -1), copy.toSpliced(40, 1), copy.slice(0, 60)]) {
      const report = await importAs('admin', fileOf(records));
      expect(report.applied).toBe(false);
      expect(report.faults[0]!.message).toContain('cut off');
    }
  });
});

describe('an import of a dataset', () => {
  it('of a history needs an administrator', async () => {
    await expect(importAs('editor', fileOf(copy))).rejects.toMatchObject({ kind: 'not-allowed' });
  });

  it('keeps what is here in other words, and says so', async () => {
    const { text, line } = altered('organization', (r) => ({ ...r, name: 'Another name' }));
    const report = await importAs('admin', text, { dryRun: true });
    expect(report).toMatchObject({ applied: false, faults: [] });
    expect(report.warnings).toEqual([
      expect.objectContaining({ row: line, value: 'csto', message: expect.stringContaining('which stay') }),
    ]);
    await service.http().get('/api/v1/plans/copy-2023').expect(404);
  });

  it('finds sources by their address and passages by their words, whatever they are called', async () => {
    const kazakhstan = '/api/v1/plans/csto-2024-kazakhstan';
    const { body } = await service.http().get(`${kazakhstan}/export?format=json`).expect(200);
    const renamed = JSON.stringify(body)
      .replaceAll('"csto-2024-kazakhstan"', '"copy-2024"')
      .replaceAll('"daryo-tokayev-priorities"', '"another-slug"')
      .replaceAll(/"01[0-9a-f]{6}-/g, '"02abcdef-');
    const report = await importAs('admin', renamed);
    expect(report.faults).toEqual([]);
    const { sources, passages, objectives } = report.counts;
    expect(objectives).toEqual({ created: 14, unchanged: 0 });
    expect([sources!.created, passages!.created]).toEqual([0, 0]);
    expect(passages!.unchanged).toBeGreaterThan(14);
    expect(report.warnings.map(({ message }) => message)).toContain(
      'The source "another-slug" is here already as "daryo-tokayev-priorities", by its address.',
    );
    const [was, is] = await Promise.all(
      [kazakhstan, '/api/v1/plans/copy-2024'].map((plan) => service.http().get(`${plan}/scorecard`)),
    );
    expect(is!.body.total).toEqual(was!.body.total);
    // The same file once more says nothing new.
    const again = await importAs('admin', renamed);
    expect(again).toMatchObject({
      applied: true,
      faults: [],
      counts: { plans: { created: 0, unchanged: 1 } },
    });
  });

  it('of a plan that was written by hand makes a draft that rests on nothing firm', async () => {
    const dataset = readFileSync('seeds/csto-2023-belarus.json', 'utf8').replaceAll(
      'csto-2023-belarus',
      'by-hand-2023',
    );
    const tried = await importAs('editor', dataset, { dryRun: true });
    expect(tried).toMatchObject({
      applied: false,
      faults: [],
      counts: { objectives: { created: 34, unchanged: 0 } },
    });
    const report = await importAs('editor', dataset);
    expect(report).toMatchObject({ applied: true, faults: [], counts: tried.counts });
    await service.as(undefined).get('/api/v1/plans/by-hand-2023').expect(404);
    const { body } = await service.http().get('/api/v1/plans/by-hand-2023/scorecard').expect(200);
    expect(body.total).toMatchObject({ complete: 32, evidence: { firm: 0 } });
    expect(body.total.evidence.unread).toBeGreaterThan(20);
    const again = await importAs('editor', dataset);
    expect(again.faults).toEqual([
      expect.objectContaining({ message: expect.stringContaining('already exists') }),
    ]);
    const broken = await importAs('editor', dataset.replace('"implemented"', '"done"'));
    expect(broken.faults[0]!.column).toMatch(/^\/plan\/objectives\/\d+\/assessments\/0\/status$/);
  });
});

describe('scorecard export and import', () => {
  let empty: TestDatabase;
  let folder: string;
  const run = (url: string, ...args: string[]) => runHere(args, { env: { DATABASE_URL: url } });

  beforeAll(async () => {
    await ensureBuilt();
    empty = await createDatabase('scales');
    folder = mkdtempSync(join(tmpdir(), 'scorecard-dataset-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await empty.drop();
  });

  it('move all plans to another machine, with the same digests', async () => {
    const file = join(folder, 'plans.jsonl');
    expect(await run(service.database.url, 'export', '-o', file)).toMatchObject({ code: 0, stdout: '' });
    const tried = await run(empty.url, 'import', file, '--dry-run');
    expect(tried).toMatchObject({ code: 0, stderr: '' });
    expect(tried.stdout).toMatch(
      /^Nothing was stored\. It would import: 1 organization, .*0 scale mappings \(6 already here\), .*130 objectives,/,
    );
    const done = await run(empty.url, 'import', file, '--json');
    expect(done.code).toBe(0);
    expect(JSON.parse(done.stdout)).toMatchObject({ applied: true, counts: { plans: { created: 6 } } });
    const digestIn = async (url: string): Promise<string> => {
      const { stdout } = await run(url, 'report', 'csto-2023-belarus', '--json');
      return JSON.parse(stdout).digest;
    };
    const digest = await digestIn(service.database.url);
    expect(await digestIn(empty.url)).toBe(digest);

    writeFileSync(file, readFileSync(file, 'utf8').replace('"Raise the cohesion', '"Lower the cohesion'));
    const broken = await run(empty.url, 'import', file);
    expect(broken).toMatchObject({ code: 1, stdout: 'Nothing was imported.\n' });
    expect(broken.stderr).toMatch(/^line \d+, \/slug: The plan "by-hand-2023" is here already and differs/m);
    expect((await run(empty.url, 'import', join(folder, 'missing'))).code).toBe(2);
  });

  it('name the formats there are, and want a plan for a table', async () => {
    const unknown = await run(service.database.url, 'export', '-o', 'plans.docx');
    expect(unknown).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('End the name with .json, .jsonl, .csv, .xlsx'),
    });
    const all = await run(service.database.url, 'export', '--format', 'csv');
    expect(all).toMatchObject({ code: 2, stderr: expect.stringContaining('csv holds one plan') });
    const one = await run(service.database.url, 'export', 'csto-2023-belarus', '--format', 'csv');
    expect(one.stdout).toMatch(/^code,area,/);
  });
});
