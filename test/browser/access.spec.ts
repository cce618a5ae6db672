import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeInBrowser, expectGoodPage, type Site, startSite } from '../support/browser/chromium.js';
import { HOSTILE, leaveHostileRecords, MARK } from '../support/hostile-records.js';

const PATHS = [
  '/tokens',
  '/people',
  '/audit?limit=8',
  '/audit?actor=nobody-at-all',
  '/audit/verification',
  '/account',
  '/problems',
  '/problems/stale-version',
];

describeInBrowser('the pages of administrators', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
    await leaveHostileRecords(site.service);
    await site.service.as(undefined).post('/api/v1/plans').send({}).expect(401);
  });
  afterAll(() => site?.stop());

  it.each(PATHS)(
    'has no accessibility violation on %s, runs no script from records, and fits a phone, dark mode and Russian',
    async (path) => {
      const wide = await site.visitor({ role: 'admin' });
      await expectGoodPage(wide, path);
      const phone = await site.visitor({
        role: 'admin',
        name: HOSTILE,
        viewport: { width: 320, height: 640 },
        colorScheme: 'dark',
        locale: 'ru-RU',
      });
      await expectGoodPage(phone, path);
      for (const { page, violations, complaints } of [wide, phone]) {
        await page.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true; })`);
        expect([path, await violations()]).toEqual([path, []]);
        expect([path, await page.locator(MARK).count(), complaints]).toEqual([path, 0, []]);
      }
      await Promise.all([wide, phone].map(({ context }) => context.close()));
    },
  );

  it('creates a working API token, shows its secret once, and creates none when the page is reloaded', async () => {
    const { page, visit, context, violations, complaints } = await site.visitor({ role: 'admin' });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await visit('/tokens');
    await page.getByRole('textbox', { name: 'Name' }).fill('made in a browser');
    await page.getByLabel('Role').selectOption('analyst');
    await page.getByRole('button', { name: 'Create API token' }).click();
    await page.getByRole('heading', { name: 'API token created' }).waitFor();
    expect(await violations()).toEqual([]);
    const secret = (await page.textContent('#secret'))!;
    expect(secret).toMatch(/^psc_[\w-]{43}$/);
    expect(page.url()).not.toContain(secret);
    await page.getByRole('button', { name: 'Copy secret' }).click();
    await page.getByText('Copied.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(secret);
    const session = await site.service.as(secret).get('/api/v1/session').expect(200);
    expect(session.body).toMatchObject({ name: 'token:made in a browser', role: 'analyst' });

    await page.reload();
    expect(await page.textContent('#mistakes')).toContain('token named “made in a browser” already exists');
    expect(await page.content()).not.toContain(secret);
    await visit('/tokens');
    const row = page.getByRole('row').filter({ hasText: 'made in a browser' });
    expect(await row.count()).toBe(1);
    // Ninety days, unless somebody says otherwise.
    expect(await row.textContent()).not.toContain('Does not expire');
    await page.goBack();
    expect(await page.content()).not.toContain(secret);
    expect(complaints).toEqual([]);
  });

  it('creates an API token and revokes it by keyboard without JavaScript', async () => {
    const { page, visit } = await site.visitor({ role: 'admin', javaScriptEnabled: false });
    await visit('/tokens');
    await page.getByRole('textbox', { name: 'Name' }).fill('without scripts');
    await page.getByLabel('Does not expire').check();
    await page.getByRole('textbox', { name: 'Name' }).press('Enter');
    const secret = (await page.textContent('#secret'))!;
    expect(await page.getByRole('button', { name: 'Copy secret' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Back to API tokens' }).press('Enter');
    const row = page.getByRole('row').filter({ hasText: 'without scripts' });
    expect(await row.textContent()).toContain('Does not expire');
    await site.service.as(secret).get('/api/v1/plans').expect(200);
    await row.locator('summary').press('Enter');
    await row.getByRole('button', { name: 'Revoke token: without scripts' }).press('Enter');
    await page.waitForURL(/\/tokens#token-/);
    expect(await row.textContent()).toContain('revoked');
    expect(await row.getByRole('button').count()).toBe(0);
    await site.service.as(secret).get('/api/v1/plans').expect(401);
  });

  it('shows the mistake beside the field of a token form and keeps what was typed', async () => {
    const { page, visit, violations } = await site.visitor({ role: 'admin' });
    await visit('/tokens');
    await page.getByRole('textbox', { name: 'Name' }).fill('too late');
    await page.getByLabel('Role').selectOption('editor');
    await page.locator('input[name="/expiresAt"]').fill('2001-01-01T10:30');
    await page.getByRole('button', { name: 'Create API token' }).click();
    await page.locator('#mistakes').waitFor();
    expect(await page.textContent('#field-expiresAt-error')).toBe('must be in the future');
    expect(await page.inputValue('input[name="/name"]')).toBe('too late');
    expect(await page.inputValue('select[name="/role"]')).toBe('editor');
    expect(await page.inputValue('input[name="/expiresAt"]')).toBe('2001-01-01T10:30');
    expect(await violations()).toEqual([]);
    await page.locator('input[name="/expiresAt"]').fill('');
    await page.getByRole('button', { name: 'Create API token' }).click();
    await page.getByText('Enter a date and time').first().waitFor();
    const { items } = (await site.service.http().get('/api/v1/tokens').expect(200)).body;
    expect(JSON.stringify(items)).not.toContain('too late');
  });

  it('shows who changed what, filtered and page by page, with values before and after', async () => {
    const { page, visit } = await site.visitor({ role: 'admin', name: 'Filtering Fatima' });
    await visit('/audit?limit=5');
    expect(await page.locator('.entries > li').count()).toBe(5);
    await page.getByRole('link', { name: 'Next page' }).click();
    expect(await page.locator('.entries > li').count()).toBe(5);
    await page.getByLabel('Plan').fill('csto-2023-belarus');
    await page.getByLabel('Outcome').selectOption('changed');
    await page.getByRole('button', { name: 'Filter' }).click();
    const entries = page.locator('.entries > li');
    const renamed = entries.filter({ hasText: 'objective: ' }).filter({ hasText: 'PATCH' }).first();
    await renamed.locator('summary').click();
    const title = renamed
      .getByRole('row')
      .filter({ hasText: /^title/ })
      .first();
    expect(await title.textContent()).toContain(`<${MARK}`);
    await renamed.getByRole('link', { name: 'All entries of this request' }).click();
    expect(await entries.count()).toBeLessThan(5);
    expect(page.url()).toContain('requestId=');
    await visit('/audit?outcome=refused');
    const refused = entries.filter({ hasText: 'POST /api/v1/plans' }).first();
    expect(await refused.textContent()).toMatch(/refused.*anonymous/);
  });

  it('reports an intact audit log, and names the entry that was altered', async () => {
    const { page, visit, violations, complaints } = await site.visitor({ role: 'admin' });
    const verify = async (): Promise<string> => {
      await visit('/audit/verification');
      await page.getByRole('button', { name: 'Verify audit log' }).click();
      await page.waitForURL(/\/audit\/verification$/);
      return (await page.locator('main [role=status]').first().textContent())!;
    };
    expect(await verify()).toMatch(/The audit log is intact: [\d,]+ entries in \d+ chains\./);
    const heads = JSON.parse((await page.textContent('#heads'))!);
    expect(heads).toEqual((await site.service.http().get('/audit/heads.json').expect(200)).body);
    expect(heads).toContainEqual({
      chain: 'site',
      length: expect.any(Number),
      head: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const { source } = site.service.database;
    await source.query('ALTER TABLE audit_entry DISABLE TRIGGER USER');
    await source.query(
      `UPDATE audit_entry SET actor = 'somebody else' WHERE chain = 'site' AND position = 3`,
    );
    await source.query('ALTER TABLE audit_entry ENABLE TRIGGER USER');
    expect(await verify()).toContain('site 3: the entry was altered');
    expect(await violations()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('signs another person out, who notices at their next page', async () => {
    const other = await site.visitor({ role: 'editor', name: 'Left Open' });
    await other.visit('/account');
    expect(await other.page.textContent('h1')).toBe('Your account');
    const { page, visit } = await site.visitor({ role: 'admin' });
    await visit('/people');
    await page.getByRole('button', { name: 'End sessions: Left Open' }).click();
    await page.waitForURL(/\/people$/);
    expect(await page.getByText('Left Open').count()).toBe(0);
    await other.visit('/account');
    expect(await other.page.textContent('h1')).toBe('Sign in');
  });
});
