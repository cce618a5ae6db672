import type { Page, Request } from 'playwright-core';
import type { Json } from '../api.js';
import type { TestService } from '../service.js';

/** An emoji and a letter beyond the basic plane before the words that are selected: two code units each, one code point. */
export const MINUTES = [
  'Minutes of the council 😀',
  'On 𝒜 day the council met. There the plan was agreed, and the plan was signed.',
  'The members kept their word in every 🎉 case, and the council thanked them.',
].join('\n\n');

/** Adds a source of our own, `minutes`, with its text. */
export async function addMinutes(service: TestService): Promise<void> {
  const http = service.http();
  await http.post('/api/v1/sources').send({ slug: 'minutes', title: 'Minutes of the council' }).expect(201);
  const { headers } = await http.get('/api/v1/sources/minutes');
  await http
    .put('/api/v1/sources/minutes/text')
    .set('If-Match', headers.etag as string)
    .set('Content-Type', 'text/plain; charset=utf-8')
    .send(Buffer.from(MINUTES))
    .expect(200);
}

/** The address of the form that records what the presidency of the first case says of an objective. */
export function rating(code: string): string {
  return `/plans/csto-2023-belarus/objectives/${code}/rating?assessor=presidency`;
}

/** The history of the objective at a path, newest recorded first. */
export async function historyOf(service: TestService, path: string): Promise<Json[]> {
  const { body } = await service.http().get(`/api/v1${path}/assessments`).expect(200);
  return body.items;
}

/** So long nothing may be asked for until a page is held to be quiet. Playwright's own `networkidle` takes five times as long. */
const QUIET_MS = 100;

/** Does something and waits until the page is loaded that comes of it, and asks for nothing any more. */
async function quiet(page: Page, act: () => Promise<void>): Promise<void> {
  const underWay = new Set<Request>();
  let last = 0;
  const begun = (request: Request): void => void underWay.add(request);
  const ended = (request: Request): void => {
    underWay.delete(request);
    last = Date.now();
  };
  page.on('request', begun).on('requestfinished', ended).on('requestfailed', ended);
  try {
    await act();
    last = Math.max(last, Date.now());
    while (underWay.size > 0 || Date.now() - last < QUIET_MS) await new Promise((on) => setTimeout(on, 20));
    await page.waitForLoadState('load');
  } finally {
    page.off('request', begun).off('requestfinished', ended).off('requestfailed', ended);
  }
}

/** Presses a button and waits for what comes of it. */
export async function press(page: Page, name: string): Promise<void> {
  await quiet(page, () => page.getByRole('button', { name, exact: true }).last().click());
  // Says that an answer is under way, which is then put in place.
  await page.locator('form[aria-busy]').waitFor({ state: 'detached' });
}

/** Chooses a status, and waits for what that does to the passages. */
export async function choose(page: Page, status: string): Promise<void> {
  await page.check(`input[value=${status}]`);
  await page.locator('form[aria-busy]').waitFor({ state: 'detached' });
}

/** Ticks the first passages that are offered, each with a bearing. */
export async function tick(page: Page, count = 1, bearing = 'supports'): Promise<void> {
  for (let at = 0; at < count; at++) {
    const row = page
      .locator('fieldset.evidence')
      .filter({ has: page.locator('input[type=checkbox]') })
      .nth(at);
    await row.locator('input[type=checkbox]').check();
    await row.locator('select').selectOption(bearing);
  }
}

/** Waits until something is true of the page. A string, put to the page by the debugger: its policy evaluates none. */
export async function until(page: Page, condition: string): Promise<void> {
  for (let tries = 0; tries < 2_400; tries++) {
    if (await page.evaluate<boolean>(condition)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never true: ${condition}`);
}

/** Goes on with the Tab key until an element has the focus. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)})`)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the Tab key never leads to ${selector}`);
}
