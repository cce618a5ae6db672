import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runHere } from '../../support/processes/command.js';
import type { Ended } from '../../support/processes/scorecard-program.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';

const PLAN = 'csto-2023-belarus';

describe('scorecard and frozen scorecards', () => {
  let database: TestDatabase;
  const run = (...args: string[]): Promise<Ended> => runHere(args, { env: { DATABASE_URL: database.url } });

  beforeAll(async () => {
    database = await createDatabase('plans');
  });
  afterAll(() => database.drop());

  it('takes a snapshot, prints its address and digest, and lists it', async () => {
    expect((await run('snapshots', PLAN)).stdout).toBe('There are no snapshots of this plan yet.\n');
    const taken = await run('snapshot', PLAN, '--as-of', '2023-12-31', '--label', 'End of the term');
    expect(taken.stderr).toBe('');
    const found =
      /^csto-2023-belarus as of 2023-12-31: 34 of 34 assessed, 32 complete, snapshot saved at\n\/api\/v1\/plans\/csto-2023-belarus\/snapshots\/(\S+)\ndigest ([0-9a-f]{64})\n$/.exec(
        taken.stdout,
      );
    const [, id, digest] = found ?? [];
    expect(digest).toBeDefined();
    const listed = (await run('snapshots', PLAN)).stdout;
    expect(listed).toMatch(
      new RegExp(
        `^${id}  as of 2023-12-31  known at \\S+Z  ${digest!.slice(0, 12)}  \\S+  End of the term\n$`,
      ),
    );

    const knownAt = /known at (\S+)/.exec(listed)![1]!;
    const report = await run(
      'report',
      PLAN,
      '--as-of',
      '2023-12-31',
      '--known-at',
      knownAt,
      '--format',
      'json',
    );
    expect(JSON.parse(report.stdout)).toMatchObject({ digest });
  });

  it('reads the scorecard on another scale or lists the scales there are', async () => {
    const report = await run('report', PLAN, '--scale', 'g20-compliance', '--json');
    expect(JSON.parse(report.stdout).total.byLevel).toEqual({ no_compliance: 2, full_compliance: 32 });
    const refused = await run('snapshot', PLAN, '--scale', 'polimeter');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('it is mapped to g20-compliance');
  });
});
