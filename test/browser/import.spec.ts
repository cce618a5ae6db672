import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  describeInBrowser,
  expectGoodPage,
  type Site,
  startSite,
  widthBeyondScreen,
} from '../support/browser/chromium.js';

const SAMPLES = join(import.meta.dirname, '../samples/import');
const PHONE = { viewport: { width: 320, height: 640 }, colorScheme: 'dark', locale: 'ru-RU' } as const;

/** A plan of another organization, by the fields of the form. */
const PLAN = {
  '/title': 'Commitments of the summit',
  '/slug': 'summit-2023',
  '/organization/name': 'Northern Council',
  '/organization/slug': 'northern-council',
  '/holder/name': 'Norland',
  '/termStart': '2023-01-01',
  '/termEnd': '2023-12-31',
};

describeInBrowser('importing a plan', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site?.stop());

  it('is accessible and fits a phone, before a file is chosen', async () => {
    await expectGoodPage(await site.visitor({ role: 'editor' }), '/import');
    await expectGoodPage(await site.visitor({ role: 'editor', ...PHONE }), '/import');
  });

  it.each([
    ['with scripts', {}],
    ['without scripts, on a phone, in Russian', { javaScriptEnabled: false, ...PHONE }],
  ])(
    'asks what the file does not say, keeps what was typed, and makes a draft: %s',
    async (how, settings) => {
      const { page, visit, violations } = await site.visitor({ role: 'editor', ...settings });
      const slug = how === 'with scripts' ? 'summit-2023' : 'summit-2023-again';
      await visit('/import');
      await page.setInputFiles('[name=file]', join(SAMPLES, 'totals-and-blank-rows.csv'));
      for (const [name, value] of Object.entries({ ...PLAN, '/slug': slug, '/termEnd': '' })) {
        await page.fill(`[name="${name}"]`, value);
      }
      await page.click('button[value=look]');
      // The last day was forgotten: the file waits meanwhile.
      await page.waitForSelector('#field-termEnd-error');
      expect(await page.inputValue('[name="/title"]')).toBe(PLAN['/title']);
      await page.fill('[name="/termEnd"]', PLAN['/termEnd']);
      await page.click('button[value=look]');

      await page.waitForSelector('#faults li');
      expect(await page.textContent('#counts')).toMatch(/3/);
      expect(await page.locator('[name="column/Pillar"]').inputValue()).toBe('area');
      if (how === 'with scripts') expect(await violations()).toEqual([]);
      expect(await widthBeyondScreen(page)).toBe(0);
      await page.selectOption('[name="status/Partially fulfilled"]', 'in_progress');
      await page.fill('[name=effectiveOn]', '2023-12-31');
      // Not everything is answered yet: nothing is stored.
      await page.click('button[value=apply]');
      await page.waitForSelector('[name=sourceUrl]');
      expect(await page.inputValue('[name="status/Partially fulfilled"]')).toBe('in_progress');
      await site.service.http().get(`/api/v1/plans/${slug}`).expect(404);
      await page.fill('[name=sourceUrl]', 'https://example.org/summit');
      await page.click('button[value=look]');
      await page.waitForSelector('#counts');
      expect(await page.locator('#faults li').count()).toBe(0);
      await page.click('button[value=apply]');
      await page.waitForURL(`**/plans/${slug}`);

      const { body } = await site.service.http().get(`/api/v1/plans/${slug}/scorecard`).expect(200);
      expect(body.total).toMatchObject({ objectives: 3, assessed: 3, complete: 1 });
      await site.service.as(undefined).get(`/api/v1/plans/${slug}`).expect(404);
    },
  );

  it('says what is wrong with a file that is no table, in the language of the page', async () => {
    const { page, visit } = await site.visitor({ role: 'editor', ...PHONE });
    await visit('/import?plan=csto-2023-belarus');
    expect(await page.inputValue('[name=into]')).toBe('csto-2023-belarus');
    await page.setInputFiles('[name=file]', {
      name: 'plan.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('%PDF-1.7 x'),
    });
    await page.click('button[value=look]');
    await page.waitForSelector('#faults li');
    expect(await page.textContent('#faults')).toContain('Это PDF.');
  });

  it('is for editors', async () => {
    expect(await (await site.visitor({ role: 'analyst' })).visit('/import')).toBe(403);
  });
});
