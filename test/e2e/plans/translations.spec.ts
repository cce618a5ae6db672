import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Seeds } from '../../../src/interchange/seeds.js';
import { BELARUS, change, etagOf, fingerprint } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const NEW = '/api/v1/plans/new-plan';

describe('words in further languages', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startService();
    await service
      .http()
      .post('/api/v1/plans')
      .send({
        slug: 'new-plan',
        state: 'published',
        organization: {
          slug: 'league',
          name: 'League',
          names: { ru: 'Лига' },
          acronym: 'LG',
          acronyms: { ru: 'ЛГ' },
        },
        title: 'Presidency of Ruritania',
        titles: { ru: 'Председательство Руритании' },
        language: 'en',
        holder: { name: 'Ruritania', names: { ru: 'Руритания' } },
        termStart: '2030-01-01',
        termEnd: '2030-12-31',
        assessors: [{ slug: 'panel', name: 'Panel', names: { ru: 'Комиссия' }, kind: 'independent' }],
        provenanceNote: 'Our own list.',
        provenanceNotes: { ru: 'Наш собственный список.' },
        areas: [{ code: 'peace', name: 'Peace', names: { ru: 'Мир' } }],
      })
      .expect(201);
    await service
      .http()
      .post(`${NEW}/objectives`)
      .send({
        code: 'P1',
        area: 'peace',
        title: 'Keep it',
        titles: { ru: 'Сохранить его' },
        basis: 'reported',
      })
      .expect(201);
  });
  afterAll(() => service.stop());

  it('returns translations with plan, list, area and objective', async () => {
    const { body: plan } = await service.http().get(NEW).expect(200);
    expect(plan).toMatchObject({
      language: 'en',
      titles: { ru: 'Председательство Руритании' },
      organization: { names: { ru: 'Лига' }, acronym: 'LG', acronyms: { ru: 'ЛГ' } },
      holder: { names: { ru: 'Руритания' } },
      provenanceNotes: { ru: 'Наш собственный список.' },
      areas: [{ code: 'peace', names: { ru: 'Мир' } }],
      assessors: [{ slug: 'panel', names: { ru: 'Комиссия' } }],
    });
    const { body: list } = await service.http().get('/api/v1/plans?organization=league').expect(200);
    expect(list.items[0]).toMatchObject({ titles: plan.titles, holder: plan.holder });
    const { body: areas } = await service.http().get(`${NEW}/areas`).expect(200);
    expect(areas.items).toEqual(plan.areas);
    const { body: objectives } = await service.http().get(`${NEW}/objectives`).expect(200);
    expect(objectives.items[0].titles).toEqual({ ru: 'Сохранить его' });
  });

  it('give reports the acronym of the organization in the language of the report', async () => {
    const acronym = async (path: string): Promise<unknown> => {
      const { body } = await service.http().get(path).expect(200);
      return (body.plan?.organization ?? body.organization).acronym;
    };
    expect(await acronym(`${NEW}/scorecard?lang=ru`)).toBe('ЛГ');
    expect(await acronym(`${NEW}/scorecard`)).toBe('LG');
    expect(await acronym('/api/v1/scorecards?organization=league&lang=ru')).toBe('ЛГ');
  });

  it('replaces translations as a whole and keeps earlier ones known', async () => {
    const { body: before } = await service.http().get(`${NEW}/scorecard`).expect(200);
    await change(service, `${NEW}/objectives/P1`, { titles: { ru: 'Сберечь его', de: 'Ihn wahren' } });
    await change(service, `${NEW}/areas/peace`, { names: {} });
    await change(service, NEW, {
      titles: { de: 'Vorsitz' },
      holder: { name: 'Ruritania', names: { de: 'Ruritanien' } },
    });
    const { body: objective } = await service.http().get(`${NEW}/objectives/P1`).expect(200);
    expect(objective.titles).toEqual({ ru: 'Сберечь его', de: 'Ihn wahren' });
    const { body: area } = await service.http().get(`${NEW}/areas/peace`).expect(200);
    expect(area.names).toEqual({});
    const [then] = await service.database.source.query(
      `SELECT o.titles AS objective, a.names AS area, h.titles AS plan, h.holder_names AS holder
         FROM plan p
         JOIN objective_history o ON o.plan_id = p.id AND o.known_from <= $1 AND o.known_until > $1
         JOIN area_history a ON a.plan_id = p.id AND a.known_from <= $1 AND a.known_until > $1
         JOIN plan_history h ON h.plan_id = p.id AND h.known_from <= $1 AND h.known_until > $1
        WHERE p.slug = 'new-plan'`,
      [before.knownAt],
    );
    expect(then).toEqual({
      objective: { ru: 'Сохранить его' },
      area: { ru: 'Мир' },
      plan: { ru: 'Председательство Руритании' },
      holder: { ru: 'Руритания' },
    });
  });

  it.each([
    ['a list', ['ru'], 'must be an object'],
    ['nothing', null, 'must be an object'],
    ['a name instead of a tag', { Russian: 'x' }, '"Russian" must be a language tag'],
    ['words that are no text', { ru: 7 }, 'the text in "ru" must be a string'],
    ['blank words', { ru: ' ' }, 'the text in "ru" must be a string that is not blank'],
    ['too many words', { ru: 'x'.repeat(501) }, 'must be at most 500'],
    ['a character that cannot be stored', { ru: 'a\0b' }, 'the text in "ru" must not contain control'],
  ])('refuses translations that are %s and says what to do', async (_what, titles, message) => {
    const address = `${BELARUS}/objectives/INT-01`;
    const etag = await etagOf(service, address);
    const { body } = await service.http().patch(address).set('If-Match', etag).send({ titles }).expect(422);
    expect(body.errors).toEqual([{ pointer: '/titles', message: expect.stringContaining(message) }]);
  });

  it('enforces the shape of translations in the database', async () => {
    for (const broken of ['[]', '"x"', '{"ru": ""}', '{"ru": ["x"]}', '{"ru": null}', '{"R U": "x"}']) {
      await expect(
        service.database.source.query('UPDATE objective SET titles = $1', [broken]),
      ).rejects.toThrow('ck_objective_titles');
    }
  });

  it('ships Russian translations of everything', async () => {
    const [row] = await service.database.source.query(
      `SELECT (SELECT count(*)::int FROM objective WHERE titles ->> 'ru' IS NOT NULL AND code <> 'P1') AS objectives,
              (SELECT count(*)::int FROM objective WHERE titles ->> 'ru' IS NULL) AS lacking,
              (SELECT count(*)::int FROM plan WHERE slug LIKE 'csto-%' AND titles ->> 'ru' <> '' AND holder_names ->> 'ru' <> ''
                  AND provenance_notes ->> 'ru' <> '') AS plans,
              (SELECT names ->> 'ru' FROM organization WHERE slug = 'csto') AS organization`,
    );
    expect(row).toEqual({
      objectives: 82,
      lacking: 0,
      plans: 4,
      organization: 'Организация Договора о коллективной безопасности',
    });
  });
});

describe('a database that was made before there were translations', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startService();
    // As it was: no words in other languages, and none in the histories.
    for (const statement of [
      `UPDATE objective SET titles = '{}'`,
      `UPDATE area SET names = '{}'`,
      `UPDATE plan SET titles = '{}', holder_names = '{}', provenance_notes = '{}'`,
      `UPDATE organization SET names = '{}', acronyms = '{}'`,
      `UPDATE assessor SET names = '{}'`,
      `UPDATE rating_scale SET names = '{}'`,
      `UPDATE rating_level SET labels = '{}'`,
      'DELETE FROM objective_history',
      'DELETE FROM area_history',
      'DELETE FROM plan_history',
    ]) {
      await service.database.source.query(statement);
    }
  });
  afterAll(() => service.stop());

  const start = async (): Promise<void> => {
    const seeds = service.app.get(Seeds);
    await seeds.loadScales();
    await seeds.loadPlans();
  };

  it("adds later translations of shipped plans, but not over people's wording", async () => {
    await change(service, `${BELARUS}/objectives/INT-04`, { title: 'A wording of our own' });
    const { body: before } = await service.http().get(`${BELARUS}/scorecard`).expect(200);
    const etag = await etagOf(service, `${BELARUS}/objectives/INT-05`);
    await start();

    const { body: objectives } = await service.http().get(`${BELARUS}/objectives`).expect(200);
    const lacking = objectives.items.filter(({ titles }: { titles: object }) => !('ru' in titles));
    expect(lacking.map(({ code }: { code: string }) => code)).toEqual(['INT-04']);
    const { body: plan } = await service.http().get(BELARUS).expect(200);
    expect(plan.holder.names).toEqual({ ru: 'Беларусь' });
    expect(plan.organization.names.ru).toContain('Организация');
    expect(plan.organization.acronyms).toEqual({ ru: 'ОДКБ' });
    expect(plan.areas.every(({ names }: { names: object }) => 'ru' in names)).toBe(true);
    expect(plan.assessors[0].names.ru).toContain('председательства');

    const { body: after } = await service.http().get(`${BELARUS}/scorecard`).expect(200);
    expect(after.knownAt > before.knownAt).toBe(true);
    const { knownAt, digest, origin } = before;
    expect({ ...after, knownAt, digest, origin }).toEqual(before);
    expect(await etagOf(service, `${BELARUS}/objectives/INT-05`)).not.toBe(etag);
  });

  it('adds nothing twice and restores nothing people removed', async () => {
    await change(service, `${BELARUS}/objectives/INT-05`, { titles: {} });
    await change(service, BELARUS, { titles: {} });
    const before = await fingerprint(service);
    await start();
    expect(await fingerprint(service)).toEqual(before);
    const { body: objective } = await service.http().get(`${BELARUS}/objectives/INT-05`).expect(200);
    expect(objective.titles).toEqual({});
  });
});
