import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '../../../src/language/languages.js';
import { wordsOf } from '../../../src/language/words.js';
import { BELARUS, citing, rating, record } from '../../support/api.js';
import { csvRecords } from '../../support/read-formats.js';
import { startService, type TestService } from '../../support/service.js';

describe('whose status a reader is shown', () => {
  let service: TestService;
  const page = async (address: string): Promise<string> => {
    const { text } = await service.http().get(address).set('Accept', 'text/html').expect(200);
    return text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  };

  beforeAll(async () => {
    service = await startService();
    const differing = rating('not_implemented', '2023-12-01', {
      assessor: 'analysts',
      evidence: [citing('Nothing came of it.', 'supports')],
    });
    expect((await record(service, `${BELARUS}/objectives/MIS-04`, differing)).status).toBe(201);
  });
  afterAll(() => service.stop());

  it.each(LANGUAGES)('names in the list of objectives who gave each status (%s)', async (language) => {
    const list = await page(`/plans/csto-2023-belarus/objectives?lang=${language}`);
    const { body } = await service.http().get(`${BELARUS}/objectives`).expect(200);
    const { items } = body as { items: { assessor: string }[] };
    expect(new Set(items.map(({ assessor }) => assessor))).toEqual(new Set(['presidency']));
    const named = list.split(`(${wordsOf(language).text('selfReported')})`).length - 1;
    expect(named).toBe(items.length);
  });

  it('tells in the CSV of objectives a self-report from an independent status', async () => {
    const { text } = await service.http().get('/plans/csto-2023-belarus/objectives.csv').expect(200);
    const rows = csvRecords(text);
    expect(new Set(rows.map(({ assessor, assessor_kind: kind }) => `${assessor} ${kind}`))).toEqual(
      new Set(['presidency self_reported']),
    );
    expect(rows.find(({ code }) => code === 'INT-04')).toMatchObject({
      status: 'not_implemented',
      status_label: 'Not implemented',
    });
  });

  it.each([
    ['en', 'Evidence collected, no status yet'],
    ['ru', 'Фрагменты собраны, статуса пока нет'],
  ])('says "not assessed" of no objective for which passages are collected (%s)', async (lang, told) => {
    const address = `/plans/csto-2024-kazakhstan/objectives`;
    expect(await page(`${address}?q=KZ4.1&lang=${lang}`)).toContain(told);
    const { text } = await service.http().get(`${address}.csv?q=KZ4.1&lang=${lang}`).expect(200);
    expect(csvRecords(text)[0]).toMatchObject({ status: 'not_assessed', status_label: told });
    expect(await page(`/plans/csto-2023-belarus/objectives/MIS-04?lang=${lang}`)).toContain(`: ${told}`);
  });

  it("names at each step of a thread whose status it is, which need not be that of the objective's page", async () => {
    const { body } = await service.http().get(`${BELARUS}/objectives/MIS-04/thread`).expect(200);
    expect(body).toMatchObject({ assessor: { slug: 'presidency', kind: 'self_reported' } });
    expect(body.later[0]).toMatchObject({
      code: 'KZ4.1',
      evidenceWithoutStatus: true,
      assessor: { slug: 'press-reports', kind: 'independent' },
    });
    const back = await page('/plans/csto-2024-kazakhstan/objectives/KZ4.1');
    expect(back).toMatch(/MIS-04 .*?: Implemented [^·]*\(self-reported\) ·/);
  });

  it('names beside each use of a passage who gave the status that rests on it', async () => {
    const source = await page('/sources/ciss-2023-12-04?limit=200');
    expect(source).toMatch(/Implemented · [^·]*\(self-reported\) ·/);
    expect(source).toMatch(/MIS-04 [^·]*: Not implemented · [^·]*\(independent\) ·/);
    const { text } = await service.http().get('/sources/ciss-2023-12-04.csv?limit=200').expect(200);
    expect(text).toContain('MIS-04 (not_implemented, analysts)');
  });
});
