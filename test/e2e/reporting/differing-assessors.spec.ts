import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import readWorkbook from 'read-excel-file/node';
import { LANGUAGES } from '../../../src/language/languages.js';
import { wordsOf } from '../../../src/language/words.js';
import type { Scorecard } from '../../../src/reporting/scorecard/scorecard.js';
import { scorecardTable } from '../../../src/shell/tables/scorecard-table.js';
import { bytesAt } from '../../support/answered.js';
import { citing, type Json, rating, record, retract } from '../../support/api.js';
import { addObjective, makePlan } from '../../support/plans.js';
import { csvRecords, readPdf } from '../../support/read-formats.js';
import { startService, type TestService } from '../../support/service.js';

const OWN = { slug: 'chair', name: 'The chair', kind: 'self_reported' };
const OTHERS = { slug: 'watchers', name: 'The watchers', kind: 'independent' };

describe('a new plan whose two assessors differ', () => {
  let service: TestService;
  let plan: string;
  let dissenting: Json;
  /** The instant up to which nobody had contradicted the chair. */
  let before: string;

  const card = async (query: object = {}): Promise<Json> =>
    (
      await service
        .http()
        .get(`${plan}/scorecard`)
        .query({ asOf: '2024-12-31', ...query })
        .expect(200)
    ).body;

  async function assess(assessor: string, code: string, status: string, day: string): Promise<Json> {
    const evidence = [citing(`What was seen of ${code}.`)];
    const answer = await record(
      service,
      `${plan}/objectives/${code}`,
      rating(status, day, { assessor, evidence }),
    );
    expect([code, answer.status]).toEqual([code, 201]);
    return answer.body;
  }

  beforeAll(async () => {
    service = await startService();
    plan = await makePlan(service, 'bsec-2024', 'published', { assessors: [OWN, OTHERS] });
    for (const code of ['A', 'B', 'C']) await addObjective(service, plan, code);
    await assess('chair', 'A', 'implemented', '2024-03-01');
    await assess('chair', 'B', 'implemented', '2024-03-01');
    await assess('chair', 'C', 'not_implemented', '2024-03-01');
    before = (await card()).knownAt;
    dissenting = await assess('watchers', 'A', 'not_implemented', '2024-06-01');
    await assess('watchers', 'B', 'implemented', '2024-06-01');
  });
  afterAll(() => service.stop());

  it('does not hide that one of them calls an objective not implemented that the other calls implemented', async () => {
    const watchers = { assessor: OTHERS, level: 'not_implemented' };
    expect(await card()).toMatchObject({
      total: { objectives: 3, complete: 2 },
      differing: 1,
      dissent: [{ code: 'A', others: [watchers] }],
    });
    expect(await card({ assessor: 'watchers' })).toMatchObject({
      total: { assessed: 2, complete: 1 },
      differing: 1,
      dissent: [{ code: 'A', others: [{ assessor: OWN, level: 'implemented' }] }],
    });
  });

  it('shows no dissent of a day, or of what was known, before there was one', async () => {
    const agreed = { differing: 0, dissent: [] };
    expect(await card({ asOf: '2024-05-31' })).toMatchObject(agreed);
    expect(await card({ knownAt: before })).toMatchObject(agreed);
    expect(await card({ asOf: '2024-06-01' })).toMatchObject({ differing: 1 });
  });

  it('differs on another scale in the levels of that scale', async () => {
    const mapped = await card({ scale: 'g20-compliance' });
    expect(mapped.differing).toBe(1);
    const levels = mapped.scale.levels.map(({ slug }: Json) => slug);
    expect(levels).toContain(mapped.dissent[0].others[0].level);
    expect(levels).not.toContain('not_implemented');
  });

  it.each(LANGUAGES)('says so beside its headline and its statuses in every format (%s)', async (lang) => {
    const words = wordsOf(lang);
    const headline = words.count('differingOn', 1);
    const address = (extension: string): string =>
      `${plan}/scorecard${extension}?asOf=2024-12-31&lang=${lang}`;
    const { body: json } = await service.http().get(address('')).expect(200);
    const label = json.scale.levels.find(({ slug }: Json) => slug === 'not_implemented').label;
    const other = words.text('otherAssessor', { status: label, name: OTHERS.name });
    for (const extension of ['.html', '.md', '.svg', '.pdf']) {
      const { bytes } = await bytesAt(service, address(extension));
      const text = extension === '.pdf' ? (await readPdf(bytes)).pages.join(' ') : bytes.toString('utf8');
      const read = text.replace(/<[^>]+>/g, ' ').replace(/[\s\\]+/g, ' ');
      expect([extension, read]).toEqual([extension, expect.stringContaining(headline)]);
      expect([extension, read]).toEqual([extension, expect.stringContaining(other)]);
      // Where the paper ends, an address goes on in the next line.
      const joined = read.replaceAll(' ', '');
      expect([extension, joined]).toEqual([
        extension,
        expect.stringContaining('/bsec-2024/agreement?asOf=2024-12-31'),
      ]);
    }
    const rows = csvRecords((await bytesAt(service, address('.csv'))).bytes.toString('utf8'));
    expect(rows.map((row) => row.other_levels)).toEqual(['watchers: not_implemented', '', '']);
    const sheets = await readWorkbook((await bytesAt(service, address('.xlsx'))).bytes);
    expect(sheets[0]!.data).toContainEqual([words.text('differing'), 1]);
    expect(sheets.flatMap(({ data }) => data.flat())).toContain(other);
    const shell = scorecardTable(json as Scorecard, { hasColours: false });
    if (lang === 'en') expect(shell).toContain(headline);
  });

  it.each(LANGUAGES)('leads from its page to the differences of the same day (%s)', async (lang) => {
    const { text: page } = await service
      .http()
      .get(`/plans/bsec-2024?asOf=2024-12-31&lang=${lang}`)
      .set('Accept', 'text/html')
      .expect(200);
    expect(page).toContain(wordsOf(lang).count('differingOn', 1));
    const link = /href="(\/plans\/bsec-2024\/agreement[^"]*)"/.exec(page)![1]!.replaceAll('&amp;', '&');
    expect(link).toContain('asOf=2024-12-31');
    const { text } = await service.http().get(link).set('Accept', 'text/html').expect(200);
    expect(text).toContain('The watchers');
    expect(text).toContain('/plans/bsec-2024/objectives/A"');
    expect(text).not.toContain('/plans/bsec-2024/objectives/B"');
    const { body } = await service.http().get(`${plan}/agreement`).query({ asOf: '2024-12-31' }).expect(200);
    expect(body.differences).toMatchObject([
      { code: 'A', ratings: { chair: 'implemented', watchers: 'not_implemented' } },
    ]);
  });

  it('differs no more once the dissent is retracted, and still did as known before that', async () => {
    const { knownAt } = await card();
    expect((await retract(service, `${plan}/objectives/A`, dissenting.id)).status).toBe(201);
    expect(await card()).toMatchObject({ differing: 0, dissent: [] });
    expect(await card({ knownAt })).toMatchObject({ differing: 1 });
  });
});
