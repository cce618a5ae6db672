import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Json } from '../support/api.js';
import { describeInBrowser, type Site, startSite, type Visitor } from '../support/browser/chromium.js';
import {
  addMinutes,
  historyOf,
  MINUTES,
  choose,
  press,
  rating,
  tabTo,
  until,
} from '../support/browser/assessment-pages.js';

const PLAN = '/plans/csto-2023-belarus';
const EMPTY = '/plans/csto-2024-kazakhstan/objectives/KZ1.1';

describeInBrowser('passages as the evidence of a rating', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
    await addMinutes(site.service);
  });
  afterAll(() => site?.stop());

  const analyst = (more: object = {}): Promise<Visitor> => site.visitor({ role: 'analyst', ...more });

  it("works by keyboard alone, including selecting words in a source's text", async () => {
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
    const [latest] = await historyOf(site.service, EMPTY);
    expect(latest).toMatchObject({ status: 'implemented', rationale: 'The minutes say so.' });
    const taken = latest.evidence.at(-1);
    expect(taken).toMatchObject({ source: 'minutes', exact: 'the council met.', bearing: 'supports' });
    expect(await placeOf(site, taken.passage)).toEqual(where('the council met.'));
    expect(complaints).toEqual([]);
  });

  it('takes exactly the words selected with the mouse, across two paragraphs and after an emoji', async () => {
    const { page, visit, complaints } = await analyst();
    await visit(rating('INT-05'));
    await page.getByLabel('In progress').click();
    await page.getByLabel('Rationale').fill('Seen in the minutes.');
    for (const box of await page.locator('input[type=checkbox]').all()) await box.uncheck();
    const wanted = ['case, and the council', 'the plan was signed.\n\nThe members kept'];
    for (const words of wanted) {
      await press(page, 'Add quotation');
      await page.waitForSelector('select[name$="/source"]:focus');
      await page.locator('select[name$="/source"]').last().selectOption('minutes');
      await page.locator('[data-pick]').last().click();
      await drag(page, words);
      await until(
        page,
        `document.querySelector('[data-picker-words]').textContent === ${JSON.stringify(words)}`,
      );
      await press(page, 'Use selection');
      await page.waitForSelector('select[name$="/bearing"]:focus');
    }
    expect(await page.locator('[data-placed]').allTextContents()).toEqual(wanted);
    await press(page, 'Update status');
    await page.waitForURL(/recorded=/);
    const [latest] = await historyOf(site.service, `${PLAN}/objectives/INT-05`);
    expect(latest.evidence.map(({ exact }: Json) => exact)).toEqual(wanted);
    for (const [at, words] of wanted.entries()) {
      expect(await placeOf(site, latest.evidence[at].passage)).toEqual(where(words));
    }
    expect(complaints).toEqual([]);
  });

  it('loads further parts of a long text and selects across marked passages', async () => {
    const { page, visit, complaints } = await analyst();
    const from = codePoints(MINUTES.slice(0, MINUTES.indexOf('On ')));
    await page.route(/\/sources\/minutes/, async (route) => {
      const body = (await (await route.fetch()).text())
        .replace('council met', 'council <mark id="passage-1"><mark>m</mark>e</mark>t')
        .replace('</main>', `<a href="/sources/minutes?from=${from}">Next part</a></main>`);
      await route.fulfill({ contentType: 'text/html', body });
    });
    await visit(rating('INT-05'));
    await press(page, 'Add quotation');
    await page.locator('select[name$="/source"]').selectOption('minutes');
    await press(page, 'Select quotation in the text');
    await page.waitForSelector('[data-picker-text]:focus');
    // Everything on the page, of which only the text counts.
    await page.evaluate('document.getSelection().selectAllChildren(document.body)');
    await until(
      page,
      `document.querySelector('[data-picker-words]').textContent === ${JSON.stringify(MINUTES)}`,
    );
    await press(page, 'Next part');
    await until(
      page,
      `document.querySelector('[data-picker-text] [data-start]').dataset.start === '${from}'`,
    );
    await page.focus('[data-picker-text]');
    for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await until(page, `document.querySelector('[data-picker-words]').textContent === 'council met.'`);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-placed]');
    const start = codePoints(MINUTES.slice(0, MINUTES.indexOf('council met.')));
    expect(await page.inputValue('[name$="/start"]')).toBe(String(start));
    expect(await page.textContent('[data-placed]')).toBe('council met.');
    expect(complaints).toEqual([]);
  });

  it('refuses a selection in a text that was replaced meanwhile, and keeps the form', async () => {
    const { page, visit, context } = await analyst();
    await visit(rating('INT-05'));
    await page.getByLabel('Rationale').fill('Typed before.');
    await press(page, 'Add quotation');
    await page.locator('select[name$="/source"]').selectOption('minutes');
    const typed = await page.evaluate<[string, string][]>(
      "[...new FormData(document.querySelector('form[data-rating]'))]",
    );
    const row = typed.find(([, value]) => value === 'words')?.[0].slice('row/'.length);
    for (const [place, source] of [
      [`0/7/${'a'.repeat(64)}`, 'minutes'],
      ['x/y', 'minutes'],
      ['0/99999999', 'minutes'],
      ['0/7', 'no\0where'],
    ]) {
      const answer = await context.request.post(rating('INT-05'), {
        data: new URLSearchParams([
          ...typed.filter(([name]) => name !== `/evidence/${row}/source`),
          [`/evidence/${row}/source`, source!],
          ['do', `take/${row}/${place}`],
        ]).toString(),
        headers: {
          accept: 'text/html',
          origin: site.base,
          'content-type': 'application/x-www-form-urlencoded',
        },
      });
      expect([place, source, [409, 422].includes(answer.status())]).toEqual([place, source, true]);
      expect(await answer.text()).toContain('Typed before.');
    }
  });

  it('offers the places of words found several times, and the nearest ones of words found nowhere', async () => {
    const { page, visit, violations } = await analyst();
    await visit(rating('INT-06'));
    await choose(page, 'in_progress');
    await page.getByLabel('Rationale').fill('Seen in the minutes.');
    for (const box of await page.locator('input[type=checkbox]').all()) await box.uncheck();
    await press(page, 'Add quotation');
    await page.locator('select[name$="/source"]').selectOption('minutes');
    await page.locator('[name$="/exact"]').fill('the plan was');
    const answer = page.waitForResponse((response) => response.request().method() === 'POST');
    await press(page, 'Update status');
    expect((await answer).status()).toBe(409);
    expect(await page.textContent('.evidence .error')).toContain('was found in several places');
    expect(await page.textContent('fieldset .note')).toContain('The quotation was found in 2 places.');
    expect(await violations()).toEqual([]);
    await press(page, 'Use passage 2');
    await page.waitForSelector('[data-placed]');
    await page.locator('form[aria-busy]').waitFor({ state: 'detached' });

    await press(page, 'Add quotation');
    await page.waitForSelector('select[name$="/source"]:focus');
    await page.locator('select[name$="/source"]').selectOption('minutes');
    await page.locator('textarea[name$="/exact"]').fill('kept there word in every');
    await press(page, 'Update status');
    await press(page, 'Use passage 1');
    await until(page, "document.querySelectorAll('[data-placed]').length === 2");
    await press(page, 'Update status');
    await page.waitForURL(/recorded=/);
    const [latest] = await historyOf(site.service, `${PLAN}/objectives/INT-06`);
    const [second, nearest] = latest.evidence;
    expect((await placeOf(site, second.passage)).start).toBe(
      codePoints(MINUTES.slice(0, MINUTES.lastIndexOf('the plan was'))),
    );
    expect(nearest.exact).toContain('kept their word');
  });
});

/** Drags the mouse from before the first of some words in the picker's text to behind the last. */
async function drag(page: Page, words: string): Promise<void> {
  await page.waitForSelector('[data-picker-text] [data-start]');
  const [first = '', last = first] = words.split('\n\n');
  const [from, to] = [await edgeOf(page, first, 'left'), await edgeOf(page, last, 'right')];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

/** Where words in the picker's text begin or end on the screen; where they begin is brought into view first. */
async function edgeOf(page: Page, words: string, side: 'left' | 'right'): Promise<{ x: number; y: number }> {
  return page.evaluate<{ x: number; y: number }>(`(() => {
    const words = ${JSON.stringify(words)};
    const paragraph = [...document.querySelectorAll('[data-picker-text] [data-start]')].find((p) => p.textContent.includes(words));
    if (${side === 'left'}) paragraph.scrollIntoView({ block: 'center' });
    const at = paragraph.textContent.indexOf(words);
    const range = document.createRange();
    const nodes = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    for (let begin = 0; nodes.nextNode(); begin += nodes.currentNode.length) {
      const [from, to] = [at - begin, at + words.length - begin];
      if (from >= 0 && from < nodes.currentNode.length) range.setStart(nodes.currentNode, from);
      if (to > 0 && to <= nodes.currentNode.length) range.setEnd(nodes.currentNode, to);
    }
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
  const start = codePoints(MINUTES.slice(0, MINUTES.lastIndexOf(exact)));
  return { start, end: start + codePoints(exact), exact, anchor: 'verified' };
}

function codePoints(text: string): number {
  return [...text].length;
}
