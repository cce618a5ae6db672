import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OneTimeLinks } from '../../../src/auth/one-time-link.js';
import { Browser, type Visit } from '../../support/browser/browser.js';
import { freePort, startService, type TestService } from '../../support/service.js';
import { SpawnedProgram } from '../../support/processes/spawned-program.js';

const COOKIE = 'scorecard-session';

describe('signing in', () => {
  let service: TestService;
  let provider: SpawnedProgram;
  let site: string;

  beforeAll(async () => {
    const [port, providerPort] = [await freePort(), await freePort()];
    site = `http://127.0.0.1:${port}`;
    provider = new SpawnedProgram('identity-provider', String(providerPort), `${site}/sign-in/callback`);
    await provider.hasWritten(1);
    service = await startService({
      port,
      seed: false,
      settings: {
        PUBLIC_URL: site,
        OIDC_ISSUER: `http://127.0.0.1:${providerPort}`,
        OIDC_CLIENT_ID: 'scorecard',
        OIDC_CLIENT_SECRET: 'a secret that only tests know',
        SESSION_IDLE_MINUTES: 30,
        SESSION_HOURS: 8,
      },
    });
  });
  afterAll(async () => {
    await provider.finish();
    await service.stop();
  });

  /** Signs in as somebody, whose name says which roles they have, up to the provider's answer. */
  async function answered(browser: Browser, name: string, returnTo = '/account'): Promise<Visit> {
    const login = await browser.visit(`${site}/sign-in?return_to=${encodeURIComponent(returnTo)}`);
    expect(login.url).toContain('/interaction/');
    const consent = await browser.submit(login, { login: name, password: 'x' });
    return browser.submit(consent, {}, 0, /\/sign-in\/callback/);
  }

  async function signIn(name: string, browser = new Browser(), returnTo = '/account'): Promise<Browser> {
    const { url } = await answered(browser, name, returnTo);
    await browser.visit(url);
    return browser;
  }

  const session = async (browser: Browser): Promise<{ name: string; role: string; csrf: string }> =>
    JSON.parse((await browser.visit(`${site}/api/v1/session`)).text) as never;

  it('signs in through the provider with the role of the claim', async () => {
    const browser = await signIn('ada+analyst+staff');
    expect(await session(browser)).toEqual({
      name: 'ada of tests',
      role: 'analyst',
      csrf: expect.stringMatching(/^[\w-]{43}$/),
    });
    const account = await browser.visit(`${site}/account`);
    expect(account.text).toContain('Signed in as ada of tests, analyst');
  });

  it('asks the provider for a code with PKCE, state and nonce only', async () => {
    const begun = await new Browser().visit(`${site}/sign-in`, {}, /\/auth\?/);
    const { searchParams } = new URL(begun.url);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: 'scorecard',
      response_type: 'code',
      redirect_uri: `${site}/sign-in/callback`,
      scope: 'openid profile email',
      state: expect.stringMatching(/^.{43}$/),
      nonce: expect.stringMatching(/^.{43}$/),
      code_challenge: expect.stringMatching(/^.{43}$/),
      code_challenge_method: 'S256',
    });
    expect(begun.headers.get('cache-control')).toBe('no-store');
  });

  it('sets a cookie hidden from scripts and other sites and stores only its hash', async () => {
    const browser = new Browser();
    const { url } = await answered(browser, 'cookie+reader');
    const landed = await browser.visit(url, {}, /\/account$/);
    const [set] = landed.headers.getSetCookie().filter((line) => line.startsWith(`${COOKIE}=`));
    expect(set).toMatch(/^scorecard-session=[\w-]{43}; Max-Age=28800; Path=\/; HttpOnly; SameSite=Lax$/);
    const secret = browser.cookies(site).get(COOKIE)!;
    const rows = await service.database.source.query<{ text: string }[]>(
      `SELECT string_agg(s::text, '') || (SELECT string_agg(a::text, '') FROM audit_entry a) AS text FROM session s`,
    );
    expect(rows[0]!.text).not.toContain(secret);
    expect(service.log.join('\n')).not.toContain(secret);
    expect(service.log.join('\n')).not.toContain('already sent');
    expect(service.log.join('\n')).not.toContain(new URL(url).searchParams.get('code'));
  });

  it('rotates the session secret at each sign-in', async () => {
    const browser = await signIn('again+analyst');
    const before = browser.cookies(site).get(COOKIE)!;
    await signIn('again+analyst', browser).catch(async () => {
      // The provider still knows the person and asks for nothing.
      await browser.visit(`${site}/sign-in?return_to=/account`);
    });
    expect(browser.cookies(site).get(COOKIE)).not.toBe(before);
    const old = new Browser();
    old.cookies(site).set(COOKIE, before);
    expect((await session(old)).name).toBe('anonymous');
  });

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '/account\r\nSet-Cookie: a=b',
    'javascript:alert(1)',
    '/./..//evil.example',
  ])('never redirects to another site after sign-in: %j', async (target) => {
    const browser = new Browser();
    const { url } = await answered(browser, 'open+reader', target);
    const landed = await browser.visit(url, {}, /.*/);
    expect([`${site}/`, `${site}/account%0D%0ASet-Cookie:%20a=b`]).toContain(landed.url);
  });

  it('refuses an authorisation response that is foreign, repeated or forged', async () => {
    const [mine, theirs] = [new Browser(), new Browser()];
    const { url } = await answered(mine, 'mine+editor');
    const stolen = await theirs.visit(url);
    expect([stolen.status, stolen.text]).toEqual([
      400,
      expect.stringContaining('was started in another browser'),
    ]);
    const forged = await mine.visit(url.replace(/state=[^&]+/, 'state=forged'));
    expect([forged.status, forged.text]).toEqual([400, expect.stringContaining('was not accepted')]);
    expect((await session(mine)).name).toBe('anonymous');
    const again = await mine.visit(url);
    expect([again.status, again.text]).toEqual([400, expect.stringContaining('has already been completed')]);
    const declined = await mine.visit(
      `${site}/sign-in/callback?error=access_denied&error_description=%3Cscript%3E`,
    );
    expect([declined.status, declined.text.includes('<script>')]).toEqual([400, false]);
  });

  it('ends a session after half an hour idle and after eight hours in any case', async () => {
    for (const [column, past] of [
      ['seen_at', '31 minutes'],
      ['created_at', '481 minutes'],
    ]) {
      const browser = await signIn(`late-${column}+editor`);
      expect((await session(browser)).role).toBe('editor');
      await service.database.source.query(
        `UPDATE session s SET ${column} = now() - $1::interval FROM person p WHERE p.id = s.person_id AND p.subject = $2`,
        [past, `late-${column}+editor`],
      );
      expect(await session(browser)).toEqual({ name: 'anonymous', role: 'reader', csrf: null });
    }
  });

  it('ends sessions on sign-out, here or everywhere', async () => {
    const [one, two, three] = [
      await signIn('out+editor'),
      await signIn('out+editor'),
      await signIn('out+editor'),
    ];
    const left = await one.submit(await one.visit(`${site}/account`), {});
    expect([left.status, left.text]).toEqual([200, expect.stringContaining('You are signed out')]);
    expect((await session(one)).name).toBe('anonymous');
    expect((await session(two)).name).toBe('out of tests');
    await two.submit(await two.visit(`${site}/account`), {}, 1);
    expect((await session(two)).name).toBe('anonymous');
    expect((await session(three)).name).toBe('anonymous');
  });

  describe('with a session, a change', () => {
    const SOURCE = JSON.stringify({ slug: 'by-session', title: 'By session' });
    let browser: Browser;
    let csrf: string;
    beforeAll(async () => {
      browser = await signIn('forms+analyst');
      ({ csrf } = await session(browser));
    });

    const post = (headers: Record<string, string>): Promise<Visit> =>
      browser.visit(`${site}/api/v1/sources`, {
        method: 'POST',
        body: SOURCE,
        headers: { 'content-type': 'application/json', ...headers },
      });

    it.each<[string, () => Record<string, string>]>([
      ['without the proof of the session', () => ({})],
      ['with the proof of another one', () => ({ 'x-csrf-token': 'A'.repeat(43) })],
      ['from another site', () => ({ 'x-csrf-token': csrf, origin: 'https://evil.example' })],
      ['from a page without an origin', () => ({ 'x-csrf-token': csrf, origin: 'null' })],
      [
        'of which the browser says that another site made it',
        () => ({ 'x-csrf-token': csrf, 'sec-fetch-site': 'cross-site' }),
      ],
      ['from a sibling site', () => ({ 'x-csrf-token': csrf, 'sec-fetch-site': 'same-site' })],
    ])('is refused %s', async (_, headers) => {
      const answer = await post(headers());
      expect([answer.status, JSON.parse(answer.text)]).toEqual([
        403,
        expect.objectContaining({ type: '/problems/cross-site' }),
      ]);
    });

    it("records a change under the signed-in person's name", async () => {
      const answer = await post({ 'x-csrf-token': csrf, origin: site, 'sec-fetch-site': 'same-origin' });
      expect(answer.status).toBe(201);
      const audit = await service
        .http()
        .get('/api/v1/audit?actor=forms of tests&outcome=changed')
        .expect(200);
      const made = audit.body.items.find(({ subject }: { subject: string }) => subject === 'source');
      expect(made).toMatchObject({ role: 'analyst', after: { slug: 'by-session' } });
    });

    it('requires the session proof in a sign-out form', async () => {
      const page = await browser.visit(`${site}/account`);
      const refused = await browser.submit(page, { _csrf: 'forged' });
      expect(refused.status).toBe(403);
      expect((await session(browser)).role).toBe('analyst');
    });

    it('still enforces roles for a signed-in person', async () => {
      const answer = await browser.visit(`${site}/api/v1/plans`, {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json', 'x-csrf-token': csrf },
      });
      expect([answer.status, JSON.parse(answer.text).detail]).toEqual([
        403,
        expect.stringContaining('yours is analyst'),
      ]);
    });
  });

  it('makes a reader of a person without a role claim', async () => {
    const browser = await signIn('lost');
    expect((await session(browser)).role).toBe('reader');
  });

  it('says that the provider is unavailable', async () => {
    const away = await startService({
      seed: false,
      settings: {
        PUBLIC_URL: site,
        OIDC_ISSUER: `http://127.0.0.1:${await freePort()}`,
        OIDC_CLIENT_ID: 'x',
      },
    });
    try {
      const answer = await away.as(undefined).get('/sign-in').expect(503);
      expect(answer.body).toMatchObject({ type: '/problems/provider-unavailable' });
    } finally {
      await away.stop();
    }
  });
});

describe('the local door', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ seed: false });
  });
  afterAll(() => service.stop());

  it('signs in an editor once per link', async () => {
    const path = await service.app.get(OneTimeLinks).address();
    const looked = await service.as(undefined).head(path).expect(200);
    expect(looked.headers['set-cookie']).toBeUndefined();
    const entered = await service.as(undefined).get(path).expect(303);
    expect(entered.headers).toMatchObject({ location: '/account/name', 'referrer-policy': 'no-referrer' });
    const cookie = entered.headers['set-cookie']![0]!.split(';')[0]!;
    const who = await service.as(undefined).get('/api/v1/session').set('Cookie', cookie).expect(200);
    expect(who.body).toMatchObject({ name: 'local editor', role: 'editor' });
    const again = await service.as(undefined).get(path).expect(400);
    expect(again.text).toContain('was used already');
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it('lets whoever enters choose a name, which is kept beside what they write and offered next time', async () => {
    const enter = async (): Promise<{ cookie: string; csrf: string }> => {
      const entered = await service.as(undefined).get(await service.app.get(OneTimeLinks).address());
      const cookie = entered.headers['set-cookie']![0]!.split(';')[0]!;
      const { body } = await service.as(undefined).get('/api/v1/session').set('Cookie', cookie);
      return { cookie, csrf: body.csrf };
    };
    const [ada, other] = [await enter(), await enter()];
    const choose = ({ cookie, csrf }: typeof ada, name: string) =>
      service
        .as(undefined)
        .post('/account/name')
        .type('form')
        .set('Cookie', cookie)
        .send({ _csrf: csrf, '/name': name });
    for (const name of ['', 'local editor', 'token:x']) await choose(ada, name).expect(422);
    await choose(ada, 'Ada').expect(303);
    await choose(other, 'Grace').expect(303);
    const nameOf = async ({ cookie }: typeof ada): Promise<string> =>
      (await service.as(undefined).get('/api/v1/session').set('Cookie', cookie)).body.name;
    expect([await nameOf(ada), await nameOf(other)]).toEqual(['Ada', 'Grace']);
    const next = await enter();
    const form = await service.as(undefined).get('/account/name').set('Cookie', next.cookie).expect(200);
    expect(form.text).toContain('value="Grace"');
    await service.as(undefined).post('/account/name').type('form').send({ '/name': 'Nobody' }).expect(303);
  });

  it('keeps one valid link at a time, for a day', async () => {
    const door = service.app.get(OneTimeLinks);
    const [first, second] = [await door.address(), await door.address()];
    await service.as(undefined).get(first).expect(400);
    await service.database.source.query(
      `UPDATE sign_in_address SET created_at = now() - interval '25 hours'`,
    );
    await service.as(undefined).get(second).expect(400);
  });

  it('admits one of two simultaneous uses of a link', async () => {
    const path = await service.app.get(OneTimeLinks).address();
    const answers = await Promise.all([1, 2, 3, 4].map(() => service.as(undefined).get(path)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 400, 400, 400]);
  });

  it.each(['', '?key=', '?key=x', `?key=${'A'.repeat(43)}`, '?key[]=x'])(
    'is not offered for %j',
    async (query) => {
      await service.as(undefined).get(`/sign-in/local${query}`).expect(400);
    },
  );

  it('is mentioned on /sign-in where there is no provider', async () => {
    const page = await service.as(undefined).get('/sign-in').expect(200);
    expect(page.text).toContain('scorecard token create');
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; .*style-src 'sha256-/);
    await service.as(undefined).get('/account').expect(303).expect('location', '/sign-in?return_to=/account');
  });
});
