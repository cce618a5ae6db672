import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Refusal } from '../../../src/core/errors.js';
import { AssessorInput, PlanInput } from '../../../src/plans/dto/plan.dto.js';
import { checked, fieldsOf, partsOf, readJson, versionOf, within } from '../../../src/shell/input.js';
import { addClaim } from '../../../src/shell/changes/claims-and-links.js';
import { addObjectives } from '../../../src/shell/changes/objectives.js';
import { explainRefusal } from '../../../src/shell/explain-refusal.js';
import { Shell } from '../../../src/shell/shell.js';
import { UsageError } from '../../../src/shell/run-safely.js';

const folder = mkdtempSync(join(tmpdir(), 'scorecard-input-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shell = new Shell([], {}, process);

function fileOf(content: string): string {
  const file = join(folder, `${Math.random()}.json`);
  writeFileSync(file, content);
  return file;
}

/** What the shell prints of a refusal. */
async function toldOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  return error instanceof Refusal ? explainRefusal(error) : (error as Error).message;
}

describe('the input of commands that change something', () => {
  it('lets options replace what a file says, and leaves out what is not given', async () => {
    const file = fileOf('\uFEFF{"title": "Old", "motto": "Stay"}');
    expect(await fieldsOf(shell, file, { title: 'New', slug: undefined })).toEqual({
      title: 'New',
      motto: 'Stay',
    });
    expect(await fieldsOf(shell, undefined, { title: 'New', slug: undefined })).toEqual({ title: 'New' });
  });

  it.each([
    ['a file that is not there', () => readJson(shell, join(folder, 'none.json')), 'ENOENT'],
    ['broken JSON', () => readJson(shell, fileOf('{"slug": ')), 'holds no valid JSON: '],
    [
      'a list for one object',
      () => fieldsOf(shell, fileOf('[1]'), {}),
      'must hold one JSON object, in braces',
    ],
    [
      'a list without objectives',
      () => addObjectives(shell, 'plan', fileOf('{"items": []}'), {}),
      'lists no objectives',
    ],
    [
      'items that are no list',
      () => addObjectives(shell, 'plan', fileOf('{"items": 3}'), {}),
      '"items" must be a list of objectives',
    ],
    [
      'two places of one claim',
      () => addClaim(shell, 'plan', undefined, { passage: 'p', citation: 'source:said' }),
      'Give one of --quotation, --citation and --passage',
    ],
  ])('calls %s wrong usage and says so', async (_what, work, told) => {
    await expect(work()).rejects.toBeInstanceOf(UsageError);
    expect(await toldOf(work())).toContain(told);
  });

  it('names the option of a wrong field, and the item where a file holds several', async () => {
    const wrong = { slug: 'x', name: 'X', kind: 'friendly' };
    expect(await toldOf(checked(AssessorInput, wrong))).toMatch(/^--kind: .*self_reported.*independent/);
    expect(await toldOf(checked(AssessorInput, wrong, 2))).toMatch(/^item 3, kind: .*self_reported/);
    expect(await toldOf(checked(PlanInput, { slug: 'x' }))).toContain('--term-start: is required');
    const refusal = new Refusal('already-exists', 'The code is taken.');
    expect(explainRefusal(within(refusal, 0) as Refusal)).toBe('item 1: The code is taken.');
    const broken = new Error('not ours');
    expect(within(broken, 0)).toBe(broken);
  });

  it('takes an option apart, and leaves colons in its last part alone', () => {
    expect(partsOf('--area', 'code:name', 'trade:Trade: fair')).toEqual(['trade', 'Trade: fair']);
    expect(() => partsOf('--area', 'code:name', 'trade')).toThrow(
      '--area must have the form code:name, not "trade"',
    );
  });

  it('takes a version as a number or as its entity tag', () => {
    expect([versionOf('3'), versionOf('"12"'), versionOf(undefined)]).toEqual([3, 12, undefined]);
    expect(() => versionOf('new')).toThrow('--if-version must be the number of a version');
  });

  it.each([
    ['DELETE /api/v1/plans/x-1/withdrawal reinstates it.', '"scorecard plan reinstate x-1" reinstates it.'],
    ['POST /api/v1/plans/x-1/withdrawal takes it out.', '"scorecard plan withdraw x-1" takes it out.'],
    ['DELETE /api/v1/plans/x-1 discards it.', '"scorecard plan discard x-1" discards it.'],
    ['PATCH /api/v1/plans/x/assessors/lab renames it.', '"scorecard assessor rename x lab" renames it.'],
    ['change that plan with PATCH /api/v1/plans/x.', 'change that plan with "scorecard plan edit x".'],
  ])('names a command where a sentence for programs names a request: %s', (told, expected) => {
    expect(explainRefusal(new Refusal('already-exists', told))).toBe(expected);
  });
});
