import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import type { Json } from '../support/api.js';
import { describeInBrowser, type Site, startSite, type Visitor } from '../support/browser/chromium.js';

const PAIR = '/compare/csto-2023-belarus/csto-2024-kazakhstan';
const NEXT = '/compare/csto-2024-kazakhstan/csto-2025-kyrgyzstan';
const LATER = '/compare/csto-2025-kyrgyzstan/csto-2026-russia';

const api = (path: string): string => path.replace('/compare/', '/api/v1/comparisons/');

describeInBrowser('deciding on links on the page of a comparison', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
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

  /** The first suggestion: which pair it is, and its element. */
  async function firstSuggestion({ page }: Visitor): Promise<{ item: Locator; from: string; to: string }> {
    const item = page.locator('.suggestion').first();
    const [from, to] = (await item.getByRole('heading').innerText()).split(' → ') as [string, string];
    return { item, from, to };
  }

  it('lets an editor confirm and reject suggestions in place and updates figures and links', async () => {
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
      ...{ carriedOn: 0, widened: 1, narrowed: 0, related: 0, new: 0 },
      notContinued: { all: 0, completed: 0, unfinished: 0, notAssessed: 0 },
      ...{ undecided: before.totals.from - 1, undecidedLater: before.totals.to - 1 },
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
  });

  it('lets an editor decide, revise and reopen a link without JavaScript and returns to the same place', async () => {
    const visitor = await site.visitor({ role: 'editor', javaScriptEnabled: false });
    const { page, visit, complaints } = visitor;
    await visit(LATER);
    const { item, from, to } = await firstSuggestion(visitor);
    expect(await item.getByLabel('Rationale').inputValue()).toBe('');
    await item.getByLabel('Use the suggested reason').check();
    await item.getByRole('button', { name: 'Confirm' }).click();
    expect(await page.locator('[data-live=links]').innerText()).toContain('suggested reason');
    expect(page.url()).toMatch(/#suggestions$/);
    expect(await page.locator('#suggestions [role=status]').innerText()).toBe(
      `Saved: ${from} → ${to}, confirmed.`,
    );
    const row = page.locator('[data-live=links] tbody tr', { hasText: to });
    for (const [button, state] of [
      ['Reopen link', 'suggested'],
      ['Reject', 'rejected'],
    ] as const) {
      await row.locator('summary').click();
      await row.getByRole('button', { name: button }).click();
      expect(page.url()).toMatch(/#links$/);
      const { items } = await get(`${api(LATER)}/links`);
      expect(items).toMatchObject([{ from: { code: from }, to: { code: to }, state }]);
    }
    expect(complaints).toEqual([]);
  });

  it('lets an editor decide one objective, set it back, and decide the rest, without JavaScript', async () => {
    const visitor = await site.visitor({ role: 'editor', name: 'Eve', javaScriptEnabled: false });
    const { page, visit } = visitor;
    await visit(PAIR);
    const row = page.locator('#decisions .objective', { hasText: 'EXT-06' });
    await row.locator('summary').click();
    await row.getByLabel('Rationale').fill('Looked for and not found.');
    await row.getByRole('button', { name: 'Mark as not continued' }).click();
    expect(await page.locator('#decisions [role=status]').innerText()).toBe('Saved: EXT-06, not continued.');
    const rest = page.locator('#decisions .rest').first();
    await rest.locator('summary').click();
    await rest.getByLabel('Rationale').fill('Looked for one by one.');
    await rest.getByRole('button', { name: 'Mark as not continued (3)' }).click();
    expect(await page.locator('#decisions [role=status]').innerText()).toBe('Saved: 3 objectives decided.');
    const { totals, notContinued } = await get(`${api(PAIR)}.json`);
    expect(totals).toMatchObject({ notContinued: { all: 25 }, undecided: 0 });
    expect(notContinued.find(({ code }: { code: string }) => code === 'EXT-06')).toMatchObject({
      rationale: 'Looked for and not found.',
      decidedBy: 'Eve',
    });
    const csrf = await page.locator('input[name=_csrf]').first().inputValue();
    const stale = {
      _csrf: csrf,
      version: '7',
      '/objective': 'EXT-06',
      '/decision': 'undecided',
      '/rationale': 'x y',
    };
    const answer = await page.request.post(`${PAIR}/decisions`, { form: stale });
    expect(answer.status()).toBe(412);
    expect(await answer.text()).toContain('This record has changed since you opened it');
  });

  it('lets an analyst propose a link only, and returns a mistyped form with its mistakes', async () => {
    const visitor = await site.visitor({ role: 'analyst', javaScriptEnabled: false });
    const { page, visit } = visitor;
    await visit(PAIR);
    expect(await page.getByRole('button', { name: /^(Confirm|Reject)/ }).count()).toBe(0);
    expect(await page.locator('[data-live=links] form').count()).toBe(0);
    const { item, from, to } = await firstSuggestion(visitor);
    await item.getByLabel('Use the suggested reason').check();
    await item.getByRole('button', { name: 'Propose' }).click();
    const { items } = await get(`${api(PAIR)}/links?state=suggested`);
    expect(items).toMatchObject([{ from: { code: from }, to: { code: to } }]);
    expect(await firstSuggestion(visitor).then((first) => first.item.innerText())).toContain(
      'Only an editor can decide',
    );

    await page.getByText('Propose a link').click();
    await page.getByLabel('Earlier code').fill('INT-99');
    await page.getByLabel('Later code').fill('KZ1.1');
    const whole = page.locator('form[data-decide=whole]');
    await whole.getByLabel('Rationale').fill('Both are about order.');
    await whole.getByRole('button', { name: 'Propose' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('no objective “INT-99”');
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
  });

  it.each([true, false])(
    'tells the second of two editors what the first did and keeps what they typed (with JavaScript: %s)',
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
      expect(await alert.innerText()).toMatch(
        /has changed since you opened it[\s\S]*rejected[\s\S]*Not at all\./,
      );
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
  );

  it('tells an analyst who proposes an existing link how that link stands', async () => {
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
      ['EXT-99', 'no objective “EXT-99”'],
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
  });

  it('keeps what was typed when it cannot be sent, says so, and sends it next time', async () => {
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
});
