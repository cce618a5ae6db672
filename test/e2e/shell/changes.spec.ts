import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '../../support/api.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { ensureBuilt } from '../../support/processes/built-program.js';
import { runHere } from '../../support/processes/command.js';
import type { Ended } from '../../support/processes/scorecard-program.js';

const FIRST = 'g20-2024-brazil';
const LATER = 'g20-2025-south-africa';

describe('a plan in the shell, from nothing to its withdrawal', () => {
  let database: TestDatabase;
  let folder: string;
  const run = (...args: string[]): Promise<Ended> => runHere(args, { env: { DATABASE_URL: database.url } });
  const typed = (input: string, ...args: string[]): Promise<Ended> =>
    runHere(args, { input, env: { DATABASE_URL: database.url } });
  const done = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await run(...args);
    expect([code, stderr]).toEqual([0, '']);
    return stdout;
  };
  const json = async (...args: string[]): Promise<Json> => JSON.parse(await done(...args, '--json'));

  beforeAll(async () => {
    await ensureBuilt();
    database = await createDatabase('scales');
    folder = mkdtempSync(join(tmpdir(), 'scorecard-changes-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await database.drop();
  });

  it('creates a draft from options alone, and another from standard input', async () => {
    const said = await done(
      ...['plan', 'create', '--slug', FIRST, '--title', 'The plan of 2024'],
      ...['--organization', 'g20', '--organization-name', 'Group of Twenty', '--holder', 'Brazil'],
      ...['--term-start', '2024-01-01', '--term-end', '2024-12-31', '--area', 'trade:Trade: fair and open'],
      ...['--assessor', 'presidency:self_reported:The presidency', '--assessor', 'lab:independent:The lab'],
    );
    expect(said).toContain(`Created: ${FIRST} (draft).`);
    const later = {
      slug: LATER,
      title: 'The plan of 2025',
      organization: { slug: 'g20' },
      holder: { name: 'South Africa' },
      termStart: '2025-01-01',
      termEnd: '2025-12-31',
      areas: [{ code: 'trade', name: 'Trade' }],
    };
    const piped = await typed(JSON.stringify(later), 'plan', 'create', '-', '--json');
    expect([piped.code, piped.stderr]).toEqual([0, '']);
    expect(JSON.parse(piped.stdout)).toMatchObject({
      slug: LATER,
      state: 'draft',
      holder: { name: 'South Africa' },
    });
    expect(await json('plan', 'edit', FIRST, '--motto', 'A just world')).toMatchObject({
      motto: 'A just world',
      areas: [{ code: 'trade', name: 'Trade: fair and open' }],
      assessors: [{ slug: 'presidency' }, { slug: 'lab', name: 'The lab', kind: 'independent' }],
    });
  });

  it('adds all objectives of a list or none, and says which one is wrong', async () => {
    const file = join(folder, 'objectives.json');
    const list = [
      { code: '7/1', title: 'Tax the very rich' },
      { code: '7/2', title: 'Feed the hungry' },
    ];
    writeFileSync(file, JSON.stringify([...list, { code: '7/3', title: '' }]));
    const refused = await run('objective', 'add', FIRST, file, '--area', 'trade', '--basis', 'stated');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^scorecard: item 3, title: .+\n$/);
    // A fault that only the database knows of leaves nothing either.
    writeFileSync(file, JSON.stringify([...list, { code: '7/3', title: 'Third', area: 'peace' }]));
    const mixed = JSON.parse(readFileSync(file, 'utf8')) as object[];
    writeFileSync(file, JSON.stringify(mixed.map((one) => ({ area: 'trade', basis: 'stated', ...one }))));
    const unknown = await run('objective', 'add', FIRST, file);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringMatching(/^scorecard: item 3, area: /)]);
    expect((await run('report', FIRST, '--format', 'json')).stdout).toContain('"objectives": 0');
    writeFileSync(file, JSON.stringify(list));
    expect(await done('objective', 'add', FIRST, file, '--area', 'trade', '--basis', 'stated')).toBe(
      `Added to ${FIRST}: 7/1, 7/2\n`,
    );
    await done(
      ...['objective', 'add', LATER, '--code', 'A.1', '--area', 'trade', '--basis', 'stated'],
      ...['--title', 'Tax them more', '--due-on', '2025-06-30', '--tag', 'tax', '--tag', 'wealth'],
    );
  });

  it('corrects an objective, refuses an outdated version, and strikes', async () => {
    expect(
      await json('objective', 'edit', FIRST, '7/2', '--code', '№2', '--title', 'End hunger'),
    ).toMatchObject({
      code: '№2',
      title: 'End hunger',
      area: 'trade',
    });
    const stale = await run('objective', 'edit', FIRST, '№2', '--title', 'Lost', '--if-version', '1');
    expect(stale.code).toBe(1);
    expect(stale.stderr).toContain('Leave --if-version out, or give the current version.');
    await done(
      'objective',
      'add',
      FIRST,
      '--code',
      'X',
      '--area',
      'trade',
      '--basis',
      'stated',
      '--title',
      'A slip',
    );
    expect(await done('objective', 'strike', FIRST, 'X')).toBe(`Removed: X of ${FIRST}\n`);
  });

  it('records, retracts, claims and links, and the scorecard follows', async () => {
    await done('add-source', 'communique', '--title', 'Communiqué');
    const recorded = await done(
      ...['record', FIRST, '7/1', '--status', 'implemented', '--rationale', 'Agreed.'],
      ...['--effective-on', '2024-07-26', '--citation', 'supports:communique:Says that it was agreed'],
    );
    expect(
      await json(
        'claim',
        'add',
        FIRST,
        '--complete',
        '2',
        '--total',
        '2',
        '--citation',
        'communique:All was done',
      ),
    ).toMatchObject({
      complete: 2,
      total: 2,
    });
    const total = async (): Promise<Json> =>
      JSON.parse(await done('report', FIRST, '--assessor', 'lab', '--format', 'json')).total;
    expect(await total()).toMatchObject({ objectives: 2, assessed: 1, complete: 1 });
    const id = /recorded as ([0-9a-f-]+)/.exec(recorded)![1]!;
    expect(await done('retract', FIRST, '7/1', id, '--rationale', 'Another text.')).toBe(
      `Retracted: ${id}. 7/1 of ${FIRST} is now not_assessed.\n`,
    );
    expect(await total()).toMatchObject({ objectives: 2, assessed: 0, complete: 0 });
    expect(
      await done(
        'link',
        FIRST,
        '7/1',
        LATER,
        'A.1',
        '--relation',
        'closeMatch',
        '--rationale',
        'Both tax wealth.',
      ),
    ).toBe(`Linked: 7/1 of ${FIRST} to A.1 of ${LATER} (suggested)\n`);
  });

  it('adds and renames assessors', async () => {
    await done('assessor', 'add', FIRST, 'watch', '--name', 'Watch', '--kind', 'independent');
    expect(await json('assessor', 'rename', FIRST, 'watch', '--name', 'G20 Watch')).toMatchObject({
      assessors: expect.arrayContaining([expect.objectContaining({ slug: 'watch', name: 'G20 Watch' })]),
    });
  });

  it('publishes, withdraws with a reason, reinstates, and discards drafts alone', async () => {
    expect(await done('plan', 'publish', FIRST)).toMatch(
      new RegExp(`^Published: ${FIRST}, now at version \\d+\n$`),
    );
    const kept = await run('plan', 'discard', FIRST);
    expect(kept.code).toBe(1);
    expect(kept.stderr).toContain(`"scorecard plan withdraw ${FIRST}" takes it out of the lists.`);
    expect(await json('plan', 'withdraw', FIRST, '--rationale', 'Entered twice.')).toMatchObject({
      state: 'withdrawn',
    });
    expect(await json('plan', 'reinstate', FIRST)).toMatchObject({ state: 'published' });
    expect(await done('plan', 'discard', LATER)).toBe(`Discarded: ${LATER}\n`);
    expect(await done('plans')).not.toContain(LATER);
  });

  it('takes the format of a report from the name of its file', async () => {
    const file = join(folder, 'report.PDF');
    await done('report', FIRST, '-o', file);
    expect(readFileSync(file).subarray(0, 5).toString('latin1')).toBe('%PDF-');
    const unknown = await run('report', FIRST, '-o', join(folder, 'report.docx'));
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('".docx" is no format')]);
  });
});
