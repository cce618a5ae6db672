import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Json } from '../../support/api.js';
import { ensureBuilt } from '../../support/built-program.js';
import { type Ended, runScorecard, scorecard } from '../../support/scorecard-program.js';
import { startService, type TestService } from '../../support/service.js';

jest.setTimeout(120_000);

const FIRST = ['csto-2023-belarus', 'csto-2024-kazakhstan'];
const NEXT = ['csto-2024-kazakhstan', 'csto-2025-kyrgyzstan'];

let service: TestService;
beforeAll(async () => {
  await ensureBuilt();
  service = await startService();
});
afterAll(() => service.stop());

const run = (...args: string[]): Promise<Ended> => runScorecard(args, { DATABASE_URL: service.database.url });
const typed = (input: string, ...args: string[]): Promise<Ended> =>
  scorecard(['suggest', ...NEXT, ...args], { env: { DATABASE_URL: service.database.url }, input }).ended;

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
    expect(stdout).toContain('Of 34 objectives 2 carried on, 3 widened, 0 narrowed, 4 related, 25 dropped.');
    expect(stdout).toContain('Of 14 later ones 4 new.');
    expect(stdout).toMatch(
      /^Internal contour: cohesion of the member states +6 of 7 +85\.7 % +1 of 7 +14\.3 %$/m,
    );
    expect(stdout).toMatch(/^ {2}INT-04 .*: not implemented; nothing takes it up$/m);
    expect(stdout).toMatch(/^ {2}EXT-03 .*: qualified; taken up by KZ1\.1 \(closeMatch\)$/m);
    expect(stdout).toMatch(/\nNew:\n {2}KZ2\.2 KZ2\.3 KZ2\.4 KZ4\.2\n/);
  });

  it('writes every form to a file, in the language asked for, and refuses one that is none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'comparison-'));
    const begins = {
      pdf: '%PDF-',
      xlsx: 'PK',
      html: '<!doctype html>',
      svg: '<?xml',
      csv: 'from_plan,',
      md: '# Сравнение',
    };
    for (const [format, begin] of Object.entries(begins)) {
      const file = join(folder, `out.${format}`);
      const ended = await run('compare', ...FIRST, '--format', format, '--lang', 'ru', '-o', file);
      expect(ended).toMatchObject({ code: 0, stdout: '', stderr: '' });
      expect((await readFile(file, 'utf8')).startsWith(begin)).toBe(true);
    }
    expect((await run('compare', ...FIRST, '--format', 'docx')).code).not.toBe(0);
    expect((await run('compare', ...FIRST, '--scale', 'polimeter')).stderr).toContain('is not mapped to');
    await rm(folder, { recursive: true });
  });

  it('prints as JSON what the API answers, and refuses in a sentence', async () => {
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
  it('stores what each key says at once, says so, and stops where the keys end', async () => {
    const { code, stdout, stderr } = await typed('c5\nr?s');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\d+ suggestions from csto-2024-kazakhstan to csto-2025-kyrgyzstan\.\n/);
    expect(stdout).toMatch(/^> confirmed as closeMatch$/m);
    expect(stdout).toMatch(/^> confirmed as relatedMatch$/m);
    expect(stdout).toMatch(/^> rejected$/m);
    expect(stdout.match(/^Keys: /gm)).toHaveLength(2);
    expect(stdout).toMatch(/\n2 confirmed, 1 rejected, 1 skipped, \d+ left\.\n$/);
    const stored = await links();
    expect(stored.map(({ state }) => state).toSorted()).toEqual(['confirmed', 'confirmed', 'rejected']);
    expect(stored.every(({ decidedBy }) => decidedBy.startsWith('shell:'))).toBe(true);
    expect(stored.every(({ rationale }) => /"\w/.test(rationale))).toBe(true);
  });

  it('begins with the next one when it is run again, and leaves everything as it was when it is broken off', async () => {
    const before = await links();
    const again = await typed('\u0003ccc', '--limit', '5');
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toMatch(/\n0 confirmed, 0 rejected, 0 skipped, 5 left\.\n$/);
    expect(await links()).toEqual(before);
    const pairs = before.map(({ from, to }) => [from.code, to.code]);
    for (const [from, to] of pairs)
      expect(again.stdout).not.toMatch(new RegExp(`^  ${from} .*\n  ${to} `, 'm'));
  });

  it('decides on what somebody has proposed', async () => {
    const path = `/api/v1/comparisons/${NEXT.join('/')}/links`;
    const body = { from: 'KZ2.5', to: 'KG09', relation: 'closeMatch', rationale: 'Peacekeeping in both.' };
    const open = (await links()).find(({ from, to }) => from.code === 'KZ2.5' && to.code === 'KG09');
    if (open === undefined) await service.http().post(path).send(body).expect(201);
    const { stdout } = await typed('2', '--objective', 'KZ2.5', '--limit', '1');
    expect(stdout).toContain('(proposed by somebody)');
    const decided = (await links()).find(({ from, to }) => from.code === 'KZ2.5' && to.code === 'KG09');
    expect(decided).toMatchObject({ state: 'confirmed', version: 2, rationale: 'Peacekeeping in both.' });
  });

  it('says what is wrong with what it was called with', async () => {
    expect((await typed('', '--limit', '0')).stderr).toContain('--limit: must be at least 1');
    expect((await typed('', '--objective', 'XX')).stderr).toContain('has no objective "XX"');
  });
});
