import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SuggestionsReader } from '../../src/comparison/suggestions.reader.js';
import { Transactions } from '../../src/database/transactions.js';
import { DatasetLoader } from '../../src/interchange/dataset-loader.js';
import type { Dataset } from '../../src/interchange/dataset.js';
import type { Json } from '../support/api.js';
import {
  describeInBrowser,
  expectGoodPage,
  type Site,
  startSite,
  type Visitor,
} from '../support/chromium.js';

const PAIR = '/compare/csto-2023-belarus/csto-2024-kazakhstan';
const NEXT = '/compare/csto-2024-kazakhstan/csto-2025-kyrgyzstan';
const LATER = '/compare/csto-2025-kyrgyzstan/csto-2026-russia';
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
  await app
    .get(Transactions)
    .run((tx) => app.get(DatasetLoader).load(tx, { ...whole, sources: [] } as Dataset, 'test'));
}

describeInBrowser('the pages of comparisons', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
    for (const year of [2010, 2011]) await loadPlan(site, 'big', year, 400);
    for (const year of [2008, 2009]) await loadPlan(site, 'empty', year, 0);
  }, 180_000);
  afterAll(() => site?.stop());

  const get = async (path: string): Promise<Json> => (await site.service.http().get(path).expect(200)).body;
  const link = async (path: string, body: object): Promise<Json> =>
    (
      await site.service
        .http()
        .post(`${api(path)}/links`)
        .send(body)
        .expect(201)
    ).body;

  it.each([
    '/compare',
    '/compare?organization=csto',
    '/compare?from=csto-2023-belarus',
    PAIR,
    `${PAIR}?asOf=2023-09-30&state=rejected`,
    EMPTY,
    BIG,
  ])(
    '%s has no barrier, no complaint and no sideways scrolling: for readers and editors, wide, on a phone, in the dark, in Russian',
    async (path) => {
      await expectGoodPage(await site.visitor(), path);
      const phone = { viewport: { width: 320, height: 640 }, colorScheme: 'dark' as const, locale: 'ru-RU' };
      const editor = await site.visitor({ ...phone, role: 'editor' });
      await expectGoodPage(editor, path);
      expect(await editor.page.getAttribute('html', 'lang')).toBe('ru');
    },
    120_000,
  );

  it('shows the figures that the API gives, and gives its JSON', async () => {
    const { page, visit } = await site.visitor();
    await visit(PAIR);
    const comparison = await get(`${api(PAIR)}.json`);
    const { totals } = comparison;
    expect(totals).toMatchObject({ from: 34, carriedOn: 2, widened: 3, dropped: 25, to: 14, new: 4 });
    const headline = await page.locator('[data-live=headline]').innerText();
    expect(headline).toContain(`${totals.from - totals.dropped} of ${totals.from}`);
    expect(headline).toContain(
      `Of 34 earlier objectives 2 carried on, 3 widened, ${totals.narrowed} narrowed, ${totals.related} related, 25 dropped.`,
    );
    expect(headline).toContain('Of 14 later objectives 4 new.');
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
    const totalRow = await matrix.locator('tr.total').innerText();
    expect(totalRow.split(/\s+/)).toEqual(['Total', '7', '9', '18', '4', '38']);
  });

  it('shows each of the eleven links, and that nothing takes up what Belarus left unfinished', async () => {
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
      expect(await section.first().innerText()).toContain('Nothing takes it up.');
    }
    expect(await page.getByRole('heading', { name: 'Suggestions' }).count()).toBe(0);
  });

  it('keeps a long comparison light, and leads to the rest', async () => {
    const { page, visit } = await site.visitor();
    await visit(BIG);
    expect((await page.content()).length).toBeLessThan(120_000);
    const rest = page.getByRole('link', { name: 'whole comparison' }).first();
    await page.getByText('Dropped from the earlier plan (400)').click();
    const html = await site.service
      .http()
      .get((await rest.getAttribute('href'))!)
      .expect(200);
    expect(html.text).toContain('Objective 400 on subject');
  });

  it('leads from two chosen plans to their comparison, whichever is named first', async () => {
    const { page, visit, complaints } = await site.visitor({ javaScriptEnabled: false });
    await visit('/compare?organization=csto');
    await page.getByLabel('Earlier plan').selectOption('csto-2024-kazakhstan');
    await page.getByLabel('Later plan').selectOption('csto-2023-belarus');
    await page.getByRole('button', { name: 'Compare' }).click();
    expect(new URL(page.url()).pathname).toBe(PAIR);
    expect(await page.locator('main').innerText()).toContain('You named the later plan first');
    await visit('/compare?from=csto-2023-belarus&to=csto-2023-belarus');
    expect(await page.getByRole('alert').innerText()).toContain('one and the same plan');
    expect(await page.getByLabel('Earlier plan').inputValue()).toBe('csto-2023-belarus');
    expect(complaints).toEqual([]);
  });

  it('shows each presidency beside the next, as the API has it', async () => {
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

  /** The first suggestion: which pair it is, and its element. */
  async function firstSuggestion({ page }: Visitor) {
    const item = page.locator('.suggestion').first();
    const [from, to] = (await item.getByRole('heading').innerText()).split(' → ') as [string, string];
    return { item, from, to };
  }

  it('lets an editor confirm and reject suggestions in place: figures and links follow, what was typed stays', async () => {
    const visitor = await site.visitor({ role: 'editor', name: 'Ada' });
    const { page, visit, complaints } = visitor;
    await visit(NEXT);
    const before = await get(`${api(NEXT)}.json`);
    const one = await firstSuggestion(visitor);
    const second = page.locator('.suggestion').nth(1);
    const other = await second.getByRole('heading').innerText();
    await second.getByLabel('Rationale').fill('Half a thought');
    await one.item.getByLabel('Relation').selectOption('broadMatch');
    await one.item.getByLabel('Rationale').fill('The later one is wider.');
    await one.item.getByRole('button', { name: 'Confirm' }).click();
    const told = page.locator('#suggestions [role=status]');
    await told.filter({ hasText: `Saved: ${one.from} → ${one.to}, confirmed.` }).waitFor();
    expect(page.url()).toBe(`${site.base}${NEXT}`);
    expect(await page.evaluate('document.activeElement.querySelector("h3")?.textContent')).toBe(other);
    expect(await page.locator('.suggestion').first().getByLabel('Rationale').inputValue()).toBe(
      'Half a thought',
    );
    const after = await get(`${api(NEXT)}.json`);
    expect(after.totals).toEqual({
      ...before.totals,
      widened: before.totals.widened + 1,
      dropped: before.totals.dropped - 1,
      new: before.totals.new - 1,
    });
    expect(await page.locator('[data-live=headline]').innerText()).toContain(
      `${after.totals.widened} widened`,
    );
    expect(await page.locator('[data-live=links]').innerText()).toContain('Ada');

    const next = await firstSuggestion(visitor);
    await next.item.getByRole('button', { name: 'Reject' }).click();
    await told.filter({ hasText: `Saved: ${next.from} → ${next.to}, rejected.` }).waitFor();
    const { items } = await get(`${api(NEXT)}/links?state=rejected`);
    expect(items).toMatchObject([
      { from: { code: next.from }, to: { code: next.to }, decidedBy: 'Ada', rationale: 'Half a thought' },
    ]);
    await page.reload();
    expect(await page.locator('.suggestion h3').allInnerTexts()).not.toContain(`${next.from} → ${next.to}`);
    expect(complaints).toEqual([]);
  }, 60_000);

  it('lets an editor decide, revise and open again without JavaScript, and comes back to the same place', async () => {
    const visitor = await site.visitor({ role: 'editor', javaScriptEnabled: false });
    const { page, visit, complaints } = visitor;
    await visit(LATER);
    const { item, from, to } = await firstSuggestion(visitor);
    await item.getByRole('button', { name: 'Confirm' }).click();
    expect(page.url()).toMatch(/#suggestions$/);
    expect(await page.locator('#suggestions [role=status]').innerText()).toBe(
      `Saved: ${from} → ${to}, confirmed.`,
    );
    const row = page.locator('[data-live=links] tbody tr', { hasText: to });
    for (const [button, state] of [
      ['Open again', 'suggested'],
      ['Reject', 'rejected'],
    ] as const) {
      await row.locator('summary').click();
      await row.getByRole('button', { name: button }).click();
      expect(page.url()).toMatch(/#links$/);
      const { items } = await get(`${api(LATER)}/links`);
      expect(items).toMatchObject([{ from: { code: from }, to: { code: to }, state }]);
    }
    expect(complaints).toEqual([]);
  }, 60_000);

  it('lets an analyst propose and no more; what was mistyped comes back with what is wrong', async () => {
    const visitor = await site.visitor({ role: 'analyst', javaScriptEnabled: false });
    const { page, visit } = visitor;
    await visit(PAIR);
    expect(await page.getByRole('button', { name: /^(Confirm|Reject)/ }).count()).toBe(0);
    expect(await page.locator('[data-live=links] form').count()).toBe(0);
    const { item, from, to } = await firstSuggestion(visitor);
    await item.getByRole('button', { name: 'Propose' }).click();
    const { items } = await get(`${api(PAIR)}/links?state=suggested`);
    expect(items).toMatchObject([{ from: { code: from }, to: { code: to } }]);
    expect(await firstSuggestion(visitor).then((first) => first.item.innerText())).toContain(
      'An editor decides',
    );

    await page.getByText('Propose a link').click();
    await page.getByLabel('Earlier code').fill('INT-99');
    await page.getByLabel('Later code').fill('KZ1.1');
    const whole = page.locator('form[data-decide=whole]');
    await whole.getByLabel('Rationale').fill('Both are about order.');
    await whole.getByRole('button', { name: 'Propose' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('no objective "INT-99"');
    expect(await whole.getByLabel('Earlier code').getAttribute('aria-invalid')).toBe('true');
    expect(await whole.getByLabel('Rationale').inputValue()).toBe('Both are about order.');
    await whole.getByLabel('Earlier code').fill('INT-01');
    await whole.getByRole('button', { name: 'Propose' }).click();
    expect(page.url()).toMatch(/#links$/);
    const csrf = await page.locator('input[name=_csrf]').first().inputValue();
    const forged = await page.request.post(`${PAIR}/links`, {
      form: {
        _csrf: csrf,
        '/from': 'INT-02',
        '/to': 'KZ1.1',
        '/relation': 'closeMatch',
        '/rationale': 'x',
        '/state': 'confirmed',
      },
    });
    expect(forged.status()).toBe(403);
    const decided = await page.request.post(`${PAIR}/links/${items[0].id}`, {
      form: { _csrf: csrf, version: '1', '/state': 'confirmed' },
    });
    expect(decided.status()).toBe(403);
    const nobody = await site.visitor();
    expect((await nobody.page.request.post(`${PAIR}/links`, { form: { '/from': 'INT-02' } })).status()).toBe(
      401,
    );
  }, 60_000);

  it.each([true, false])(
    'tells the second of two editors what the first has done, and keeps what they typed (with JavaScript: %s)',
    async (javaScriptEnabled) => {
      const to = javaScriptEnabled ? 'RU08' : 'RU09';
      const path = '/compare/csto-2023-belarus/csto-2026-russia';
      const made = await link(path, { from: 'MIS-05', to, relation: 'closeMatch', rationale: 'Perhaps.' });
      const visitor = await site.visitor({ role: 'editor', name: 'Second', javaScriptEnabled });
      const { page, visit } = visitor;
      await visit(path);
      await site.service
        .http()
        .patch(`${api(path)}/links/${made.id}`)
        .set('If-Match', '"1"')
        .send({ state: 'rejected', rationale: 'Not at all.' })
        .expect(200);
      const row = page.locator('[data-live=links] tbody tr', { hasText: to });
      await row.locator('summary').click();
      await row.getByLabel('Rationale').fill('Certainly.');
      await row.getByRole('button', { name: 'Confirm' }).click();
      const alert = page.getByRole('alert');
      expect(await alert.innerText()).toMatch(/Somebody was faster[\s\S]*rejected[\s\S]*Not at all\./);
      if (javaScriptEnabled) expect(await page.evaluate('document.activeElement.id')).toBe('mistakes');
      const again = page.locator('form[data-decide=whole]');
      expect(await again.getByLabel('Rationale').inputValue()).toBe('Certainly.');
      await again.getByRole('button', { name: 'Confirm' }).click();
      await page.locator('#links [role=status]').filter({ hasText: 'confirmed' }).waitFor();
      const { body } = await site.service
        .http()
        .get(`${api(path)}/links/${made.id}`)
        .expect(200);
      expect(body).toMatchObject({
        state: 'confirmed',
        rationale: 'Certainly.',
        version: 3,
        decidedBy: 'Second',
      });
    },
    60_000,
  );

  it('tells whoever proposes what is linked already how the link stands, and what is mistyped, in place', async () => {
    const visitor = await site.visitor({ role: 'editor' });
    const { page, visit, complaints } = visitor;
    await visit(PAIR);
    await page.getByText('Propose a link').click();
    const whole = page.locator('form[data-decide=whole]');
    await whole.getByLabel('Earlier code').fill('EXT-99');
    await whole.getByLabel('Later code').fill('KZ1.1');
    await whole.getByLabel('Rationale').fill('The very same.');
    const alert = page.getByRole('alert');
    for (const [code, told] of [
      ['EXT-99', 'no objective "EXT-99"'],
      ['EXT-03', 'Both keep up the work with the United Nations.'],
    ] as const) {
      await whole.getByLabel('Earlier code').fill(code);
      await whole.getByRole('button', { name: 'Propose' }).click();
      await alert.filter({ hasText: told }).waitFor();
      expect(await page.evaluate('document.activeElement.id')).toBe('mistakes');
      expect(await whole.getByLabel('Rationale').inputValue()).toBe('The very same.');
      expect(await visitor.violations()).toEqual([]);
    }
    expect(complaints).toEqual([]);
  }, 60_000);

  it('keeps what was typed where it cannot be sent, says so, and sends it the next time', async () => {
    const visitor = await site.visitor({ role: 'editor' });
    const { page, visit, context } = visitor;
    await visit(LATER);
    const { item, from, to } = await firstSuggestion(visitor);
    await item.getByLabel('Rationale').fill('Written on a train.');
    await context.setOffline(true);
    await item.getByRole('button', { name: 'Reject' }).click();
    const told = page.locator('#suggestions [role=status]');
    await told.filter({ hasText: 'could not be sent' }).waitFor();
    expect(await item.getByLabel('Rationale').inputValue()).toBe('Written on a train.');
    await context.setOffline(false);
    await item.getByRole('button', { name: 'Reject' }).click();
    await told.filter({ hasText: `Saved: ${from} → ${to}, rejected.` }).waitFor();
    const { items } = await get(`${api(LATER)}/links?objective=${from}`);
    expect(items).toMatchObject([{ to: { code: to }, rationale: 'Written on a train.' }]);
  });

  it('shows the comparison all the same where no suggestions can be made', async () => {
    const reader = site.service.app.get(SuggestionsReader);
    const list = reader.list.bind(reader);
    reader.list = () => Promise.reject(new Error('the worker is gone'));
    try {
      const visitor = await site.visitor({ role: 'editor' });
      await expectGoodPage(visitor, PAIR);
      expect(await visitor.page.locator('#suggestions').innerText()).toContain('cannot be made just now');
      expect(await visitor.page.locator('.figure').innerText()).toContain('of 34');
    } finally {
      reader.list = list;
    }
  });
});
