import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SuggestionsReader } from '../../src/comparison/suggestions.reader.js';
import { Transactions } from '../../src/database/transactions.js';
import { DatasetLoader } from '../../src/interchange/dataset-loader.js';
import type { Dataset } from '../../src/interchange/dataset.js';
import type { Json } from '../support/api.js';
import { describeInBrowser, expectGoodPage, type Site, startSite } from '../support/browser/chromium.js';

const PAIR = '/compare/csto-2023-belarus/csto-2024-kazakhstan';
const BIG = '/compare/big-2010/big-2011';
const EMPTY = '/compare/empty-2008/empty-2009';

const api = (path: string): string => path.replace('/compare/', '/api/v1/comparisons/');

/** A plan of another year, like a shipped one but for its objectives. */
async function loadPlan(
  { service: { app } }: Site,
  name: string,
  year: number,
  objectives: number,
): Promise<void> {
  const dataset = JSON.parse(readFileSync('seeds/csto-2024-kazakhstan.json', 'utf8')) as Dataset;
  const [area] = dataset.plan.areas;
  const plan = {
    ...dataset.plan,
    slug: `${name}-${year}`,
    title: `${name} plan of ${year}`,
    titles: {},
    termStart: `${year}-01-01`,
    termEnd: `${year}-12-31`,
    claims: [],
    objectives: Array.from({ length: objectives }, (_, at) => ({
      code: `O-${at + 1}`,
      area: area!.code,
      title: `Objective ${at + 1} on subject number${at % 90}`,
      basis: 'stated' as const,
      assessments: [],
    })),
  };
  const whole = { ...dataset, plan, organization: { slug: name, name: `The ${name} organization` } };
  await app.get(Transactions).run((tx) => app.get(DatasetLoader).load(tx, { ...whole, sources: [] }));
}

describeInBrowser('the pages of comparisons', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
    for (const year of [2010, 2011]) await loadPlan(site, 'big', year, 400);
    for (const year of [2008, 2009]) await loadPlan(site, 'empty', year, 0);
  });
  afterAll(() => site?.stop());

  const get = async (path: string): Promise<Json> => (await site.service.http().get(path).expect(200)).body;
  it.each([
    '/compare',
    '/compare?organization=csto',
    '/compare?from=csto-2023-belarus',
    PAIR,
    `${PAIR}?asOf=2023-09-30&state=rejected`,
    EMPTY,
    BIG,
  ])(
    'has no accessibility violation and no sideways scrolling on %s for readers and editors, wide, on a phone, dark and in Russian',
    async (path) => {
      await expectGoodPage(await site.visitor(), path);
      const phone = { viewport: { width: 320, height: 640 }, colorScheme: 'dark' as const, locale: 'ru-RU' };
      const editor = await site.visitor({ ...phone, role: 'editor' });
      await expectGoodPage(editor, path);
      expect(await editor.page.getAttribute('html', 'lang')).toBe('ru');
    },
  );

  it("shows the API's figures on the comparison page and offers its JSON", async () => {
    const { page, visit } = await site.visitor();
    await visit(PAIR);
    const comparison = await get(`${api(PAIR)}.json`);
    const { totals } = comparison;
    expect(totals).toMatchObject({ from: 34, carriedOn: 2, widened: 3, undecided: 4, to: 14, new: 3 });
    const headline = await page.locator('[data-live=headline]').innerText();
    expect(headline).toContain('9 of 34');
    expect(headline).toContain(
      `Of 34 earlier objectives 2 carried on, 3 widened, ${totals.narrowed} narrowed, ${totals.related} related; 21 (19 completed, 2 unfinished) not continued; 4 undecided.`,
    );
    expect(headline).toContain('Of 14 later objectives 10 take up an earlier one, 3 new, 1 undecided.');
    expect(await get(`${PAIR}.json`)).toEqual(comparison);
    const csv = await site.service.http().get(`${PAIR}.csv`).expect(200);
    expect(csv.text).toBe(
      (
        await site.service
          .http()
          .get(`${api(PAIR)}.csv`)
          .expect(200)
      ).text,
    );
    const matrix = page.getByRole('region', { name: 'From area to area' });
    expect(await matrix.innerText()).toMatch(/Total\s.*34 → 14/);
  });

  it('shows each of the eleven links, and why nothing takes up what Belarus left unfinished', async () => {
    const { page, visit } = await site.visitor();
    await visit(PAIR);
    const { items } = await get(`${api(PAIR)}/links`);
    expect(items).toHaveLength(11);
    const rows = page.locator('[data-live=links] tbody tr');
    expect(await rows.count()).toBe(11);
    for (const [at, { from, to, rationale, decidedBy }] of items.entries()) {
      const text = await rows.nth(at).innerText();
      for (const words of [from.code, to.code, rationale, 'confirmed', decidedBy])
        expect(text).toContain(words);
    }
    for (const code of ['INT-04', 'EXT-09']) {
      const section = page.locator('section', {
        has: page.getByRole('link', { name: new RegExp(`^${code} `) }),
      });
      expect(await section.first().innerText()).toContain('Not continued: No Kazakh priority names');
    }
    expect(await page.getByRole('heading', { name: 'Suggestions' }).count()).toBe(0);
  });

  it('keeps a long comparison page small and links to the rest', async () => {
    const { page, visit } = await site.visitor();
    await visit(BIG);
    expect((await page.content()).length).toBeLessThan(120_000);
    expect(await page.locator('[data-live=headline]').innerText()).toContain(
      'Nobody has compared these plans yet.',
    );
    await page.getByText('Objectives 1 to 20 of 400').first().waitFor();
    const next = page.getByRole('link', { name: 'Next' }).first();
    await visit((await next.getAttribute('href'))!);
    await page.getByText('Objectives 21 to 40 of 400').first().waitFor();
  });

  it('opens the comparison of two chosen plans, whichever is named first', async () => {
    const { page, visit, complaints } = await site.visitor({ javaScriptEnabled: false });
    await visit('/compare?organization=csto');
    await page.getByLabel('Earlier plan').selectOption('csto-2024-kazakhstan');
    await page.getByLabel('Later plan').selectOption('csto-2023-belarus');
    await page.getByRole('button', { name: 'Compare' }).click();
    expect(new URL(page.url()).pathname).toBe(PAIR);
    expect(await page.locator('main').innerText()).toContain('You selected the later plan first');
    await visit('/compare?from=csto-2023-belarus&to=csto-2023-belarus');
    expect(await page.getByRole('alert').innerText()).toContain('Both are the same plan');
    expect(await page.getByLabel('Earlier plan').inputValue()).toBe('csto-2023-belarus');
    expect(complaints).toEqual([]);
  });

  it("shows each presidency beside the next with the API's figures", async () => {
    const { page, visit } = await site.visitor();
    await visit('/compare?organization=csto');
    const chain = await get('/api/v1/comparisons?organization=csto');
    expect(await get('/compare.json?organization=csto')).toEqual(chain);
    const steps = await page.locator('section.step').allInnerTexts();
    expect(steps).toHaveLength(chain.steps.length);
    expect(steps[0]).toContain('2 carried on, 3 widened');
    await visit('/compare?limit=2');
    const names = await page.locator('main ul:not(.row) a').allInnerTexts();
    await page.getByRole('link', { name: 'Next page' }).click();
    names.push(...(await page.locator('main ul:not(.row) a').allInnerTexts()));
    expect(names).toHaveLength(3);
  });

  it('shows the comparison even when suggestions cannot be computed', async () => {
    const reader = site.service.app.get(SuggestionsReader);
    const list = reader.list.bind(reader);
    reader.list = () => Promise.reject(new Error('the worker is gone'));
    try {
      const visitor = await site.visitor({ role: 'editor' });
      await expectGoodPage(visitor, PAIR);
      expect(await visitor.page.locator('#suggestions').innerText()).toContain('not available at the moment');
      expect(await visitor.page.locator('.figure').innerText()).toContain('of 34');
    } finally {
      reader.list = list;
    }
  });
});
