import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureBuilt } from '../../support/processes/built-program.js';
import { runHere } from '../../support/processes/command.js';
import {
  addressOf,
  type Ended,
  makeToken,
  runScorecard,
  scorecard,
} from '../../support/processes/scorecard-program.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';

describe('scorecard token, audit and sign-in', () => {
  let database: TestDatabase;
  let folder: string;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    await ensureBuilt();
    database = await createDatabase();
    folder = mkdtempSync(join(tmpdir(), 'scorecard-access-'));
    env = { DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'info' };
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const run = (...args: string[]): Promise<Ended> => runHere(args, { env });

  it('refuses to start on a public address before anybody can sign in', async () => {
    const refused = await runScorecard(['serve', '--no-seed'], { ...env, HOST: '0.0.0.0' });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr.replace(/^\{.*\n/gm, '')).toBe(
      'scorecard: HOST=0.0.0.0 lets other machines reach the service, but nobody could sign in. Create an API token first: ' +
        'scorecard token create --name me --role admin; or set up sign-in with OIDC_ISSUER, OIDC_CLIENT_ID and ' +
        'PUBLIC_URL; or leave HOST unset to serve only this machine.\n',
    );
    await makeToken(env, 'admin');
    const serving = scorecard(['serve', '--no-seed'], { env: { ...env, HOST: '0.0.0.0' } });
    const address = await addressOf(serving);
    expect(serving.stdout).not.toContain('sign-in/local');
    serving.signal('SIGTERM');
    expect((await serving.ended).code).toBe(0);
    expect(address).toMatch(/^http:/);
  });

  it('starts on a public address with an identity provider', async () => {
    const serving = scorecard(['serve', '--no-seed'], {
      env: {
        ...env,
        HOST: '0.0.0.0',
        PUBLIC_URL: 'https://scorecard.example',
        OIDC_ISSUER: 'https://login.example',
        OIDC_CLIENT_ID: 'scorecard',
      },
    });
    await addressOf(serving);
    serving.signal('SIGTERM');
    expect((await serving.ended).code).toBe(0);
  });

  it('creates a token with only its secret on standard output, lists it and revokes it', async () => {
    const made = await run(
      'token',
      'create',
      '--name',
      'ci',
      '--role',
      'analyst',
      '--expires-at',
      '2099-01-01T00:00:00Z',
    );
    expect(made).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^psc_[\w-]{43}\n$/),
      stderr: 'API token "ci" with the role analyst. Its secret is not stored and cannot be shown again.\n',
    });
    const listed = await run('token', 'list');
    expect(listed.stdout).toMatch(/^ci +analyst +created \d{4}-\d\d-\d\d, expires 2099-01-01, never used$/m);
    expect(listed.stdout).not.toContain(made.stdout.trim());
    const [, asJson] = JSON.parse((await run('token', 'list', '--json')).stdout) as unknown[];
    expect(asJson).toMatchObject({ name: 'ci', role: 'analyst', revokedAt: null });
    expect(JSON.stringify(asJson)).not.toContain(made.stdout.trim());
    expect(await run('token', 'revoke', 'ci')).toMatchObject({
      code: 0,
      stdout: 'API token "ci" is revoked.\n',
    });
    expect((await run('token', 'list')).stdout).toMatch(
      /^ci +analyst +revoked \d{4}-\d\d-\d\d by shell:\w+, never used$/m,
    );
  });

  it.each([
    [
      ['token', 'create', '--name', 'x', '--role', 'owner'],
      2,
      'Allowed choices are reader, analyst, editor, admin',
    ],
    [['token', 'create', '--role', 'admin'], 2, '--name'],
    [
      ['token', 'create', '--name', 'x', '--role', 'admin', '--expires-at', 'soon'],
      1,
      '--expires-at: must be a date and time',
    ],
    [['token', 'revoke', 'nobody'], 1, 'There is no such API token. Run "scorecard token list"'],
    [['sign-in'], 2, 'One-time sign-in links work only'],
    [['audit', 'verify', '--against', '/no/such/file'], 2, 'cannot read /no/such/file'],
  ])('refuses %j in one sentence', async (args, code, message) => {
    const ended = await run(...args);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(message);
    expect(ended.stderr).not.toMatch(/^ +at /m);
  });

  it('verifies an untouched audit log, then names what was altered', async () => {
    const whole = await run('audit', 'verify');
    expect(whole).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^The audit log is intact: \d+ entries in \d+ chains\.\n$/),
    });
    const heads = join(folder, 'heads.json');
    writeFileSync(heads, (await run('audit', 'heads')).stdout);
    expect((await run('audit', 'verify', '--against', heads)).stdout).toMatch(
      /compared with \d+ saved ends\.\n$/,
    );
    const piped = await runHere(['audit', 'verify', '--against', '-', '--json'], {
      env,
      input: readFileSync(heads, 'utf8'),
    });
    expect(JSON.parse(piped.stdout)).toMatchObject({ entries: expect.any(Number), faults: [] });
    await database.source.query(
      `ALTER TABLE audit_entry DISABLE TRIGGER USER;
       UPDATE audit_entry SET actor = 'somebody else' WHERE chain = 'site' AND position = 2;
       ALTER TABLE audit_entry ENABLE TRIGGER USER`,
    );
    const found = await run('audit', 'verify');
    expect(found).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^site 2: the entry was altered\n1 faults/),
    });
  });

  it('audits commands under the account that gave them', async () => {
    const rows = await database.source.query<{ actor: string; origin: string; action: string }[]>(
      `SELECT DISTINCT actor, origin, action FROM audit_entry WHERE subject = 'api_token' AND after ->> 'name' = 'ci'`,
    );
    expect(rows).toContainEqual({
      actor: expect.stringMatching(/^shell:/),
      origin: 'shell',
      action: 'scorecard token create',
    });
  });
});
