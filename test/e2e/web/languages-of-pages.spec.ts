import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { citing, record, transcribed } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const SHIPPED = ['csto-2023-belarus', 'csto-2024-kazakhstan'];
const HTML = 'text/html,application/xhtml+xml,*/*;q=0.8';

/** What belongs to no language: codes, addresses, names of formats, and agencies that go by their letters. */
const OF_NO_LANGUAGE =
  /https?:\S+|\/\S+|\b[\w.+-]+@[\w.-]+|\b[A-Z]+-?\d+(?:\.\d+)?\b|«or»|\b(?:API|CSV|JSON|HTML|PDF|XLSX|SVG|MD|PNG|CSL-JSON|BibTeX|RIS|RFC|SHA-256|UTC|id|ID|English|Presidency Scorecard|TASS|MENAFN)\b/g;

/** Words in letters of a script that stand outside elements that name their language. */
function strayWords(page: string, letters: RegExp): string[] {
  const { document } = parseHTML(page);
  const found: string[] = [];
  const walk = (node: Node & { getAttribute?: (name: string) => string | null }, isMarked: boolean): void => {
    if (node.nodeType === 3) {
      const text = (node.textContent ?? '').replace(OF_NO_LANGUAGE, ' ');
      if (!isMarked && letters.test(text)) found.push(text.replace(/\s+/g, ' ').trim());
      return;
    }
    if (['SCRIPT', 'STYLE', 'CODE', 'TEXTAREA'].includes(node.nodeName)) return;
    const marked = isMarked || (node.nodeName !== 'BODY' && node.getAttribute?.('lang') != null);
    for (const child of node.childNodes) walk(child, marked);
  };
  walk(document.body, false);
  return found;
}

describe('a page in one language with records in another', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
    for (const [slug, language, words] of [
      ['english-plan', 'en', 'Open the northern corridor'],
      ['russian-plan', 'ru', 'Открыть северный коридор'],
    ] as const) {
      const holder = language === 'en' ? 'Norland' : 'Северия';
      await service
        .http()
        .post('/api/v1/plans')
        .send({
          ...{ slug, state: 'published', title: words, language, holder: { name: holder } },
          organization: { slug: `${language}-union`, name: `${words} ${holder}`, acronym: holder },
          ...{ termStart: '2023-01-01', termEnd: '2023-12-31', motto: words },
          assessors: [{ slug: `panel-${language}`, name: words, kind: 'independent' }],
          areas: [{ code: 'x', name: words }],
        })
        .expect(201);
      for (const code of ['X-1', 'X-2']) {
        const objective = { code, area: 'x', title: words, basis: 'stated', text: words, note: words };
        await service.http().post(`/api/v1/plans/${slug}/objectives`).send(objective).expect(201);
      }
      const { status } = await record(service, `/api/v1/plans/${slug}/objectives/X-1`, {
        ...transcribed('not_implemented', '2023-06-01', { evidence: [citing(words)], rationale: words }),
        assessor: `panel-${language}`,
      });
      expect(status).toBe(201);
    }
  });
  afterAll(() => service.stop());

  const stray = async (path: string, lang: 'en' | 'ru'): Promise<[string, string[]]> => {
    const address = `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;
    const { text } = await service.as(undefined).get(address).set('Accept', HTML).expect(200);
    return [path, strayWords(text, lang === 'ru' ? /[A-Za-z]{2,}/ : /\p{Script=Cyrillic}{2,}/u)];
  };
  const pagesOf = (plan: string, objective: string): string[] => [
    `/plans/${plan}`,
    `/plans/${plan}/objectives`,
    `/plans/${plan}/objectives/${objective}`,
  ];
  const SHARED = ['/', '/sources', '/sources/ciss-2023-12-04', '/compare'];

  it.each([
    ...SHARED,
    ...SHIPPED.flatMap((plan) => pagesOf(plan, plan.includes('2023') ? 'INT-04' : 'KZ1.1')),
    '/compare?organization=csto',
    '/compare/csto-2023-belarus/csto-2024-kazakhstan',
    '/search?q=peacekeeping',
    '/search?q=сотрудничество',
    ...pagesOf('english-plan', 'X-1'),
    '/compare/english-plan/csto-2024-kazakhstan',
    '/search?q=corridor',
  ])('has no English words on the Russian page %s that are not marked as such', async (path) => {
    expect(await stray(path, 'ru')).toEqual([path, []]);
  });

  it.each([
    ...SHARED,
    ...pagesOf('russian-plan', 'X-1'),
    '/compare/russian-plan/csto-2024-kazakhstan',
    '/search?q=коридор',
  ])('has no Russian words on the English page %s that are not marked as such', async (path) => {
    expect(await stray(path, 'en')).toEqual([path, []]);
  });

  it('shows the acronym of the organization in the language of the page', async () => {
    const { text } = await service.as(undefined).get('/plans/csto-2023-belarus?lang=ru').set('Accept', HTML);
    expect(text).toContain('>ОДКБ</a>');
    expect(text).not.toContain('>CSTO<');
  });
});
