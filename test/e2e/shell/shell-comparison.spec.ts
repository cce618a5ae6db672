import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Json } from '../../support/api.js';
import { ensureBuilt } from '../../support/processes/built-program.js';
import { runHere } from '../../support/processes/command.js';
import type { Ended } from '../../support/processes/scorecard-program.js';
import { part } from '../../support/part.js';
import { startService, type TestService } from '../../support/service.js';

const FIRST = ['csto-2023-belarus', 'csto-2024-kazakhstan'];
const NEXT = ['csto-2024-kazakhstan', 'csto-2025-kyrgyzstan'];

let service: TestService;
beforeAll(async () => {
  await ensureBuilt();
  service = await startService();
});
afterAll(() => service.stop());

const run = (...args: string[]): Promise<Ended> =>
  runHere(args, { env: { DATABASE_URL: service.database.url } });
const typed = (input: string, ...args: string[]): Promise<Ended> =>
  runHere(['suggest', ...NEXT, ...args], { env: { DATABASE_URL: service.database.url }, input });

async function links(): Promise<Json[]> {
  const { body } = await service
    .http()
    .get(`/api/v1/comparisons/${NEXT.join('/')}/links`)
    .expect(200);
  return body.items;
}

describe('scorecard compare', () => {
  it('prints what became of the objectives, by area, and what nothing takes up', async () => {
    const { code, stdout, stderr } = await run('compare', ...FIRST);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(
      'Of 34 earlier objectives 2 carried on, 3 widened, 0 narrowed, 4 related; 21 (19 completed, 2 unfinished) not continued; 4 undecided.',
    );
    expect(stdout).toContain('Of 14 later objectives 10 take up an earlier one, 3 new, 1 undecided.');
    expect(stdout).toMatch(
      /^Internal contour: cohesion of the member states +6 of 7, 85\.7% +1 of 7, 14\.3%$/m,
    );
    expect(stdout).toMatch(
      /^ {2}INT-04 .*: not implemented; Not continued: No Kazakh priority names Armenia\.$/m,
    );
    expect(stdout).toMatch(/^ {2}EXT-03 .*: qualified; taken up by KZ1\.1 \(closeMatch\)$/m);
    expect(stdout).toContain('  INT-05 (completed): It ended with the session of November 2023.');
    expect(stdout).toMatch(/\nUndecided in the earlier plan:\n {2}EXT-06 MIS-07 MIS-16 MIS-17\n/);
  });

  it('says that nobody has compared two plans, without a total and a share of what is taken up', async () => {
    const { stdout } = await run('compare', ...NEXT);
    expect(stdout).toContain('Nobody has compared these plans yet.');
    expect(stdout).toContain(`scorecard suggest ${NEXT.join(' ')}`);
    expect(stdout).not.toMatch(/not continued[;.]|dropped|taken up/);
  });

  it('writes every format to a file in the requested language and refuses an unknown one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'comparison-'));
    const begins = {
      pdf: '%PDF-',
      xlsx: 'PK',
      html: '<!doctype html>',
      svg: '<?xml',
      csv: 'from_plan,',
      md: '# Сравнение',
    };
    // The API's tests read each format; here it matters that the command writes what it is asked for.
    for (const [format, begin] of part(Object.entries(begins), 0)) {
      const file = join(folder, `out.${format}`);
      const ended = await run('compare', ...FIRST, '--format', format, '--lang', 'ru', '-o', file);
      expect(ended).toMatchObject({ code: 0, stdout: '', stderr: '' });
      expect((await readFile(file, 'utf8')).startsWith(begin)).toBe(true);
    }
    expect((await run('compare', ...FIRST, '--format', 'docx')).code).not.toBe(0);
    expect((await run('compare', ...FIRST, '--scale', 'polimeter')).stderr).toContain('is not mapped to');
    await rm(folder, { recursive: true });
  });

  it("prints the API's JSON and refuses in one sentence", async () => {
    const { stdout } = await run('compare', ...FIRST, '--as-of', '2023-12-31', '--format', 'json');
    const answer = await service
      .http()
      .get(`/api/v1/comparisons/${FIRST.join('/')}?asOf=2023-12-31`)
      .expect(200);
    expect(JSON.parse(stdout)).toEqual(answer.body);
    const wrong = await run('compare', ...FIRST.toReversed());
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    expect(wrong.stderr).toContain('is the earlier plan of the two');
  });
});

describe('scorecard suggest', () => {
  it("stores each key's decision at once and stops where the keys end", async () => {
    const { code, stdout, stderr } = await typed('u5Both are about drills.\nr?s');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\d+ suggestions from csto-2024-kazakhstan to csto-2025-kyrgyzstan\.\n/);
    expect(stdout).toMatch(/^> confirmed as closeMatch$/m);
    expect(stdout).toMatch(/^confirmed as relatedMatch$/m);
    expect(stdout).toMatch(/^> rejected$/m);
    expect(stdout.match(/^Keys: /gm)).toHaveLength(2);
    expect(stdout).toMatch(/\n2 confirmed, 1 rejected, 1 skipped, \d+ left\.\n$/);
    const stored = await links();
    expect(stored.map(({ state }) => state).toSorted()).toEqual(['confirmed', 'confirmed', 'rejected']);
    expect(stored.every(({ decidedBy }) => decidedBy.startsWith('shell:'))).toBe(true);
    expect(
      stored.map(({ rationale, suggestedReason }) => [suggestedReason, /“\w/.test(rationale)]).toSorted(),
    ).toEqual([
      [false, false],
      [false, false],
      [true, true],
    ]);
    expect(stored.map(({ rationale }) => rationale)).toContain('Both are about drills.');
  });

  it("stores nothing where a reason of one's own is asked for and none is typed", async () => {
    const before = await links();
    const { stdout } = await typed('c\nq', '--limit', '3');
    expect(stdout).toContain('nothing stored: a reason is needed');
    expect(await links()).toEqual(before);
  });

  it('resumes with the next suggestion and keeps what was decided before an interruption', async () => {
    const before = await links();
    const again = await typed('\u0003ccc', '--limit', '5');
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toMatch(/\n0 confirmed, 0 rejected, 0 skipped, 5 left\.\n$/);
    expect(await links()).toEqual(before);
    const pairs = before.map(({ from, to }) => [from.code, to.code]);
    for (const [from, to] of pairs)
      expect(again.stdout).not.toMatch(new RegExp(`^  ${from} .*\n  ${to} `, 'm'));
  });

  it('decides on a link that somebody proposed', async () => {
    const path = `/api/v1/comparisons/${NEXT.join('/')}/links`;
    const body = { from: 'KZ2.5', to: 'KG09', relation: 'closeMatch', rationale: 'Peacekeeping in both.' };
    const open = (await links()).find(({ from, to }) => from.code === 'KZ2.5' && to.code === 'KG09');
    if (open === undefined) await service.http().post(path).send(body).expect(201);
    const { stdout } = await typed('c', '--objective', 'KZ2.5', '--limit', '1');
    expect(stdout).toContain('(proposed by ');
    const decided = (await links()).find(({ from, to }) => from.code === 'KZ2.5' && to.code === 'KG09');
    expect(decided).toMatchObject({ state: 'confirmed', version: 2, rationale: 'Peacekeeping in both.' });
  });

  it('keeps the relation and the reason of whoever proposed, also where the two share no words', async () => {
    const path = `/api/v1/comparisons/${NEXT.join('/')}/links`;
    const body = { from: 'KZ5.1', to: 'KG01', relation: 'narrowMatch', rationale: 'A person knows why.' };
    await service.http().post(path).send(body).expect(201);
    const { stdout } = await typed('c', '--objective', 'KZ5.1', '--limit', '1');
    expect(stdout).toContain('narrowMatch  (proposed by ');
    expect(stdout).toContain('  Reason: A person knows why.');
    const decided = (await links()).find(({ from, to }) => from.code === 'KZ5.1' && to.code === 'KG01');
    expect(decided).toMatchObject({
      ...{ state: 'confirmed', version: 2, relation: 'narrowMatch' },
      rationale: body.rationale,
    });
  });

  it('says what is wrong with its arguments', async () => {
    expect((await typed('', '--limit', '0')).stderr).toContain('--limit: must be at least 1');
    expect((await typed('', '--objective', 'XX')).stderr).toContain('has no objective "XX"');
  });
});
