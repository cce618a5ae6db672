import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Json, BELARUS, change, citing, transcribed, record, retract } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const CARD = `${BELARUS}/scorecard`;

describe('the scorecard of the first case', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  async function card(query: object = {}, path = CARD): Promise<Json> {
    return (await service.http().get(path).query(query).expect(200)).body;
  }

  it('counts 32 of 34, by area 6 of 7, 8 of 9 and 18 of 18, 22 of them firm, in the agreed shape', async () => {
    const counts = (objectives: number, complete: number, percent: number, firm: number) => ({
      objectives,
      applicable: objectives,
      assessed: objectives,
      complete,
      possible: { least: complete, most: complete },
      percentComplete: percent,
      credit: complete,
      percentCredit: percent,
      byLevel: {
        implemented: complete,
        ...(complete < objectives ? { not_implemented: objectives - complete } : {}),
      },
      evidence: { firm, qualified: complete - firm, contested: 0, unsupported: 0, unread: 0 },
    });
    expect(await card({ asOf: '2023-12-31' })).toEqual({
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      digestVersion: 2,
      differing: 0,
      dissent: [],
      plan: {
        slug: 'csto-2023-belarus',
        title: 'Presidency of the Republic of Belarus in the CSTO, 2023',
        holder: 'Belarus',
        termStart: '2023-01-01',
        termEnd: '2023-12-31',
        organization: {
          slug: 'csto',
          name: 'Collective Security Treaty Organization',
          acronym: 'CSTO',
        },
      },
      language: 'en',
      assessor: { slug: 'presidency', kind: 'self_reported', name: expect.stringContaining('own account') },
      asOf: '2023-12-31',
      knownAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      scale: { slug: 'completion', name: 'Completion', levels: expect.any(Array) },
      total: counts(34, 32, 94.1, 22),
      range: {
        strict: { complete: 22, of: 34, percent: 64.7 },
        lenient: { complete: 32, of: 34, percent: 94.1 },
      },
      areas: [
        { code: 'internal', name: expect.stringMatching(/^Internal contour/), ...counts(7, 6, 85.7, 3) },
        { code: 'external', name: expect.stringMatching(/^External contour/), ...counts(9, 8, 88.9, 6) },
        { code: 'mission', name: expect.stringMatching(/^Mission-related/), ...counts(18, 18, 100, 13) },
      ],
      claims: [
        {
          complete: 32,
          total: 34,
          verdict: 'matches',
          passage: '32 objectives were implemented out of the planned 34',
        },
      ],
      notComplete: [
        {
          code: 'INT-04',
          title: 'Normalise relations between the Organization and Armenia',
          level: 'not_implemented',
          cause: 'external',
          effectiveOn: '2023-11-23',
          rationale: expect.any(String),
          evidence: expect.arrayContaining(['The non-achieved objectives are associated with Armenia']),
          passages: expect.arrayContaining([
            {
              bearing: 'supports',
              exact: 'The non-achieved objectives are associated with Armenia',
              summary: null,
              source: 'ciss-2023-12-04',
              paragraph: expect.any(Number),
            },
          ]),
        },
        {
          code: 'EXT-09',
          title: 'Resume cooperation with the OSCE and contacts with European partners',
          level: 'not_implemented',
          cause: 'external',
          effectiveOn: '2023-11-23',
          rationale: expect.any(String),
          evidence: expect.arrayContaining(['resuming the cooperation between the CSTO and OSCE']),
          passages: expect.arrayContaining([
            {
              bearing: 'supports',
              exact: 'resuming the cooperation between the CSTO and OSCE',
              summary: null,
              source: 'ciss-2023-12-04',
              paragraph: expect.any(Number),
            },
          ]),
        },
      ],
      late: [],
      sources: [
        {
          slug: 'ciss-2023-12-04',
          title: expect.stringMatching(/^CSTO challenges and prospects/),
          authors: ['Alexander Shpakovsky', 'Alexander Grinevich'],
          publisher: 'Caspian Institute for Strategic Studies',
          date: '2023-12-04',
          address: null,
          rights: expect.stringContaining('exclusive reference to CISS'),
          citation: expect.stringMatching(
            /^Alexander Shpakovsky, Alexander Grinevich\. “CSTO challenges.*”\. Caspian.*, 2023-12-04\.$/,
          ),
        },
      ],
      provenanceNote: expect.stringContaining('This list is a reconstruction'),
      origin: {
        address: expect.stringMatching(
          /^\/api\/v1\/plans\/csto-2023-belarus\/scorecard\?asOf=2023-12-31&knownAt=/,
        ),
        parameters: {
          asOf: '2023-12-31',
          knownAt: expect.any(String),
          assessor: 'presidency',
          lang: 'en',
        },
      },
    });
  });

  it('returns the same scorecard at the address it names', async () => {
    for (const query of [
      {},
      { asOf: '2023-10-27' },
      { asOf: '2023-12-31', since: '2023-10-01', lang: 'ru' },
    ]) {
      const { body, text } = await service.http().get(CARD).query(query).expect(200);
      expect((await service.http().get(body.origin.address).expect(200)).text).toBe(text);
    }
  });

  it('answers in Russian by parameter or Accept-Language with the same figures', async () => {
    const english = await card({ asOf: '2023-12-31' });
    const russian = await card({ asOf: '2023-12-31', lang: 'ru' });
    expect(russian).toMatchObject({ language: 'ru', total: english.total, range: english.range });
    const words = ({ plan, assessor, scale, areas, notComplete }: Json): string[] => [
      plan.title,
      plan.holder,
      plan.organization.name,
      assessor.name,
      ...scale.levels.map(({ label }: Json) => label),
      ...areas.map(({ name }: Json) => name),
      ...notComplete.map(({ title }: Json) => title),
    ];
    expect(words(russian).filter((each) => !/[а-яё]/i.test(each))).toEqual([]);
    expect(words(english).filter((each) => /[а-яё]/i.test(each))).toEqual([]);
    const liked = await service
      .http()
      .get(CARD)
      .query({ asOf: '2023-12-31' })
      .set('Accept-Language', 'ru-BY, en;q=0.5');
    expect(liked.body).toEqual(russian);
    expect([liked.headers['content-language'], liked.headers.vary]).toEqual([
      'ru',
      'Accept, Accept-Language',
    ]);
  });

  it('lists the levels of its scale in order with labels', async () => {
    const { scale } = await card();
    const slugs = scale.levels.map(({ slug, label }: Json) => [slug, label]);
    expect(slugs.slice(0, 4)).toEqual([
      ['not_assessed', 'Not assessed'],
      ['not_started', 'Not started'],
      ['in_progress', 'In progress'],
      ['implemented', 'Implemented'],
    ]);
  });

  it('lists what changed since an earlier day, from which status to which', async () => {
    const { changes, total } = await card({ asOf: '2023-12-31', since: '2023-10-27' });
    expect(changes).toMatchObject({ since: '2023-10-27', total: { complete: 6, assessed: 6 } });
    expect(changes.objectives).toHaveLength(total.assessed - 6);
    expect(changes.objectives.filter(({ code }: Json) => code === 'EXT-09')).toEqual([
      {
        code: 'EXT-09',
        title: 'Resume cooperation with the OSCE and contacts with European partners',
        from: 'not_assessed',
        to: 'not_implemented',
        effectiveOn: '2023-11-23',
      },
    ]);
    const still = await card({ asOf: '2023-12-31', since: '2023-12-31' });
    expect(still.changes).toEqual({
      since: '2023-12-31',
      total: { complete: 32, assessed: 34 },
      objectives: [],
    });
    expect((await card({ asOf: '2023-12-31' })).changes).toBeUndefined();
  });

  it('refuses a since day after its own', async () => {
    const query = { asOf: '2023-10-27', since: '2023-10-28' };
    const { body } = await service.http().get(CARD).query(query).expect(400);
    expect(body).toMatchObject({
      type: '/problems/invalid-query',
      errors: [{ pointer: '?since', message: expect.stringContaining('2023-10-27') }],
    });
  });

  it('is about today where no day is named', async () => {
    const before = new Date().toISOString().slice(0, 10);
    const { asOf } = await card();
    expect([before, new Date().toISOString().slice(0, 10)]).toContain(asOf);
  });

  it.each([
    ['csto-2024-kazakhstan', 14, 1, 0, ['incomplete', 'incomplete']],
    ['csto-2025-kyrgyzstan', 18, 2, 2, ['incomplete', 'incomplete']],
    ['csto-2026-russia', 16, 0, 0, []],
  ])('counts %s: %d objectives, %d assessed, %d complete', async (...expected) => {
    const [slug, objectives, assessed, complete, verdicts] = expected;
    const body = await card({}, `/api/v1/plans/${slug}/scorecard`);
    expect(body.total).toMatchObject({ objectives, assessed, complete });
    expect(body.claims.map(({ verdict }: { verdict: string }) => verdict)).toEqual(verdicts);
    expect(body.provenanceNote).toContain('reconstruction');
  });

  it('in the middle of the term counts only what was true by then, gives bounds instead of a percentage, and calls the claim incomplete', async () => {
    const { total, claims } = await card({ asOf: '2023-10-27' });
    expect(total).toMatchObject({
      objectives: 34,
      assessed: 6,
      complete: 6,
      possible: { least: 6, most: 34 },
      percentComplete: null,
    });
    expect(claims[0]).toMatchObject({
      verdict: 'incomplete',
      reason: '28 of 34 objectives are not assessed.',
    });
  });

  it('shows 34 objectives not assessed before the term and before recording', async () => {
    for (const query of [
      { asOf: '2022-12-31' },
      { asOf: '2023-12-31', knownAt: '2023-12-31T00:00:00Z' },
      { asOf: '0001-01-01', knownAt: '0001-01-01T00:00:00Z' },
    ]) {
      expect((await card(query)).total).toMatchObject({ objectives: 34, assessed: 0, complete: 0 });
    }
  });

  it('shows on a later day what it shows today', async () => {
    expect((await card({ asOf: '9999-12-31' })).total).toEqual((await card()).total);
  });

  it('takes an instant in any offset for the same instant', async () => {
    const { knownAt } = await card();
    const shifted = new Date(Date.parse(knownAt) + 3_600_000).toISOString().replace('Z', '+01:00');
    expect(await card({ knownAt: shifted })).toEqual(await card({ knownAt }));
  });

  it('refuses a knownAt in the future', async () => {
    const knownAt = new Date(Date.now() + 60_000).toISOString();
    const { body } = await service.http().get(CARD).query({ knownAt }).expect(400);
    expect(body).toMatchObject({ type: '/problems/invalid-query', errors: [{ pointer: '?knownAt' }] });
  });

  it('refuses an assessor of another plan and names its own', async () => {
    const { body } = await service.http().get(CARD).query({ assessor: 'nobody' }).expect(400);
    expect(body.errors).toEqual([
      { pointer: '?assessor', message: expect.stringContaining('its assessors are presidency') },
    ]);
  });

  it('answers 304 to an unchanged scorecard', async () => {
    const { headers, text } = await service.http().get(CARD).expect(200);
    const etag = headers.etag as string;
    for (const have of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const answer = await service.http().get(CARD).set('If-None-Match', have).expect(304);
      expect([answer.text, answer.headers.etag]).toEqual(['', etag]);
    }
    const again = await service.http().get(CARD).set('If-None-Match', '"other"').expect(200);
    expect(again.text).toBe(text);
    const { headers: head } = await service.http().head(CARD).expect(200);
    expect([head.etag, head['content-length']]).toEqual([etag, headers['content-length']]);
  });
});

describe('a scorecard that was shown', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  it('returns a shown scorecard byte for byte after later changes', async () => {
    const seen: { asOf: string; knownAt: string; text: string }[] = [];
    const look = async (): Promise<void> => {
      for (const query of [{}, { asOf: '2023-10-27' }, { knownAt: new Date().toISOString() }]) {
        const { text, body } = await service.http().get(CARD).query(query).expect(200);
        seen.push({ asOf: body.asOf, knownAt: body.knownAt, text });
      }
    };
    await look();
    const first = seen[0] as (typeof seen)[number];
    const objective = `${BELARUS}/objectives/EXT-09`;
    const recorded = await record(
      service,
      objective,
      transcribed('implemented', '2024-02-01', { evidence: [citing('It was resumed.', 'qualifies')] }),
    );
    await look();
    await retract(service, objective, recorded.body.id);
    await look();
    await record(service, `${BELARUS}/objectives/INT-01`, transcribed('in_progress', '2023-10-01'));
    await look();
    await change(service, `${BELARUS}/areas/internal`, { name: 'At home' });
    await look();
    await change(service, objective, { title: 'Talk with the OSCE', area: 'mission' });
    await look();
    await service
      .http()
      .post(`${BELARUS}/objectives`)
      .send({ code: 'NEW-1', area: 'mission', title: 'One more', basis: 'secondary' })
      .expect(201);
    await service.http().post(`${BELARUS}/areas`).send({ code: 'new', name: 'A new area' }).expect(201);
    await look();
    await change(service, BELARUS, {
      title: 'The presidency',
      holder: { name: 'Minsk' },
      termEnd: '2023-11-23',
    });
    await look();
    await change(service, BELARUS, { provenanceNote: null });
    await look();
    const independent = { slug: 'critics', name: 'Critics', kind: 'independent' };
    await change(service, BELARUS, { assessors: [independent], defaultAssessor: 'critics' });
    await look();

    for (const { asOf, knownAt, text } of seen) {
      const again = await service.http().get(CARD).query({ asOf, knownAt }).expect(200);
      expect(again.text).toBe(text);
    }
    expect(new Set(seen.map(({ text }) => text)).size).toBeGreaterThanOrEqual(14);
    const { body } = await service.http().get(CARD).expect(200);
    expect(body).toMatchObject({
      plan: { title: 'The presidency', holder: 'Minsk', termEnd: '2023-11-23' },
      assessor: { slug: 'critics', kind: 'independent' },
      total: { objectives: 35, assessed: 0 },
      claims: [{ verdict: 'differs' }],
      provenanceNote: null,
    });
    expect(JSON.parse(first.text)).toMatchObject({
      total: { complete: 32 },
      assessor: { slug: 'presidency' },
    });
  });

  it('returns a shown scorecard though the database clock runs ahead', async () => {
    const russia = '/api/v1/plans/csto-2026-russia/scorecard';
    await service.database.source.query(
      `UPDATE plan SET revised_at = revised_at + interval '1 hour' WHERE slug = 'csto-2026-russia'`,
    );
    const { body, text } = await service.http().get(russia).expect(200);
    const { asOf, knownAt } = body;
    const again = await service.http().get(russia).query({ asOf, knownAt }).expect(200);
    expect(again.text).toBe(text);
  });

  it('is not overtaken by a change under way when it was shown', async () => {
    const kazakhstan = '/api/v1/plans/csto-2024-kazakhstan';
    const runner = service.database.source.createQueryRunner();
    await runner.startTransaction();
    await runner.query(
      `UPDATE plan SET revised_at = clock_timestamp(), title = 'Reworded' WHERE slug = 'csto-2024-kazakhstan'`,
    );
    const now = new Date(Date.now()).toISOString();
    const shown = await service.http().get(`${kazakhstan}/scorecard`).query({ knownAt: now }).expect(200);
    await runner.commitTransaction();
    await runner.release();
    const { asOf, knownAt } = shown.body;
    const again = await service.http().get(`${kazakhstan}/scorecard`).query({ asOf, knownAt }).expect(200);
    expect(again.text).toBe(shown.text);
  });
});
