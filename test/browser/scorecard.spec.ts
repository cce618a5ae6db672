import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeInBrowser, expectGoodPage, type Site, startSite } from '../support/browser/chromium.js';

const PLAN = '/plans/csto-2023-belarus';

describeInBrowser('the pages that anybody reads', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site?.stop());

  it.each([
    '/',
    '/?organization=csto',
    PLAN,
    `${PLAN}?asOf=2023-09-30&since=2023-06-01`,
    `${PLAN}/objectives`,
    '/sign-in',
  ])(
    'has no accessibility violation and no sideways scrolling on %s, wide, on a phone, dark and in Russian',
    async (path) => {
      const wide = await site.visitor();
      await expectGoodPage(wide, path);
      const phone = await site.visitor({
        viewport: { width: 320, height: 640 },
        colorScheme: 'dark',
        locale: 'ru-RU',
      });
      await expectGoodPage(phone, path);
      expect(await phone.page.getAttribute('html', 'lang')).toBe('ru');
    },
  );

  it("shows another day's scorecard as the slider moves, the same as that day's address", async () => {
    const { page, complaints, visit } = await site.visitor();
    await visit(PLAN);
    expect(await page.textContent('.figure')).toMatch(/^32 of 34/);
    await page.getByRole('slider').fill('273');
    await page.waitForURL(/asOf=2023-10-01/);
    const moved = await page.textContent('[data-live=headline]');
    const api = await site.service.http().get(`/api/v1${PLAN}/scorecard?asOf=2023-10-01`).expect(200);
    expect(moved).toContain(`${api.body.total.complete} of 34`);
    expect(api.body.total.complete).toBeLessThan(32);
    await page.reload();
    expect(await page.textContent('[data-live=headline]')).toBe(moved);
    expect(complaints).toEqual([]);
  });
});
