import type { Page } from 'playwright-core';
import type { Json } from './api.js';
import type { TestService } from './service.js';

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

/** The address of the form that rates an objective of the first case. */
export function rating(code: string): string {
  return `/plans/csto-2023-belarus/objectives/${code}/rating`;
}

/** The history of the objective at a path, newest recorded first. */
export async function historyOf(service: TestService, path: string): Promise<Json[]> {
  const { body } = await service.http().get(`/api/v1${path}/assessments`).expect(200);
  return body.items;
}

/** Presses a button and waits for what comes of it. */
export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).last().click();
  await page.waitForLoadState('networkidle');
  // Says that an answer is under way, which is then put in place.
  await page.locator('form[aria-busy]').waitFor({ state: 'detached' });
}

/** Waits until something is true of the page. A string, put to the page by the debugger: its policy evaluates none. */
export async function until(page: Page, condition: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
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
