import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { OneTimeLinks } from '../../src/auth/one-time-link.js';
import { describeInBrowser, expectGoodPage, type Site, startSite } from '../support/browser/chromium.js';
import { freePort } from '../support/service.js';
import { SpawnedProgram } from '../support/processes/spawned-program.js';

describeInBrowser('signing in with a provider', () => {
  let site: Site;
  let provider: SpawnedProgram;
  beforeAll(async () => {
    const [port, providerPort] = [await freePort(), await freePort()];
    const address = `http://127.0.0.1:${port}`;
    provider = new SpawnedProgram('identity-provider', String(providerPort), `${address}/sign-in/callback`);
    await provider.hasWritten(1);
    site = await startSite({
      port,
      settings: {
        PUBLIC_URL: address,
        OIDC_ISSUER: `http://127.0.0.1:${providerPort}`,
        OIDC_CLIENT_ID: 'scorecard',
        OIDC_CLIENT_SECRET: 'a secret that only tests know',
      },
    });
  });
  afterAll(async () => {
    await site?.stop();
    await provider?.finish();
  });

  it('signs in through the provider, returns to the page, and signs out', async () => {
    const { page, visit } = await site.visitor();
    const from = '/plans/csto-2023-belarus?asOf=2023-09-30';
    await visit(from);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.waitForURL(/\/interaction\//);
    await page.locator('input[name=login]').fill('ada+analyst');
    await page.locator('input[name=password]').fill('x');
    await page.locator('[type=submit]').click();
    await page.locator('input[name=prompt][value=consent]').waitFor({ state: 'attached' });
    await page.locator('[type=submit]').click();
    await page.waitForURL(`${site.base}${from}`);
    const me = page.getByRole('link', { name: 'Signed in as ada of tests, analyst' });
    await me.click();
    expect(await page.textContent('main')).toContain('can record assessments, sources, passages and links');
    expect(await page.textContent('main')).toContain('identity provider sets your role');
    // What an analyst may not do is not offered, and refused all the same.
    expect(await page.getByRole('link', { name: 'API tokens' }).count()).toBe(0);
    expect(await visit('/tokens')).toBe(403);
    await visit('/account');
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    expect(await page.textContent('h1')).toBe('You are signed out');
    await visit(from);
    expect(await page.getByText('ada of tests').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Sign in' }).count()).toBe(1);
  });

  it('says what went wrong with a sign-in and offers to start again', async () => {
    for (const locale of ['en-GB', 'ru-RU']) {
      const visitor = await site.visitor({ locale });
      expect(await visitor.visit('/sign-in/callback?error=access_denied&state=x')).toBe(400);
      expect(await visitor.violations()).toEqual([]);
      await visitor.page.locator('main a[href="/sign-in"]').click();
      await visitor.page.waitForURL(/\/interaction\//);
    }
  });
});

describeInBrowser('signing in with the one-time link', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site?.stop());

  it('explains sign-in where there is no provider, accessibly, on a phone and in Russian', async () => {
    const wide = await site.visitor();
    await expectGoodPage(wide, '/sign-in');
    expect(await wide.page.textContent('main')).toContain('scorecard sign-in');
    await expectGoodPage(
      await site.visitor({ locale: 'ru-RU', colorScheme: 'dark', viewport: { width: 320, height: 640 } }),
      '/sign-in',
    );
  });

  it('signs in the local editor once by the one-time link, who can sign out', async () => {
    const { page, visit, violations, complaints } = await site.visitor();
    const address = await site.service.app.get(OneTimeLinks).address();
    await visit(address);
    expect(page.url()).toBe(`${site.base}/account/name`);
    expect(await violations()).toEqual([]);
    await page.getByLabel('Display name').fill('local editor');
    await page.getByRole('button', { name: 'Save name' }).click();
    expect(await page.textContent('#mistakes')).toContain('must be a name that people know you by');
    await page.getByLabel('Display name').fill('Ada at her desk');
    await page.getByRole('button', { name: 'Save name' }).click();
    expect(page.url()).toBe(`${site.base}/`);
    await page.getByRole('link', { name: 'Signed in as Ada at her desk, editor' }).click();
    expect(await page.textContent('main')).toContain('one-time sign-in link');
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    expect(await page.textContent('h1')).toBe('You are signed out');
    expect(await violations()).toEqual([]);
    expect(await visit(address)).toBe(400);
    expect(await page.textContent('h1')).toBe('You are not signed in');
    expect(await violations()).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
