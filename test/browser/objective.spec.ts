import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { BELARUS, etagOf, type Json, transcribed, record, retract } from '../support/api.js';
import { describeInBrowser, expectGoodPage, type Site, startSite } from '../support/browser/chromium.js';
import { addSource, loadText, quote, SAMPLE, SAMPLE_TEXT } from '../support/sample-text.js';

const PHONE = { viewport: { width: 320, height: 640 }, colorScheme: 'dark', locale: 'ru-RU' } as const;

/** The page of an objective of the first case. */
function pageFor(code: string): string {
  return `/plans/csto-2023-belarus/objectives/${code}`;
}

describeInBrowser('the page of an objective', () => {
  let site: Site;
  let passage: Json;
  let recorded: Json;

  /** Records one more rating of an objective. @returns the entry */
  async function rate(code: string, day: string, more: object = {}): Promise<Json> {
    const made = await record(
      site.service,
      `${BELARUS}/objectives/${code}`,
      transcribed('in_progress', day, more),
    );
    expect(made.status).toBe(201);
    return made.body;
  }

  beforeAll(async () => {
    site = await startSite();
    await addSource(site.service);
    await loadText(site.service, SAMPLE_TEXT);
    passage = await quote(site.service, 'held in June <with all members>');
    const evidence = [
      { passage: passage.id, bearing: 'contradicts', note: 'held without the third country' },
      { source: SAMPLE, bearing: 'qualifies', summary: 'It says so between the lines.' },
    ];
    recorded = await rate('EXT-09', '2024-01-15', { evidence });
  });
  afterAll(() => site?.stop());

  it.each([
    pageFor('EXT-09'),
    pageFor('INT-01'),
    '/plans/csto-2024-kazakhstan/objectives/KZ1.1',
    '/plans/csto-2024-kazakhstan/objectives/KZ1.2',
  ])('has no accessibility violation and no sideways scrolling on %s', async (path) => {
    await expectGoodPage(await site.visitor(), path);
    await expectGoodPage(await site.visitor({ role: 'analyst' }), path);
    await expectGoodPage(await site.visitor({ ...PHONE }), path);
  });

  it.each([true, false])(
    'shows each passage in its paragraph with exactly its words marked (with scripts: %s)',
    async (javaScriptEnabled) => {
      const { page, visit } = await site.visitor({ javaScriptEnabled });
      await visit(pageFor('EXT-09'));
      const shown = page.locator('.passage').filter({ hasText: 'held without the third country' });
      expect(await shown.locator('mark').textContent()).toBe(passage.exact);
      expect(await shown.locator('blockquote').textContent()).toBe(SAMPLE_TEXT.split('\n\n')[2]);
      expect(await shown.locator('.bearing').textContent()).toBe('− contradicts this status');
      expect(await page.textContent('main')).toContain('It says so between the lines.');
      await shown.getByRole('link', { name: `Report ${SAMPLE}` }).click();
      await page.waitForURL(new RegExp(`/sources/${SAMPLE}\\?passage=${passage.id}#passage-`));
      expect(await page.locator(`[id="passage-${passage.id}"]`).textContent()).toBe(passage.exact);
    },
  );

  it('shows the words around a quotation when the text is not held', async () => {
    const { page, visit } = await site.visitor();
    await visit(pageFor('MIS-01'));
    const { body } = await site.service.http().get(`${BELARUS}/objectives/MIS-01/assessments`).expect(200);
    const [{ exact, prefix, suffix }] = body.items[0].evidence;
    expect(await page.locator('.passage blockquote').first().textContent()).toBe(
      `…${prefix}${exact}${suffix}…`,
    );
    expect(await page.locator('.passage mark').first().textContent()).toBe(exact);
  });

  it('says that an objective is not assessed', async () => {
    const { page, visit } = await site.visitor();
    await visit('/plans/csto-2024-kazakhstan/objectives/KZ1.2');
    expect(await page.textContent('main')).toContain('This objective is not assessed yet.');
    expect(await page.textContent('main')).toContain('Nothing is recorded yet.');
  });

  it('calls evidence that was only collected neither a status, nor anybody’s assessment, nor support', async () => {
    const { page, visit } = await site.visitor();
    await visit('/plans/csto-2024-kazakhstan/objectives/KZ4.1');
    const main = await page.textContent('main');
    expect(main).toContain('Evidence collected, no status yet');
    expect(main).not.toMatch(/Assessed by|supports|Not assessed/);
    await visit('/plans/csto-2024-kazakhstan/objectives?q=KZ4.1');
    const row = await page.locator('tbody tr').textContent();
    expect(row).toContain('Evidence collected, no status yet');
    expect(row).not.toMatch(/supports|Not assessed/);
    await visit('/plans/csto-2024-kazakhstan/objectives/KZ4.1?lang=ru');
    expect(await page.textContent('main')).toContain('Фрагменты собраны, статуса пока нет');
  });

  it('says of each status whose it is, and that a passage supports this status rather than the objective', async () => {
    const { page, visit } = await site.visitor();
    await visit(pageFor('INT-04'));
    const main = await page.textContent('main');
    expect(main).toMatch(/The presidency's own account.*\(self-reported\)/);
    expect(main).toContain('supports this status');
    expect(await page.locator('.history li').first().textContent()).toContain('(self-reported)');
  });

  it('links each objective to its neighbours and to linked objectives of other presidencies', async () => {
    const { page, visit } = await site.visitor();
    await visit(pageFor('INT-01'));
    expect(await page.getByRole('link', { name: /Previous objective/ }).count()).toBe(0);
    await page.getByRole('link', { name: /Next objective/ }).click();
    await page.waitForURL(/INT-02$/);
    const editor = site.service.http();
    await editor
      .post('/api/v1/comparisons/csto-2023-belarus/csto-2024-kazakhstan/links')
      .send({
        from: 'EXT-06',
        to: 'KZ1.1',
        relation: 'closeMatch',
        state: 'confirmed',
        rationale: 'Both seek contacts.',
      })
      .expect(201);
    await visit(pageFor('EXT-06'));
    const step = page.getByRole('listitem').filter({ hasText: 'Both seek contacts.' });
    expect(await step.textContent()).toContain('nearly the same objective');
    await step.getByRole('link').click();
    await page.waitForURL(/csto-2024-kazakhstan\/objectives\/KZ1\.1$/);
    expect(await page.textContent('main')).toContain('Earlier presidencies');
  });

  it('confirms a recorded assessment and shows what the scorecard counts now', async () => {
    const { page, visit } = await site.visitor({ role: 'analyst' });
    await visit(`${pageFor('EXT-09')}?recorded=${recorded.id}`);
    const note = page.locator('[data-recorded="csto-2023-belarus/EXT-09"]');
    const { body } = await site.service.http().get(`${BELARUS}/scorecard`).expect(200);
    expect(await note.textContent()).toContain(`${body.total.complete} of 34`);
    await visit(pageFor('EXT-09'));
    expect(await note.count()).toBe(0);
  });

  it('lets an analyst retract an assessment without JavaScript and shows the reason', async () => {
    const entry = await rate('INT-05', '2024-02-01');
    const { page, visit } = await site.visitor({ role: 'analyst', name: 'Ada', javaScriptEnabled: false });
    await visit(pageFor('INT-05'));
    const item = page.locator(`[id="entry-${entry.id}"]`);
    await item.getByText('Retract assessment').first().click();
    await item.getByLabel('Reason for the retraction').fill('  ');
    await item.getByRole('button', { name: 'Retract assessment' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('Correct one value');
    expect(await item.getByLabel('Reason for the retraction').getAttribute('aria-invalid')).toBe('true');
    await item.getByLabel('Reason for the retraction').fill('It was about another objective.');
    await item.getByRole('button', { name: 'Retract assessment' }).click();
    await page.waitForURL(new RegExp(`#entry-${entry.id}$`));
    expect(await item.textContent()).toContain('Retracted: It was about another objective.');
    expect(await item.getByRole('button').count()).toBe(0);
    expect(await page.textContent('.history')).toMatch(/An earlier assessment was retracted.*by Ada/s);
    const { body } = await site.service.http().get(`${BELARUS}/objectives/INT-05`).expect(200);
    expect(body.assessment).not.toBe(entry.id);
  });

  it('keeps what an analyst typed when the record changed meanwhile, and accepts it when sent again', async () => {
    const entry = await rate('INT-06', '2024-02-01');
    const { page, visit } = await site.visitor({ role: 'analyst' });
    await visit(pageFor('INT-06'));
    const item = page.locator(`[id="entry-${entry.id}"]`);
    await item.getByText('Retract assessment').first().click();
    await item.getByLabel('Reason for the retraction').fill('My reason.');
    const later = await rate('INT-06', '2024-02-02');
    await item.getByRole('button', { name: 'Retract assessment' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('this record has changed');
    expect(await item.getByLabel('Reason for the retraction').inputValue()).toBe('My reason.');
    expect(await page.locator(`[id="entry-${later.id}"]`).count()).toBe(1);
    await item.getByRole('button', { name: 'Retract assessment' }).click();
    await page.waitForURL(/#entry-/);
    expect(await item.textContent()).toContain('Retracted: My reason.');
  });

  it('says that an assessment was already retracted and keeps what was typed', async () => {
    const entry = await rate('INT-07', '2024-02-01');
    const { page, visit } = await site.visitor({ role: 'analyst' });
    await visit(pageFor('INT-07'));
    const item = page.locator(`[id="entry-${entry.id}"]`);
    await item.getByText('Retract assessment').first().click();
    await item.getByLabel('Reason for the retraction').fill('My long reason.');
    expect((await retract(site.service, `${BELARUS}/objectives/INT-07`, entry.id)).status).toBe(201);
    const version = Number(/\d+/.exec(await etagOf(site.service, `${BELARUS}/objectives/INT-07`))![0]);
    await item.locator('input[name=version]').evaluate((input, now) => {
      (input as unknown as { value: string }).value = String(now);
    }, version);
    await item.getByRole('button', { name: 'Retract assessment' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('already been retracted');
    expect(await page.textContent('main')).toContain('My long reason.');
    expect(await item.textContent()).toContain('Retracted: It was a slip.');
  });

  it('pages a long history and shows a retracted assessment with its reason on every page', async () => {
    const first = await rate('EXT-01', '2024-03-01');
    await rate('EXT-01', '2024-03-02');
    expect((await retract(site.service, `${BELARUS}/objectives/EXT-01`, first.id)).status).toBe(201);
    const { page, visit } = await site.visitor();
    await visit(`${pageFor('EXT-01')}?limit=2`);
    expect(await page.locator('.history > li').count()).toBe(2);
    await page.getByRole('link', { name: 'Next page' }).click();
    await page.waitForURL(/cursor=/);
    expect(await page.locator(`[id="entry-${first.id}"]`).textContent()).toContain(
      'Retracted: It was a slip.',
    );
  });

  it('offers changes to analysts only', async () => {
    const { page, visit } = await site.visitor({ role: 'reader' });
    await visit(pageFor('EXT-09'));
    expect(await page.getByRole('link', { name: 'Update status' }).count()).toBe(0);
    expect(await page.locator('main form[method=post]').count()).toBe(0);
    const analyst = await site.visitor({ role: 'analyst' });
    await analyst.visit(pageFor('EXT-09'));
    expect(await analyst.page.getByRole('link', { name: 'Update status' }).getAttribute('href')).toBe(
      `${pageFor('EXT-09')}/rating`,
    );
  });

  it("copies the citation of a passage's source", async () => {
    const { page, context, visit, complaints } = await site.visitor();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await visit(pageFor('EXT-09'));
    const shown = page.locator('.passage').first();
    await shown.getByText('Cite source').click();
    await shown.getByRole('button', { name: 'Copy reference' }).click();
    await shown.getByText('Done: Copy reference').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(`A. Author. “Report ${SAMPLE}”.`);
    expect(complaints).toEqual([]);
  });

  it('offers its data as JSON and its history as CSV', async () => {
    const path = '/plans/csto-2024-kazakhstan/objectives/KZ1.1';
    const { body } = await site.service.http().get(`${path}.json`).expect(200);
    expect(body).toMatchObject({ plan: 'csto-2024-kazakhstan', objective: { code: 'KZ1.1' } });
    expect(body.passages[0].id).toBe(body.rating.evidence[0].passage);
    const csv = await site.service
      .http()
      .get(`${pageFor('EXT-09')}.csv`)
      .expect(200);
    expect(csv.text.split('\r\n')[0]).toMatch(/^id,assessor,status/);
    expect(csv.text).toContain(`contradicts: “${passage.exact}” (${SAMPLE}, 2)`);
  });
});
