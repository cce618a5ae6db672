import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { fingerprint, type Json } from '../support/api.js';
import {
  describeInBrowser,
  type Site,
  startSite,
  type Visitor,
  widthBeyondScreen,
} from '../support/browser/chromium.js';
import {
  addMinutes,
  choose,
  historyOf,
  press,
  rating,
  tick,
  until,
} from '../support/browser/assessment-pages.js';

const PLAN = '/plans/csto-2023-belarus';

describeInBrowser('recording a rating', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
    await addMinutes(site.service);
  });
  afterAll(() => site?.stop());

  const analyst = (more: object = {}): Promise<Visitor> => site.visitor({ role: 'analyst', ...more });

  it("records what was ticked and typed with the mouse, under the signed-in person's name", async () => {
    const { page, visit, complaints } = await analyst({ name: 'Ada' });
    expect(await visit(rating('INT-01'))).toBe(200);
    const ticked = await page.locator('input[type=checkbox]:checked').count();
    expect(ticked).toBeGreaterThan(0);
    await choose(page, 'in_progress');
    expect(await page.locator('input[type=checkbox]:checked').count()).toBe(0);
    expect(await page.textContent('main')).toContain('so they are no longer selected');
    await tick(page, ticked);
    await page.getByLabel('Effective from').fill('2024-01-15');
    await page.getByLabel('Rationale').fill('It began anew.');
    await page.locator('select[name$="/bearing"]').first().selectOption('qualifies');
    await press(page, 'Update status');
    await page.waitForURL(/\/objectives\/INT-01\?recorded=/);
    const [latest] = await historyOf(site.service, `${PLAN}/objectives/INT-01`);
    expect(page.url()).toContain(`?recorded=${latest.id}`);
    expect(latest).toMatchObject({
      status: 'in_progress',
      effectiveOn: '2024-01-15',
      rationale: 'It began anew.',
      recordedBy: 'Ada',
    });
    expect(latest.evidence).toHaveLength(ticked);
    expect(latest.evidence[0].bearing).toBe('qualifies');
    expect(complaints).toEqual([]);
  });

  it('adds a row, searches, previews and records without JavaScript', async () => {
    const { page, visit } = await analyst({ javaScriptEnabled: false });
    await visit(rating('INT-02'));
    await page.getByLabel('Not implemented').click();
    await page.getByLabel('Effective from').fill('2024-02-01');
    await page.getByLabel('Rationale').fill('It was given up.');
    await page.getByLabel('Cause').selectOption('internal');
    for (const box of await page.locator('input[type=checkbox]').all()) await box.uncheck();
    await press(page, 'Add quotation');
    await page.locator('select[name$="/source"]').selectOption('minutes');
    await page.locator('[name$="/exact"]').fill('kept their word');
    await page.locator('[name="find"]').fill('Armenia');
    await press(page, 'Find passages');
    expect(await page.textContent('#found')).toMatch(/passages? found/);
    await page.locator('button[value^="add/"]').first().click();
    for (const box of await page.locator('fieldset.evidence:has(input[type=checkbox]:checked) select').all())
      await box.selectOption('supports');
    await press(page, 'Preview scorecard');
    expect(await page.textContent('[data-preview]')).toContain('Not implemented');
    expect(await page.inputValue('[name="/rationale"]')).toBe('It was given up.');
    await press(page, 'Update status');
    expect(page.url()).toMatch(/INT-02\?recorded=/);
    const [latest] = await historyOf(site.service, `${PLAN}/objectives/INT-02`);
    expect(latest).toMatchObject({ status: 'not_implemented', cause: 'internal' });
    expect(latest.evidence).toHaveLength(2);
    expect(latest.evidence).toContainEqual(
      expect.objectContaining({ source: 'minutes', exact: 'kept their word' }),
    );
  });

  it('does not record what failed as the proof that it succeeded, with or without scripts, and loses no word', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { page, visit } = await analyst({ javaScriptEnabled });
      await visit(rating('EXT-09'));
      const count = await page.locator('input[type=checkbox]:checked').count();
      expect(count).toBeGreaterThan(0);
      await choose(page, 'implemented');
      await page.getByLabel('Rationale').fill('It came true.');
      await press(page, 'Update status');
      expect(page.url()).not.toContain('recorded=');
      expect(await page.locator('input[type=checkbox]:checked').count()).toBe(0);
      expect(await page.locator('fieldset.evidence select').first().inputValue()).toBe('');
      expect(await page.inputValue('[name="/rationale"]')).toBe('It came true.');
      await page.locator('input[type=checkbox]').first().check();
      await press(page, 'Preview scorecard');
      expect(await page.textContent('#field-evidence-0-bearing-error')).toBe('is required');
      await tick(page);
      await press(page, 'Preview scorecard');
      expect(await page.textContent('[data-preview]')).toContain(
        'These passages came from the earlier status, “Not implemented”',
      );
      await choose(page, 'not_implemented');
      await press(page, 'Preview scorecard');
      expect(await page.locator('input[type=checkbox]:checked').count()).toBe(count);
    }
  });

  it('says whose judgement it records, and takes the analysts’ where nobody is chosen', async () => {
    const { page, visit } = await analyst();
    await visit('/plans/csto-2023-belarus/objectives/MIS-02/rating');
    expect(await page.locator('select[name="/assessor"]').inputValue()).toBe('analysts');
    expect(await page.locator('input[type=checkbox]:checked').count()).toBe(0);
    await page.locator('select[name="/assessor"]').selectOption('presidency');
    await page.locator('form[aria-busy]').waitFor({ state: 'detached' });
    expect(await page.textContent('main')).toContain('You are transcribing a self-report');
    expect(await page.locator('input[type=checkbox]:checked').count()).toBeGreaterThan(0);
    await page.locator('select[name="/assessor"]').selectOption('analysts');
    await page.locator('form[aria-busy]').waitFor({ state: 'detached' });
    await choose(page, 'in_progress');
    await page.getByLabel('Rationale').fill('Seen by ourselves.');
    await press(page, 'Update status');
    await page.waitForURL(/recorded=[^&]+&assessor=analysts/);
    const [latest] = await historyOf(site.service, `${PLAN}/objectives/MIS-02`);
    expect(latest).toMatchObject({ assessor: 'analysts', status: 'in_progress' });
  });

  it('shows both versions when another analyst changed the record, and records after confirmation', async () => {
    const [slow, fast] = [await analyst({ name: 'Slow' }), await analyst({ name: 'Fast' })];
    await slow.visit(rating('INT-03'));
    await choose(slow.page, 'withdrawn');
    await tick(slow.page);
    await slow.page.getByLabel('Rationale').fill('My long thought.');
    await fast.visit(rating('INT-03'));
    await choose(fast.page, 'in_progress');
    await fast.page.getByLabel('Rationale').fill('My quick thought.');
    await press(fast.page, 'Update status');
    await fast.page.waitForURL(/recorded=/);

    const answer = slow.page.waitForResponse((response) => response.request().method() === 'POST');
    await press(slow.page, 'Update status');
    expect((await answer).status()).toBe(412);
    const box = (await slow.page.textContent('#conflict')) ?? '';
    for (const text of ['Fast', 'My quick thought.', 'In progress', 'My long thought.', 'Withdrawn'])
      expect(box).toContain(text);
    expect(await slow.page.inputValue('[name="/rationale"]')).toBe('My long thought.');
    expect(await slow.page.isChecked('input[value=withdrawn]')).toBe(true);
    expect(await slow.violations()).toEqual([]);
    expect((await historyOf(site.service, `${PLAN}/objectives/INT-03`))[0].recordedBy).toBe('Fast');
    await press(slow.page, 'Update status');
    await slow.page.waitForURL(/recorded=/);
    expect((await historyOf(site.service, `${PLAN}/objectives/INT-03`)).slice(0, 2)).toMatchObject([
      { recordedBy: 'Slow', status: 'withdrawn' },
      { recordedBy: 'Fast', status: 'in_progress' },
    ]);
  });

  it('previews the scorecard without changing anything', async () => {
    const { page, visit, violations } = await analyst();
    await visit(rating('INT-04'));
    await choose(page, 'implemented');
    await tick(page);
    await page.getByLabel('Effective from').fill('2024-03-01');
    await page.getByLabel('Rationale').fill('It came true after all.');
    const before = await everything();
    await press(page, 'Preview scorecard');
    const shown = (await page.textContent('[data-preview]')) ?? '';
    expect(await page.evaluate('document.activeElement.id')).toBe('preview');
    expect(await violations()).toEqual([]);
    expect(await everything()).toEqual(before);
    const now = await scorecard();
    await press(page, 'Update status');
    await page.waitForURL(/recorded=/);
    const then = await scorecard();
    expect(then.total.complete).toBe(now.total.complete + 1);
    expect(shown).toContain(
      `Now: ${now.total.complete} of 34. After recording: ${then.total.complete} of 34.`,
    );
    expect(shown).toContain(`${then.range.strict.complete} to ${then.range.lenient.complete} of 34`);
    expect(shown).toContain(`${then.areas[0].complete} of ${then.areas[0].objectives}`);

    async function everything(): Promise<unknown> {
      const [audit] = await site.service.database.source.query('SELECT count(*) FROM audit_entry');
      return [
        await fingerprint(site.service),
        audit,
        await historyOf(site.service, `${PLAN}/objectives/INT-04`),
      ];
    }
    async function scorecard(): Promise<Json> {
      return (await site.service.http().get(`/api/v1${PLAN}/scorecard`)).body;
    }
  });

  it('says in the preview that a later assessment stays current, and shows the affected day', async () => {
    const { page, visit } = await analyst();
    await visit(rating('EXT-09'));
    await choose(page, 'implemented');
    await tick(page);
    await page.getByLabel('Effective from').fill('2023-03-01');
    await page.getByLabel('Rationale').fill('It looked done for a while.');
    await press(page, 'Preview scorecard');
    const shown = (await page.textContent('[data-preview]')) ?? '';
    expect(shown).toContain('This will not become the current status');
    expect(shown).toContain('Now: 0 of 34 assessed. After recording: 1 of 34 assessed, 1 complete');
    expect(shown).toContain('Scorecard as of 1 March 2023');
  });

  it('shows each mistake beside its field and links to it from the top', async () => {
    const { page, visit, violations } = await analyst();
    await visit(rating('INT-07'));
    await page.check('input[value=implemented]');
    await page.getByLabel('Effective from').fill('2999-01-01');
    await page.getByLabel('Cause').selectOption('external');
    await press(page, 'Add quotation');
    await page.locator('[name$="/note"]').last().fill('A note alone.');
    const answer = page.waitForResponse((response) => response.request().method() === 'POST');
    await press(page, 'Update status');
    expect((await answer).status()).toBe(422);
    expect(await page.evaluate('document.activeElement.id')).toBe('mistakes');
    expect(await page.textContent('#field-rationale-error')).toBe('is required');
    expect(await page.textContent('#mistakes a[href="#field-rationale"]')).toBe(
      'Rationale, in your own words: is required',
    );
    await page.getByLabel('Rationale').fill('Because.');
    await press(page, 'Update status');
    await page.waitForSelector('#field-effectiveOn-error');
    expect(await page.inputValue('[name="/effectiveOn"]')).toBe('2999-01-01');
    expect(await page.inputValue('[name$="/note"] >> nth=-1')).toBe('A note alone.');
    expect(await violations()).toEqual([]);
    await page.getByLabel('Effective from').fill('2024-01-01');
    await press(page, 'Update status');
    await page.waitForSelector('#field-cause-error');
    await page.locator('#mistakes a').first().click();
    expect(await page.evaluate('document.activeElement.name')).toBe('/cause');
    await page.getByLabel('Cause').selectOption('');
    await press(page, 'Update status');
    await page.waitForSelector('fieldset.evidence .error');
    expect(await page.textContent('fieldset.evidence .error')).toContain(
      'must have a source and a quotation',
    );
  });

  it('restores what was typed after the session ended, until it is recorded', async () => {
    const { page, context, visit, complaints } = await analyst();
    await visit(rating('EXT-01'));
    await page.getByLabel('In progress').click();
    await page.getByLabel('Rationale').fill('Much thought went into this.');
    await press(page, 'Add quotation');
    await page.locator('[name$="/exact"]').fill('half a quotation');
    const cookies = await context.cookies();
    await context.clearCookies();
    const answer = page.waitForResponse((response) => response.request().method() === 'POST');
    await press(page, 'Update status');
    expect([401, 403]).toContain((await answer).status());
    await context.addCookies(cookies);
    await visit(rating('EXT-01'));
    expect(await page.inputValue('[name="/rationale"]')).toBe('');
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toMatch(/_csrf|version/);
    await press(page, 'Restore draft');
    await until(
      page,
      `document.querySelector('[name="/rationale"]').value === 'Much thought went into this.'`,
    );
    expect(await page.inputValue('[name$="/exact"]')).toBe('half a quotation');
    expect(await page.isChecked('input[value=in_progress]')).toBe(true);
    await press(page, 'Remove quotation 1');
    await until(page, `document.querySelector('[name$="/exact"]') === null`);
    // The objective's page says what was recorded there, and with it the draft has done its work.
    await press(page, 'Update status');
    await page.waitForURL(/recorded=/);
    await until(page, 'localStorage.length === 0');
    expect(complaints).toEqual([]);
  });

  it('discards a draft on request and asks before typed words are lost', async () => {
    const { page, visit } = await analyst();
    await visit(rating('EXT-02'));
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await page.reload();
    expect(asked).toEqual([]);
    await page.getByLabel('Rationale').click();
    await page.keyboard.type('Typed');
    await page.reload();
    expect(asked).toEqual(['beforeunload']);
    await press(page, 'Discard draft');
    await page.reload();
    expect(await page.isVisible('[data-draft-offer]')).toBe(false);
  });

  it('records once however often the button is pressed and whatever became of the response', async () => {
    const { page, visit, context } = await analyst();
    await visit(rating('EXT-03'));
    const before = (await historyOf(site.service, `${PLAN}/objectives/EXT-03`)).length;
    await choose(page, 'in_progress');
    await page.getByLabel('Rationale').fill('Once is enough.');
    const fields = await page.evaluate<string>(
      "new URLSearchParams([...new FormData(document.querySelector('form[data-rating]')), ['do', 'record']]).toString()",
    );
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: site.base };
    const send = (): Promise<{ status(): number; headers(): Record<string, string> }> =>
      context.request.post(rating('EXT-03'), { data: fields, headers, maxRedirects: 0 });
    const answers = await Promise.all([send(), send(), send()]);
    await page.getByRole('button', { name: 'Update status' }).dblclick();
    await page.waitForURL(/recorded=/);
    expect(answers.map((answer) => answer.status())).toEqual([303, 303, 303]);
    expect(new Set(answers.map((answer) => answer.headers().location)).size).toBe(1);
    expect((await historyOf(site.service, `${PLAN}/objectives/EXT-03`)).length).toBe(before + 1);
  });

  it('tells readers without the role how to get it', async () => {
    expect(await (await site.visitor()).visit(rating('INT-01'))).toBe(401);
    expect(await (await site.visitor({ role: 'reader' })).visit(rating('INT-01'))).toBe(403);
    const stranger = await site.visitor();
    await stranger.visit(rating('INT-01'));
    const back = encodeURIComponent(rating('INT-01'));
    expect(await stranger.page.getAttribute('main a[href^="/sign-in"]', 'href')).toBe(
      `/sign-in?return_to=${back}`,
    );
    expect(await (await analyst()).visit(rating('NO-99'))).toBe(404);
  });

  it.each([
    ['wide and light, in English', { locale: 'en-GB' }],
    [
      'narrow and dark, in Russian',
      { locale: 'ru-RU', colorScheme: 'dark', viewport: { width: 320, height: 640 } },
    ],
  ])('has no accessibility violation and no sideways scrolling in any state, %s', async (_how, settings) => {
    const visitor = await analyst(settings);
    const { page, visit, violations, complaints } = visitor;
    const good = async (state: string): Promise<void> => {
      expect([state, await violations()]).toEqual([state, []]);
      expect([state, await widthBeyondScreen(page)]).toEqual([state, 0]);
    };
    expect(await visit(rating('MIS-01'))).toBe(200);
    await good('empty');
    await page.locator('button[value=record]').click();
    await page.waitForSelector('#mistakes');
    await good('errors');
    await choose(page, 'in_progress');
    await page.fill('[name="/rationale"]', 'Слова '.repeat(40));
    await page.fill('[name="find"]', 'peacekeeping');
    await page.locator('button[value=find]').click();
    await page.waitForSelector('#found');
    await page.locator('button[value=more]').click();
    await page.waitForSelector('select[name$="/source"]');
    await page.locator('select[name$="/source"]').selectOption('minutes');
    await page.locator('[data-pick]').click();
    await page.waitForSelector('[data-picker-text]:focus');
    await good('text of a source');
    await page.locator('[data-picker-close]').click();
    await page.locator('button[value^="drop/"]').click();
    await until(page, `document.querySelector('[name$="/exact"]') === null`);
    await page.locator('button[value=preview]').click();
    await page.waitForSelector('[data-preview]');
    await good('preview');
    await page.evaluate(`document.querySelector('[name=version]').value = '999'`);
    await page.locator('button[value=record]').click();
    await page.waitForSelector('#conflict');
    await good('conflict');
    expect(complaints).toEqual([]);
  });
});
