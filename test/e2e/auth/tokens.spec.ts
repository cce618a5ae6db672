import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pagesOf } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const TOKENS = '/api/v1/tokens';
const SOURCE = { slug: 'a-source', title: 'A source' };

describe('the tokens of programs', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ seed: false });
  });
  afterAll(() => service.stop());

  async function make(name: string, more: object = {}): Promise<{ id: string; token: string }> {
    const answer = await service
      .http()
      .post(TOKENS)
      .send({ name, role: 'analyst', ...more })
      .expect(201);
    return answer.body;
  }

  it("shows a token's secret once and stores only its hash", async () => {
    const made = await service
      .http()
      .post(TOKENS)
      .send({ name: 'ci', role: 'analyst', expiresAt: '2099-01-01T00:00:00Z' })
      .expect(201);
    expect(made.body).toEqual({
      id: expect.any(String),
      name: 'ci',
      role: 'analyst',
      createdAt: expect.stringMatching(/Z$/),
      createdBy: expect.stringMatching(/^token:test /),
      expiresAt: '2099-01-01T00:00:00.000Z',
      lastUsedAt: null,
      revokedAt: null,
      revokedBy: null,
      token: expect.stringMatching(/^psc_[\w-]{43}$/),
    });
    expect(made.headers['cache-control']).toBe('no-store');
    const { token, ...shown } = made.body;
    expect((await service.http().get(made.headers.location!).expect(200)).body).toEqual(shown);
    const rows = await service.database.source.query<{ everything: string }[]>(
      `SELECT string_agg(t::text, '') || (SELECT string_agg(a::text, '') FROM audit_entry a) AS everything FROM api_token t`,
    );
    const hash = await hashInHex(token);
    expect(rows[0]!.everything).toContain(hash);
    expect(rows[0]!.everything.split(hash)).toHaveLength(2);
    expect(rows[0]!.everything).not.toContain(token.slice(4));
  });

  it('grants a token its role, logs its name, and records its last use', async () => {
    const { id, token } = await make('importer');
    await service.as(token).post('/api/v1/sources').send(SOURCE).expect(201);
    expect((await service.as(token).get('/api/v1/session').expect(200)).body).toEqual({
      name: 'token:importer',
      role: 'analyst',
      csrf: null,
    });
    const shown = (await service.http().get(`${TOKENS}/${id}`).expect(200)).body;
    expect(Date.now() - Date.parse(shown.lastUsedAt)).toBeLessThan(120_000);
    const { items } = (await service.http().get('/api/v1/audit?actor=token:importer').expect(200)).body;
    expect(items).toContainEqual(
      expect.objectContaining({
        actor: 'token:importer',
        role: 'analyst',
        action: 'POST /api/v1/sources',
        subject: 'source',
        before: null,
        after: expect.objectContaining({ slug: 'a-source' }),
      }),
    );
  });

  it('refuses a revoked token at once and keeps it listed', async () => {
    const { id, token } = await make('short-lived');
    await service.as(token).get(TOKENS).expect(403);
    const revoked = await service.http().delete(`${TOKENS}/${id}`).expect(200);
    expect(revoked.body).toMatchObject({ revokedAt: expect.any(String), revokedBy: expect.any(String) });
    const refused = await service.as(token).get('/api/v1/plans').expect(401);
    expect(refused.body).toMatchObject({ type: '/problems/token-refused' });
    expect(refused.body.detail).toMatch(/unknown, expired or revoked/);
    expect((await service.http().delete(`${TOKENS}/${id}`).expect(200)).body).toEqual(revoked.body);
  });

  it('refuses an expired token', async () => {
    const { id, token } = await make('ending', { expiresAt: '2099-01-01T00:00:00Z' });
    await service.as(token).get('/api/v1/plans').expect(200);
    await service.database.source.query(
      `UPDATE api_token SET expires_at = clock_timestamp() - interval '1 second' WHERE id = $1`,
      [id],
    );
    await service.as(token).get('/api/v1/plans').expect(401);
  });

  it.each([
    ['one that nobody gave out', `Bearer psc_${'A'.repeat(43)}`],
    ['one without our prefix', `Bearer ${'A'.repeat(47)}`],
    ['another scheme', 'Basic cm9vdDpyb290'],
    ['a scheme alone', 'Bearer'],
    ['an empty one', ''],
    ['a long one', `Bearer psc_${'A'.repeat(8000)}`],
  ])('refuses an invalid token even for public reads: %s', async (_, authorization) => {
    const answer = await service.as(undefined).get('/api/v1/plans').set('Authorization', authorization);
    expect([answer.status, answer.body.type]).toEqual([401, '/problems/token-refused']);
  });

  it.each([
    [{}, '/name'],
    [{ name: 'x', role: 'owner' }, '/role'],
    [{ name: 'x', role: 'admin', expiresAt: '2001-01-01T00:00:00Z' }, '/expiresAt'],
    [{ name: 'x', role: 'admin', secret: 'mine' }, '/secret'],
  ])('refuses to create a token from %j', async (body, pointer) => {
    const answer = await service.http().post(TOKENS).send(body).expect(422);
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  it('refuses a second token of the same name', async () => {
    await make('twin');
    await service.http().post(TOKENS).send({ name: 'twin', role: 'reader' }).expect(409);
  });

  it('lists tokens by name, page by page', async () => {
    for (let n = 0; n < 5; n++) await make(`listed ${n}`);
    const pages = await pagesOf<{ name: string }>(service, `${TOKENS}?limit=2`);
    const names = pages.flat().map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('listed'))).toHaveLength(5);
    expect(new Set(names).size).toBe(names.length);
    expect(pages.slice(0, -1).every((page) => page.length === 2)).toBe(true);
    await service.http().get(`${TOKENS}/no-such-id`).expect(404);
  });
});

async function hashInHex(token: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  return Buffer.from(digest).toString('hex');
}
