import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { TITLES } from '../../../src/core/errors.js';
import { PROBLEM_KINDS } from '../../../src/http/problem.filter.js';
import { LANGUAGES } from '../../../src/language/languages.js';
import { TEXTS } from '../../../src/language/words.js';
import { startService, type TestService } from '../../support/service.js';

describe('the type of a problem document', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ seed: false });
  });
  afterAll(() => service.stop());

  /** All kinds that stand anywhere in our code. */
  function kindsInCode(): string[] {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.tsx?$/.test(name),
    );
    const named = files.flatMap((name) => [
      ...readFileSync(`src/${name}`, 'utf8').matchAll(/'\/problems\/([a-z-]+)'/g),
    ]);
    return [...new Set([...Object.keys(TITLES), ...named.map(([, kind]) => kind!)])].sort();
  }

  it('explains every kind of problem and no other', () => {
    expect(kindsInCode().length).toBeGreaterThan(Object.keys(TITLES).length);
    expect([...PROBLEM_KINDS.keys()].sort()).toEqual(kindsInCode());
    const explained = Object.keys(TEXTS.en).flatMap((key) => /^([a-z-]+):title$/.exec(key)?.[1] ?? []);
    expect(explained.sort()).toEqual(kindsInCode());
  });

  it('repeats nothing of an address on its page that would turn the words around it', async () => {
    const page = await service
      .as(undefined)
      .get('/plans/%E2%80%AEabc')
      .set('accept', 'text/html')
      .expect('content-type', /html/);
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(page.text).toContain('abc');
    expect(page.text).not.toContain('\u202E');
  });

  it.each(LANGUAGES)('opens a page that explains the problem (%s)', async (language) => {
    const texts = TEXTS[language] as Record<string, unknown>;
    for (const [kind, { status, title }] of PROBLEM_KINDS) {
      const page = await service
        .as(undefined)
        .get(`/problems/${kind}`)
        .set({ Accept: 'text/html', 'Accept-Language': language });
      expect([kind, page.status]).toEqual([kind, 200]);
      const { document } = parseHTML(page.text);
      const shown = document.querySelector('main')?.textContent ?? '';
      expect([kind, document.querySelector('h1')?.textContent]).toEqual([kind, texts[`${kind}:title`]]);
      expect([kind, shown]).toEqual([kind, expect.stringContaining(String(texts[`${kind}:means`]))]);
      expect([kind, shown]).toEqual([kind, expect.stringContaining(String(texts[`${kind}:todo`]))]);
      expect([kind, shown]).toEqual([kind, expect.stringContaining(String(status))]);
      if (language === 'en') expect([kind, texts[`${kind}:title`]]).toEqual([kind, title]);
      const data = await service.as(undefined).get(`/problems/${kind}.json`).expect(200);
      expect(data.body).toMatchObject({ type: `/problems/${kind}`, status });
    }
  });

  it('lists all kinds of problems as a page and as data', async () => {
    const page = await service.as(undefined).get('/problems').set('Accept', 'text/html').expect(200);
    const links = [...parseHTML(page.text).document.querySelectorAll('main th a')].map((element) =>
      element.getAttribute('href'),
    );
    const { items } = (await service.as(undefined).get('/problems.json').expect(200)).body;
    expect(items).toHaveLength(PROBLEM_KINDS.size);
    for (const { type } of items) expect(links).toContain(type);
    const table = await service.as(undefined).get('/problems.csv').expect(200);
    expect(table.text.trim().split('\r\n')).toHaveLength(PROBLEM_KINDS.size + 1);
    await service.as(undefined).get('/problems/no-such-kind').expect(404);
  });

  it('shows a refused person the problem in their language with a link to its explanation', async () => {
    const page = await service
      .as(undefined)
      .get('/audit')
      .set({ Accept: 'text/html', 'Accept-Language': 'ru' })
      .expect(401);
    const { document } = parseHTML(page.text);
    expect(document.querySelector('h1')?.textContent).toBe('Требуется вход');
    const links = [...document.querySelectorAll('main a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(
      expect.arrayContaining(['/problems/sign-in-required', '/sign-in?return_to=%2Faudit']),
    );
  });
});
