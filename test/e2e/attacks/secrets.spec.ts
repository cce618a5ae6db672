import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureBuilt } from '../../support/processes/built-program.js';
import { addressOf, runScorecard, scorecard } from '../../support/processes/scorecard-program.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';

const PASSWORD = 'open-sesame-7f3a91';
const CLIENT_SECRET = 'client-secret-c0ffee42';
/** Nothing listens there. */
const NOWHERE = '127.0.0.1:9';

let folder: string;
let database: TestDatabase;
/** Of the database, as a connection needs it: with a password of ours where it asks for none. */
let url: URL;

beforeAll(async () => {
  await ensureBuilt();
  folder = mkdtempSync(join(tmpdir(), 'scorecard-secrets-'));
  database = await createDatabase();
  url = new URL(database.url);
  if (url.password === '') url.password = PASSWORD;
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

/** A file that holds a secret, as containers hand them over. */
function kept(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, `${text}\n`, { mode: 0o600 });
  return path;
}

/** A secret in the forms in which it could slip out. */
function formsOf(secret: string): string[] {
  const sha = createHash('sha256').update(secret).digest();
  return [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    sha.toString('hex'),
    sha.toString('base64').replace(/=+$/, ''),
    sha.toString('base64url'),
  ];
}

function expectNone(text: string, ...secrets: string[]): void {
  for (const form of secrets.flatMap(formsOf))
    expect(text.includes(form) ? `${form} in ${text}` : '').toBe('');
}

describe('a program that fails says nothing of its secrets', () => {
  const oidc = {
    OIDC_CLIENT_SECRET: CLIENT_SECRET,
    PUBLIC_URL: 'http://localhost:3000',
    OIDC_CLIENT_ID: 'me',
  };

  it.each<[string, string[], () => NodeJS.ProcessEnv]>([
    ['asked for help', ['--help'], () => ({ DATABASE_URL: url.href, OIDC_CLIENT_SECRET: CLIENT_SECRET })],
    ['called wrongly', ['serve', '--nonsense'], () => ({ DATABASE_URL: url.href, ...oidc })],
    [
      'where the database does not answer',
      ['serve'],
      () => ({
        DATABASE_URL_FILE: kept('url', `postgres://me:${PASSWORD}@${NOWHERE}/x`),
        LOG_LEVEL: 'trace',
      }),
    ],
    [
      'where there is no such database',
      ['migrate'],
      () => ({ DATABASE_URL: Object.assign(new URL(url.href), { pathname: '/no_such_database' }).href }),
    ],
    [
      'where the address of the database is none',
      ['serve'],
      () => ({ DATABASE_URL_FILE: kept('bad', `mysql://me:${PASSWORD}@host/x`) }),
    ],
    [
      'where that address is broken',
      ['plans'],
      () => ({ DATABASE_URL: `postgres://me:${PASSWORD}%zz@${NOWHERE}/x` }),
    ],
    [
      'where a secret stands twice',
      ['serve'],
      () => ({ OIDC_CLIENT_SECRET: CLIENT_SECRET, OIDC_CLIENT_SECRET_FILE: kept('s', CLIENT_SECRET) }),
    ],
    [
      'where a file of a secret is missing',
      ['serve'],
      () => ({ ...oidc, DATABASE_URL_FILE: join(folder, 'none') }),
    ],
    [
      'where half of the sign-in is set',
      ['serve'],
      () => ({ OIDC_CLIENT_SECRET: CLIENT_SECRET, OIDC_CLIENT_ID: 'me' }),
    ],
    [
      'where the provider is none',
      ['serve'],
      () => ({ ...oidc, OIDC_ISSUER: `http://me:${PASSWORD}@idp.example` }),
    ],
    ['where its limits are none', ['serve'], () => ({ DATABASE_URL: url.href, RATE_PER_TOKEN: '-1' })],
    ['where nobody could sign in', ['serve'], () => ({ DATABASE_URL: url.href, HOST: '0.0.0.0', PORT: '0' })],
  ])('%s', async (_what, args, env) => {
    const { code, stdout, stderr } = await runScorecard(args, env());
    expect([args[0] === '--help' ? 0 : [1, 2].includes(code ?? 0) ? code : 'it did not fail', code]).toEqual([
      code,
      code,
    ]);
    expect(`${stdout}${stderr}`.length).toBeGreaterThan(40);
    expectNone(stdout + stderr, PASSWORD, url.password, CLIENT_SECRET);
  });
});

describe('a program that runs', () => {
  it('writes no secret into log, responses or audit log', async () => {
    const env = { DATABASE_URL_FILE: kept('good', url.href), LOG_LEVEL: 'trace', PORT: '0' };
    const made = await runScorecard(['token', 'create', '--name', 'night', '--role', 'admin'], env);
    const token = made.stdout.trim();
    expect(token).toMatch(/^psc_[\w-]{43}$/);
    expectNone(made.stderr, token);
    const running = scorecard(['serve', '--no-seed'], {
      env: {
        ...env,
        OIDC_ISSUER: `http://${NOWHERE}`,
        OIDC_CLIENT_ID: 'scorecard',
        OIDC_CLIENT_SECRET_FILE: kept('client', CLIENT_SECRET),
        PUBLIC_URL: 'http://localhost:3000',
      },
    });
    const address = await addressOf(running);
    const secrets = [token, CLIENT_SECRET, url.password];
    const answers: string[] = [];
    const ask = async (path: string, init: RequestInit = {}): Promise<string> => {
      const answer = await fetch(address + path, { redirect: 'manual', ...init });
      const text = await answer.text();
      answers.push(text, JSON.stringify([...answer.headers]));
      return text;
    };
    const authorization = `Bearer ${token}`;
    const json = { authorization, 'content-type': 'application/json' };
    try {
      const body = JSON.stringify({ name: 'another', role: 'analyst' });
      const another = JSON.parse(await ask('/api/v1/tokens', { method: 'POST', headers: json, body })) as {
        token: string;
      };
      // Its secret is in this answer, once.
      answers.length = 0;
      secrets.push(another.token);
      await ask('/api/v1/tokens', { method: 'POST', headers: json, body });
      await ask('/api/v1/tokens', { headers: { authorization } });
      await ask('/api/v1/tokens', { headers: { authorization: `Bearer ${another.token}` } });
      await ask('/api/v1/plans', { method: 'POST', headers: json, body: `{"slug": "${token}"` });
      for (const [path, secret] of [
        ['/sign-in', 'unused-secret-1'],
        ['/sign-in/local?key=', 'door-key-5d41402abc4b2a76'],
        ['/sign-in/callback?state=x&code=', 'code-5d41402abc4b2a7601'],
        ['/%73ign-in/local?key=', 'door-key-written-otherwise'],
        ['/Sign-In/local?key=', 'door-key-mistyped-0001'],
        ['/sign-in/local/?key=', 'door-key-with-a-slash-01'],
      ] as const) {
        secrets.push(secret);
        await fetch(`${address}${path}${path.endsWith('=') ? secret : ''}`, {
          redirect: 'manual',
          headers: { cookie: `scorecard-session=cookie-${secret}; scorecard-sign-in=attempt-${secret}` },
        });
        secrets.push(`cookie-${secret}`, `attempt-${secret}`);
      }
      await ask('/api/v1/audit?limit=200', { headers: { authorization } });
      await ask('/api/v1/session', { headers: { authorization } });
      await ask('/api/openapi.json');
    } finally {
      running.signal('SIGTERM');
    }
    const { stdout, stderr } = await running.ended;
    expect(stderr).toContain('"answered"');
    expectNone(stdout + stderr, ...secrets);
    expectNone(answers.join('\n'), ...secrets);
    // Nor does the audit keep them, whoever reads it.
    const kinds = ['audit_entry', 'audit_pending', 'idempotency_key', 'sign_in_attempt', 'person'];
    for (const table of kinds) {
      const rows = await database.source.query(
        `SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]') AS all FROM ${table} t`,
      );
      expectNone(JSON.stringify(rows), ...secrets);
    }
    const [{ plain }] = await database.source.query(
      'SELECT jsonb_agg(to_jsonb(t)) AS plain FROM api_token t',
    );
    for (const secret of secrets) expect(JSON.stringify(plain)).not.toContain(secret);
  });
});
