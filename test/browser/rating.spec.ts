import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { fingerprint, type Json } from '../support/api.js';
import {
  describeInBrowser,
  type Site,
  startSite,
  type Visitor,
  widthBeyondScreen,
} from '../support/chromium.js';

const PLAN = '/plans/csto-2023-belarus';
const EMPTY = '/plans/csto-2024-kazakhstan/objectives/KZ1.1';
/** An emoji and a letter beyond the basic plane before the words that are selected: two code units each, one code point. */
const TEXT = [
  'Minutes of the council 😀',
  'On 𝒜 day the council met. There the plan was agreed, and the plan was signed.',
  'The members kept their word in every 🎉 case, and the council thanked them.',
].join('\n\n');

describeInBrowser('recording a rating', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
    const http = site.service.http();
    await http.post('/api/v1/sources').send({ slug: 'minutes', title: 'Minutes of the council' }).expect(201);
    const { headers } = await http.get('/api/v1/sources/minutes');
    await http
      .put('/api/v1/sources/minutes/text')
      .set('If-Match', headers.etag as string)
      .set('Content-Type', 'text/plain; charset=utf-8')
      .send(Buffer.from(TEXT))
      .expect(200);
  }, 120_000);
  afterAll(() => site?.stop());

  const rating = (code: string): string => `${PLAN}/objectives/${code}/rating`;
  const history = async (path: string): Promise<Json[]> =>
    (await site.service.http().get(`/api/v1${path}/assessments`).expect(200)).body.items;
  const analyst = (more: object = {}): Promise<Visitor> => site.visitor({ role: 'analyst', ...more });

  it('works with the mouse: what is ticked and typed is recorded, as the person who is signed in', async () => {
    const { page, visit, complaints } = await analyst({ name: 'Ada' });
    expect(await visit(rating('INT-01'))).toBe(200);
    const ticked = await page.locator('input[type=checkbox]:checked').count();
    expect(ticked).toBeGreaterThan(0);
    await page.getByLabel('In progress').click();
    await page.getByLabel('Since which day').fill('2024-01-15');
    await page.getByLabel('Why this level').fill('It began anew.');
    await page.locator('select[name$="/bearing"]').first().selectOption('qualifies');
    await press(page, 'Record');
    await page.waitForURL(/\/objectives\/INT-01\?recorded=/);
    const [latest] = await history(`${PLAN}/objectives/INT-01`);
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

  it('works with the keyboard alone, down to selecting words in the text of a source', async () => {
    const { page, visit, complaints } = await analyst();
    await visit(`${EMPTY}/rating`);
    const { keyboard } = page;
    await tabTo(page, '[name="/status"]');
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await tabTo(page, '[name="/rationale"]');
    await keyboard.type('The minutes say so.');
    await tabTo(page, 'button[value=more]');
    await keyboard.press('Enter');
    await page.waitForSelector('select[name$="/source"]:focus');
    await keyboard.type('Minutes');
    await tabTo(page, '[data-pick]');
    await keyboard.press('Enter');
    await page.waitForSelector('[data-picker-text]:focus');
    // The first key chooses the first word; then the next paragraph, its fourth word, and two more.
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowDown');
    for (let step = 0; step < 3; step++) await keyboard.press('ArrowRight');
    for (let step = 0; step < 2; step++) await keyboard.press('Shift+ArrowRight');
    await until(page, "document.querySelector('[data-picker-words]').textContent === 'the council met.'");
    await keyboard.press('Enter');
    await page.waitForSelector('select[name$="/bearing"]:focus');
    expect(await page.textContent('[data-placed]')).toBe('the council met.');
    await tabTo(page, 'button[value=record]');
    await keyboard.press('Enter');
    await page.waitForURL(/recorded=/);
    const [latest] = await history(EMPTY);
    expect(latest).toMatchObject({ status: 'implemented', rationale: 'The minutes say so.' });
    const taken = latest.evidence.at(-1);
    expect(taken).toMatchObject({ source: 'minutes', exact: 'the council met.', bearing: 'supports' });
    expect(await placeOf(site, taken.passage)).toEqual(where('the council met.'));
    expect(complaints).toEqual([]);
  });

  it('works without scripts: a row more, a search, a preview, and the record', async () => {
    const { page, visit } = await analyst({ javaScriptEnabled: false });
    await visit(rating('INT-02'));
    await page.getByLabel('Not implemented').click();
    await page.getByLabel('Since which day').fill('2024-02-01');
    await page.getByLabel('Why this level').fill('It was given up.');
    await page.getByLabel('Cause').selectOption('internal');
    for (const box of await page.locator('input[type=checkbox]').all()) await box.uncheck();
    await press(page, 'Add new words');
    await page.getByLabel('Which source?').selectOption('minutes');
    await page.getByLabel('The exact words').fill('kept their word');
    await page.locator('[name="find"]').fill('Armenia');
    await press(page, 'Look');
    expect(await page.textContent('#found')).toMatch(/passages? found/);
    await page.locator('button[value^="add/"]').first().click();
    await press(page, 'What will the scorecard say?');
    expect(await page.textContent('[data-preview]')).toContain('Not implemented');
    expect(await page.inputValue('[name="/rationale"]')).toBe('It was given up.');
    await press(page, 'Record');
    expect(page.url()).toMatch(/INT-02\?recorded=/);
    const [latest] = await history(`${PLAN}/objectives/INT-02`);
    expect(latest).toMatchObject({ status: 'not_implemented', cause: 'internal' });
    expect(latest.evidence).toHaveLength(2);
    expect(latest.evidence).toContainEqual(
      expect.objectContaining({ source: 'minutes', exact: 'kept their word' }),
    );
  });

  it('shows both sides where another analyst was faster, keeps what was typed, and records it on a second word', async () => {
    const [slow, fast] = [await analyst({ name: 'Slow' }), await analyst({ name: 'Fast' })];
    await slow.visit(rating('INT-03'));
    await slow.page.getByLabel('Withdrawn').click();
    await slow.page.getByLabel('Why this level').fill('My long thought.');
    await fast.visit(rating('INT-03'));
    await fast.page.getByLabel('In progress').click();
    await fast.page.getByLabel('Why this level').fill('My quick thought.');
    await press(fast.page, 'Record');
    await fast.page.waitForURL(/recorded=/);

    const answer = slow.page.waitForResponse((response) => response.request().method() === 'POST');
    await press(slow.page, 'Record');
    expect((await answer).status()).toBe(412);
    const box = (await slow.page.textContent('#conflict')) ?? '';
    for (const text of ['Fast', 'My quick thought.', 'In progress', 'My long thought.', 'Withdrawn'])
      expect(box).toContain(text);
    expect(await slow.page.inputValue('[name="/rationale"]')).toBe('My long thought.');
    expect(await slow.page.isChecked('input[value=withdrawn]')).toBe(true);
    expect(await slow.violations()).toEqual([]);
    expect((await history(`${PLAN}/objectives/INT-03`))[0].recordedBy).toBe('Fast');
    await press(slow.page, 'Record');
    await slow.page.waitForURL(/recorded=/);
    expect((await history(`${PLAN}/objectives/INT-03`)).slice(0, 2)).toMatchObject([
      { recordedBy: 'Slow', status: 'withdrawn' },
      { recordedBy: 'Fast', status: 'in_progress' },
    ]);
  });

  it('takes exactly the words that the mouse was dragged over, also over two paragraphs and after an emoji', async () => {
    const { page, visit, complaints } = await analyst();
    await visit(rating('INT-05'));
    await page.getByLabel('In progress').click();
    await page.getByLabel('Why this level').fill('Seen in the minutes.');
    for (const box of await page.locator('input[type=checkbox]').all()) await box.uncheck();
    const wanted = ['case, and the council', 'the plan was signed.\n\nThe members kept'];
    for (const words of wanted) {
      await press(page, 'Add new words');
      await page.waitForSelector('select[name$="/source"]:focus');
      await page.locator('select[name$="/source"]').last().selectOption('minutes');
      await page.locator('[data-pick]').last().click();
      await drag(page, words);
      await until(
        page,
        `document.querySelector('[data-picker-words]').textContent === ${JSON.stringify(words)}`,
      );
      await press(page, 'Take these words');
      await page.waitForSelector('select[name$="/bearing"]:focus');
    }
    expect(await page.locator('[data-placed]').allTextContents()).toEqual(wanted);
    await press(page, 'Record');
    await page.waitForURL(/recorded=/);
    const [latest] = await history(`${PLAN}/objectives/INT-05`);
    expect(latest.evidence.map(({ exact }: Json) => exact)).toEqual(wanted);
    for (const [at, words] of wanted.entries()) {
      expect(await placeOf(site, latest.evidence[at].passage)).toEqual(where(words));
    }
    expect(complaints).toEqual([]);
  });

  it('offers the places of words that stand in several, and those that come nearest to words that stand nowhere', async () => {
    const { page, visit, violations } = await analyst();
    await visit(rating('INT-06'));
    await page.getByLabel('In progress').click();
    await page.getByLabel('Why this level').fill('Seen in the minutes.');
    for (const box of await page.locator('input[type=checkbox]').all()) await box.uncheck();
    await press(page, 'Add new words');
    await page.getByLabel('Which source?').selectOption('minutes');
    await page.getByLabel('The exact words').fill('the plan was');
    const answer = page.waitForResponse((response) => response.request().method() === 'POST');
    await press(page, 'Record');
    expect((await answer).status()).toBe(409);
    expect(await page.textContent('.evidence .error')).toContain('stands in several places');
    expect(await violations()).toEqual([]);
    await press(page, 'Take number 2');
    await page.waitForSelector('[data-placed]');

    await press(page, 'Add new words');
    await page.waitForSelector('select[name$="/source"]:focus');
    await page.getByLabel('Which source?').selectOption('minutes');
    await page.getByLabel('The exact words').fill('kept there word in every');
    await press(page, 'Record');
    await press(page, 'Take number 1');
    await until(page, "document.querySelectorAll('[data-placed]').length === 2");
    await press(page, 'Record');
    await page.waitForURL(/recorded=/);
    const [latest] = await history(`${PLAN}/objectives/INT-06`);
    const [second, nearest] = latest.evidence;
    expect((await placeOf(site, second.passage)).start).toBe(
      codePoints(TEXT.slice(0, TEXT.lastIndexOf('the plan was'))),
    );
    expect(nearest.exact).toContain('kept their word');
  });

  it('previews what the scorecard says afterwards, and changes nothing by it', async () => {
    const { page, visit, violations } = await analyst();
    await visit(rating('INT-04'));
    await page.check('input[value=implemented]');
    await page.getByLabel('Since which day').fill('2024-03-01');
    await page.getByLabel('Why this level').fill('It came true after all.');
    const before = await everything();
    await press(page, 'What will the scorecard say?');
    const shown = (await page.textContent('[data-preview]')) ?? '';
    expect(await page.evaluate('document.activeElement.id')).toBe('preview');
    expect(await violations()).toEqual([]);
    expect(await everything()).toEqual(before);
    const now = await scorecard();
    await press(page, 'Record');
    await page.waitForURL(/recorded=/);
    const then = await scorecard();
    expect(then.total.complete).toBe(now.total.complete + 1);
    expect(shown).toContain(
      `Complete now: ${now.total.complete} of 34. After recording: ${then.total.complete} of 34.`,
    );
    expect(shown).toContain(`${then.range.strict.complete} to ${then.range.lenient.complete} of 34`);
    expect(shown).toContain(`${then.areas[0].complete} of ${then.areas[0].objectives}`);

    async function everything(): Promise<unknown> {
      const [audit] = await site.service.database.source.query('SELECT count(*) FROM audit_entry');
      return [await fingerprint(site.service), audit, await history(`${PLAN}/objectives/INT-04`)];
    }
    async function scorecard(): Promise<Json> {
      return (await site.service.http().get(`/api/v1${PLAN}/scorecard`)).body;
    }
  });

  it('says in the preview that a rating will not be the current one, and shows the day that it changes', async () => {
    const { page, visit } = await analyst();
    await visit(rating('EXT-09'));
    await page.check('input[value=implemented]');
    await page.getByLabel('Since which day').fill('2023-03-01');
    await page.getByLabel('Why this level').fill('It looked done for a while.');
    await press(page, 'What will the scorecard say?');
    const shown = (await page.textContent('[data-preview]')) ?? '';
    expect(shown).toContain('It will not be the current rating: one of a later day');
    expect(shown).toContain('Complete now: 0 of 34. After recording: 1 of 34.');
    expect(shown).toContain('The scorecard of 1 March 2023');
  });

  it('says at each field what is wrong, and leads there from the top', async () => {
    const { page, visit, violations } = await analyst();
    await visit(rating('INT-07'));
    await page.check('input[value=implemented]');
    await page.getByLabel('Since which day').fill('2999-01-01');
    await page.getByLabel('Cause').selectOption('external');
    await press(page, 'Add new words');
    await page.locator('[name$="/note"]').last().fill('A note alone.');
    const answer = page.waitForResponse((response) => response.request().method() === 'POST');
    await press(page, 'Record');
    expect((await answer).status()).toBe(422);
    expect(await page.evaluate('document.activeElement.id')).toBe('mistakes');
    expect(await page.textContent('#field-rationale-error')).toBe('is needed');
    expect(await page.textContent('#mistakes a[href="#field-rationale"]')).toBe('Rationale: is needed');
    await page.getByLabel('Why this level').fill('Because.');
    await press(page, 'Record');
    await page.waitForSelector('#field-effectiveOn-error');
    expect(await page.inputValue('[name="/effectiveOn"]')).toBe('2999-01-01');
    expect(await page.inputValue('[name$="/note"] >> nth=-1')).toBe('A note alone.');
    expect(await violations()).toEqual([]);
    await page.getByLabel('Since which day').fill('2024-01-01');
    await press(page, 'Record');
    await page.waitForSelector('#field-cause-error');
    await page.locator('#mistakes a').first().click();
    expect(await page.evaluate('document.activeElement.name')).toBe('/cause');
    await page.getByLabel('Cause').selectOption('');
    await press(page, 'Record');
    await page.waitForSelector('fieldset.evidence .error');
    expect(await page.textContent('fieldset.evidence .error')).toContain('must name either');
  });

  it('brings back what was typed after the session ended, until it is recorded', async () => {
    const { page, context, visit, complaints } = await analyst();
    await visit(rating('EXT-01'));
    await page.getByLabel('In progress').click();
    await page.getByLabel('Why this level').fill('Much thought went into this.');
    await press(page, 'Add new words');
    await page.getByLabel('The exact words').fill('half a quotation');
    const cookies = await context.cookies();
    await context.clearCookies();
    const answer = page.waitForResponse((response) => response.request().method() === 'POST');
    await press(page, 'Record');
    expect([401, 403]).toContain((await answer).status());
    await context.addCookies(cookies);
    await visit(rating('EXT-01'));
    expect(await page.inputValue('[name="/rationale"]')).toBe('');
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toMatch(/_csrf|version/);
    await press(page, 'Put it back');
    await until(
      page,
      `document.querySelector('[name="/rationale"]').value === 'Much thought went into this.'`,
    );
    expect(await page.inputValue('[name$="/exact"]')).toBe('half a quotation');
    expect(await page.isChecked('input[value=in_progress]')).toBe(true);
    await press(page, 'Take new words 1 away');
    await until(page, `document.querySelector('[name$="/exact"]') === null`);
    // The objective's page says what was recorded there, and with it the draft has done its work.
    const script = (await page.getAttribute('script[src$="/draft.js"]', 'src')) ?? '';
    await page.route(/EXT-01\?recorded=/, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<title>Recorded</title><p data-recorded="csto-2023-belarus/EXT-01"><script type="module" src="${script}"></script>`,
      }),
    );
    await press(page, 'Record');
    await page.waitForURL(/recorded=/);
    // Not on the way of a redirect, where a browser's tester cannot answer in the place of the service.
    await page.goto(page.url());
    await until(page, 'localStorage.length === 0');
    expect(complaints).toEqual([]);
  });

  it('throws a draft away when asked to, and asks before typed words are left behind', async () => {
    const { page, visit } = await analyst();
    await visit(rating('EXT-02'));
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await page.reload();
    expect(asked).toEqual([]);
    await page.getByLabel('Why this level').click();
    await page.keyboard.type('Typed');
    await page.reload();
    expect(asked).toEqual(['beforeunload']);
    await press(page, 'Throw it away');
    await page.reload();
    expect(await page.isVisible('[data-draft-offer]')).toBe(false);
  });

  it('records once however often the button is pressed, and whatever became of the answer', async () => {
    const { page, visit, context } = await analyst();
    await visit(rating('EXT-03'));
    const before = (await history(`${PLAN}/objectives/EXT-03`)).length;
    await page.getByLabel('In progress').click();
    await page.getByLabel('Why this level').fill('Once is enough.');
    const fields = await page.evaluate<string>(
      "new URLSearchParams([...new FormData(document.querySelector('form[data-rating]')), ['do', 'record']]).toString()",
    );
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: site.base };
    const send = (): Promise<{ status(): number; headers(): Record<string, string> }> =>
      context.request.post(rating('EXT-03'), { data: fields, headers, maxRedirects: 0 });
    const answers = await Promise.all([send(), send(), send()]);
    await page.getByRole('button', { name: 'Record' }).dblclick();
    await page.waitForURL(/recorded=/);
    expect(answers.map((answer) => answer.status())).toEqual([303, 303, 303]);
    expect(new Set(answers.map((answer) => answer.headers().location)).size).toBe(1);
    expect((await history(`${PLAN}/objectives/EXT-03`)).length).toBe(before + 1);
  });

  it('is for analysts: others are told what to do', async () => {
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
  ])('has no barrier and no sideways scrolling in any state, %s', async (_how, settings) => {
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
    await page.check('input[value=in_progress]');
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

/** Presses a button and waits for what comes of it. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).last().click();
  await page.waitForLoadState('networkidle');
}

/** Waits until something is true of the page. A string, put to the page by the debugger: its policy evaluates none. */
async function until(page: Page, condition: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await page.evaluate<boolean>(condition)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never true: ${condition}`);
}

/** Goes on with the Tab key until an element has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)})`)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the Tab key never leads to ${selector}`);
}

/** Drags the mouse from before the first of some words in the picker's text to behind the last. */
async function drag(page: Page, words: string): Promise<void> {
  await page.waitForSelector('[data-picker-text] [data-start]');
  await page.locator('[data-picker-text]').scrollIntoViewIfNeeded();
  const [first = '', last = first] = words.split('\n\n');
  const [from, to] = [await edgeOf(page, first, 'left'), await edgeOf(page, last, 'right')];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

/** Where words in the picker's text begin or end on the screen. */
async function edgeOf(page: Page, words: string, side: 'left' | 'right'): Promise<{ x: number; y: number }> {
  return page.evaluate<{ x: number; y: number }>(`(() => {
    const words = ${JSON.stringify(words)};
    const paragraph = [...document.querySelectorAll('[data-picker-text] [data-start]')].find((p) => p.textContent.includes(words));
    const node = paragraph.firstChild;
    const at = node.data.indexOf(words);
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const boxes = [...range.getClientRects()];
    const box = ${side === 'left'} ? boxes[0] : boxes.at(-1);
    return { x: box.${side}, y: box.top + box.height / 2 };
  })()`);
}

async function placeOf(site: Site, passage: string): Promise<Json> {
  const { body } = await site.service.http().get(`/api/v1/passages/${passage}`).expect(200);
  return { start: body.start, end: body.end, exact: body.exact, anchor: body.anchor };
}

/** Where words stand in the text, in code points; they are the last there if they are several. */
function where(exact: string): Json {
  const start = codePoints(TEXT.slice(0, TEXT.lastIndexOf(exact)));
  return { start, end: start + codePoints(exact), exact, anchor: 'verified' };
}

function codePoints(text: string): number {
  return [...text].length;
}
