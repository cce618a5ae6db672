import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeInBrowser, expectGoodPage, type Site, startSite } from '../support/browser/chromium.js';

describeInBrowser('the page of the search', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site?.stop());

  it.each([
    '/search',
    '/search?q=drugs',
    '/search?q=drugs&kind=passage&organization=csto&plan=csto-2023-belarus',
    '/search?q=zzzzzzzz&kind=source',
  ])(
    'has no accessibility violation and no sideways scrolling on %s, wide, on a phone, dark and in Russian',
    async (path) => {
      await expectGoodPage(await site.visitor(), path);
      const phone = { viewport: { width: 320, height: 640 }, colorScheme: 'dark' as const, locale: 'ru-RU' };
      await expectGoodPage(await site.visitor(phone), path);
    },
  );

  it.each([true, false])(
    'finds from any page what the API finds, in its order, with matches marked (with JavaScript: %s)',
    async (javaScriptEnabled) => {
      const { page, visit, complaints } = await site.visitor({ javaScriptEnabled });
      await visit('/');
      await page.getByRole('searchbox').fill('drugs');
      await page.getByRole('searchbox').press('Enter');
      await page.waitForURL(/\/search\?q=drugs/);
      const { body } = await site.service.http().get('/api/v1/search?q=drugs').expect(200);
      expect(body.items.length).toBeGreaterThan(3);
      const hits = page.locator('.hit');
      expect(await hits.count()).toBe(body.items.length);
      for (const [at, { title, snippet }] of body.items.entries()) {
        expect(await hits.nth(at).getByRole('heading').innerText()).toContain(title);
        const marked = snippet
          .filter(({ match }: { match: boolean }) => match)
          .map(({ text }: { text: string }) => text);
        expect(await hits.nth(at).locator('mark').allInnerTexts()).toEqual(marked);
      }
      const passage = body.items.find(({ kind }: { kind: string }) => kind === 'passage');
      const href = `/sources/${passage.source}?passage=${passage.passage}#passage-${passage.passage}`;
      expect(await page.locator(`.hit a[href="${href}"]`).count()).toBe(1);
      expect((await site.service.http().get('/search.json?q=drugs').expect(200)).body).toEqual(body);
      expect(complaints).toEqual([]);
    },
  );

  it('narrows the search by filters, page by page', async () => {
    const { page, visit } = await site.visitor({ javaScriptEnabled: false });
    await visit('/search');
    expect(await page.locator('.hit').count()).toBe(0);
    await page.locator('main').getByRole('searchbox').fill('operation');
    await page.getByLabel('Type').selectOption('objective');
    await page.getByLabel('Plan').selectOption('csto-2023-belarus');
    await page.locator('main').getByRole('button', { name: 'Search' }).click();
    const path = '/api/v1/search?q=operation&kind=objective&plan=csto-2023-belarus';
    const { body } = await site.service.http().get(path).expect(200);
    const headings = () => page.locator('.hit h3').allInnerTexts();
    const all = await headings();
    expect(all).toEqual(body.items.map(({ code, title }: Record<string, string>) => `${code} ${title}`));
    expect(all.length).toBeGreaterThan(1);
    await visit(`${path.replace('/api/v1', '')}&limit=1`);
    const first = await headings();
    await page.getByRole('link', { name: 'Next page' }).click();
    expect([...first, ...(await headings())]).toEqual(all.slice(0, 2));
  });

  it('suggests what to try when nothing is found, and shows an invalid query beside its field', async () => {
    const visitor = await site.visitor();
    const { page, visit } = visitor;
    await visit('/search?q=zzzzzzzz&kind=source');
    await page.getByRole('link', { name: /search without these filters/ }).click();
    expect(await page.locator('main').innerText()).toContain('Nothing was found for “zzzzzzzz”');
    expect(new URL(page.url()).search).toBe('?q=zzzzzzzz');
    expect(await visit('/search?q=drugs&kind=nonsense&plan=csto-1900')).toBe(400);
    expect(await page.getByLabel('Type').getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('main').getByRole('searchbox').inputValue()).toBe('drugs');
    expect(await visitor.violations()).toEqual([]);
    expect(await visit('/search?q=drugs&plan=csto-1900')).toBe(400);
    expect(await page.getByRole('alert').innerText()).toContain('csto-1900');
    await site.service.http().get('/search.json').expect(400);
  });

  it('shows the query exactly as it was typed', async () => {
    const { page, visit, complaints } = await site.visitor();
    const typed = '<img src=x onerror=alert(1)> "';
    await visit(`/search?q=${encodeURIComponent(typed)}`);
    expect(await page.locator('main').getByRole('searchbox').inputValue()).toBe(typed);
    expect(await page.locator('main img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
