import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureBuilt } from '../../support/processes/built-program.js';
import { runHere } from '../../support/processes/command.js';
import type { Ended } from '../../support/processes/scorecard-program.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';

const TEXT = `The council met in the capital. The ministers signed the final protocol.

The drafts were still being agreed at the end of the year, as everybody had expected.
`;

describe('scorecard and the texts of sources', () => {
  let database: TestDatabase;
  let folder: string;
  const run = (...args: string[]): Promise<Ended> => runHere(args, { env: { DATABASE_URL: database.url } });
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  beforeAll(async () => {
    await ensureBuilt();
    database = await createDatabase();
    folder = mkdtempSync(join(tmpdir(), 'scorecard texts '));
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('adds a source, loads its text and names quotations missing from another text', async () => {
    const added = await run('add-source', 'report', '--title', 'A report', '--published-on', '2023-12-04');
    expect(added).toMatchObject({ code: 0, stdout: 'Added: report\n' });
    expect((await run('add-source', 'report', '--title', 'A report')).code).toBe(1);
    expect((await run('sources', 'repo')).stdout).toBe('report  2023-12-04  A report\n');

    const text = file('report.txt', TEXT);
    expect((await run('load-text', 'report', '--text', text)).code).toBe(0);
    for (const exact of ['signed the final protocol', 'drafts were still being agreed']) {
      await database.source.query(
        `INSERT INTO passage (id, source_id, exact) SELECT gen_random_uuid(), id, $1 FROM source WHERE slug = 'report'`,
        [exact],
      );
    }
    const loaded = await run('load-text', 'report', '--text', text);
    expect(loaded.code).toBe(0);
    expect(loaded.stdout).toContain('verified 2, relocated 0, ambiguous 0, lost 0');

    expect((await run('verify', 'report', '--text', text)).stdout).toContain('refer to this text');
    const altered = file(
      'altered.txt',
      TEXT.replace('The ministers signed the final protocol.', 'They left.'),
    );
    const verified = await run('verify', 'report', '--text', altered);
    expect(verified.code).toBe(1);
    expect(verified.stdout).toContain('verified 1, relocated 0, ambiguous 0, lost 1');
    expect(verified.stdout).toMatch(/^lost \(not-found\) {2}\S+ {2}"signed the final protocol"$/m);
  });

  it('takes a text from standard input, tells what it is by its first characters, and prints JSON', async () => {
    const env = { DATABASE_URL: database.url };
    const piped = await runHere(['verify', 'report', '--text', '-', '--json'], { env, input: TEXT });
    expect([piped.code, piped.stderr]).toEqual([0, '']);
    expect(JSON.parse(piped.stdout)).toMatchObject({ counts: { verified: 2, lost: 0 } });
    const page = `<!doctype html><title>t</title>${TEXT.split('\n\n')
      .map((text) => `<p>${text}</p>`)
      .join('')}`;
    const html = await runHere(['verify', 'report', '--text', '-', '--json'], { env, input: page });
    expect(JSON.parse(html.stdout)).toMatchObject({ counts: { verified: 2, lost: 0 } });
    const { stdout } = await run('sources', 'repo', '--json');
    expect(JSON.parse(stdout)).toEqual([expect.objectContaining({ slug: 'report', title: 'A report' })]);
    expect((await run('sources', 'nothing like it', '--json')).stdout).toBe('[]\n');
  });

  it('says what to do about a missing file, an unknown source or an unreadable text', async () => {
    expect(await run('verify', 'report', '--text', join(folder, 'none.txt'))).toMatchObject({ code: 2 });
    const unknown = await run('verify', 'nothing', '--text', file('a.txt', TEXT));
    expect(unknown).toMatchObject({ code: 1, stdout: '' });
    expect(unknown.stderr).toContain('There is no source “nothing”. Run "scorecard sources"');
    const binary = join(folder, 'binary.txt');
    writeFileSync(binary, Buffer.from([0, 1, 2, 3, 0xff]));
    const refused = await run('verify', 'report', '--text', binary);
    expect(refused.code).toBe(1);
    expect(refused.stderr).not.toMatch(/^ +at /m);
  });
});
