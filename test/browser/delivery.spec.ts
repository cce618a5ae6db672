import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import { describeInBrowser, type Site, startSite } from '../support/browser/chromium.js';

const PLAN = '/plans/csto-2023-belarus';

describeInBrowser('the page of a scorecard', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site?.stop());

  it('weighs less than 100 kB on the wire and loads everything from this site', async () => {
    const { page, context, visit, complaints } = await site.visitor();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    const sizes: number[] = [];
    session.on('Network.loadingFinished', ({ encodedDataLength }) => sizes.push(encodedDataLength));
    await visit(PLAN);
    await page.waitForLoadState('networkidle');
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(100_000);
    expect(complaints).toEqual([]);
  });

  it('paints the page from its first response, within the initial congestion window', async () => {
    const { page, visit } = await site.visitor();
    // Nothing but the document itself gets through.
    await page.route('**/assets/**', (route) => route.abort());
    await visit(PLAN);
    expect(await page.isVisible('text=32 of 34')).toBe(true);
    const blocking = await page.evaluate(
      `performance.getEntriesByType('resource').filter(({ renderBlockingStatus }) => renderBlockingStatus === 'blocking').length`,
    );
    expect(blocking).toBe(0);
    // Ten segments of 1,460 bytes: RFC 6928.
    const { text } = await site.service.as(undefined).get(PLAN).set('Accept', 'text/html');
    expect(gzipSync(text).length).toBeLessThan(14_600);
  });

  it('shows a page in full without JavaScript, also as of another day', async () => {
    const { page, visit, complaints } = await site.visitor({ javaScriptEnabled: false });
    await visit(PLAN);
    const { body } = await site.service.http().get(`/api/v1${PLAN}/scorecard`).expect(200);
    const text = (await page.textContent('main'))!;
    for (const { name, complete, objectives } of body.areas) {
      expect(text).toContain(name);
      expect(text).toContain(`${complete} of ${objectives}`);
    }
    for (const { title, rationale } of body.notComplete) {
      expect(text).toContain(title);
      expect(text).toContain(rationale);
    }
    expect(await page.locator('.squares a').count()).toBe(34);
    expect(await page.getByRole('slider').count()).toBe(0);
    await page.getByRole('textbox', { name: 'As of' }).fill('2023-09-30');
    await page.getByRole('button', { name: 'Show day' }).click();
    const then = await site.service.http().get(`/api/v1${PLAN}/scorecard?asOf=2023-09-30`).expect(200);
    expect(await page.textContent('.figure')).toContain(`${then.body.total.complete} of 34`);
    expect(complaints).toEqual([]);
  });

  it('prints figures, findings and provenance without screen-only controls', async () => {
    const { page, visit } = await site.visitor();
    await visit(PLAN);
    const document = await getDocumentProxy(
      new Uint8Array(await page.pdf({ format: 'A4', printBackground: false })),
    );
    const { text, totalPages } = await extractText(document, { mergePages: true });
    expect(totalPages).toBeLessThanOrEqual(3);
    const plain = text.replace(/\s+/g, ' ');
    for (const part of [
      '32 of 34',
      '94.1%',
      'INT-04',
      'EXT-09',
      'How the list was compiled',
      'Implemented, firm: 22',
      'Caspian Institute',
    ]) {
      expect(plain).toContain(part);
    }
    expect(plain).not.toContain('Sign in');
    expect(plain).not.toContain('Show day');
  });

  it('keeps the chosen language from page to page', async () => {
    const { page, visit } = await site.visitor();
    await visit(PLAN);
    await page.getByRole('link', { name: 'Русский' }).click();
    expect(await page.getAttribute('html', 'lang')).toBe('ru');
    expect(await page.textContent('.figure')).toMatch(/^32 из 34/);
    await visit('/');
    expect(await page.textContent('h1')).toBe('Председательства и выполнение их планов');
    await page.getByRole('link', { name: 'English' }).click();
    await visit(PLAN);
    expect(await page.getAttribute('html', 'lang')).toBe('en');
  });

  it('opens an objective from its square by keyboard alone', async () => {
    const { page, visit } = await site.visitor();
    await visit(PLAN);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    await page.keyboard.press('Enter');
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(`document.activeElement.matches('.squares a')`)) break;
    }
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toMatch(
      /^INT-01: .+\. Implemented/,
    );
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/plans\/csto-2023-belarus\/objectives\/INT-01$/);
  });
});
