import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { change, etagOf, type Json, record } from '../../support/api.js';
import { isLong } from '../../support/part.js';
import { registeredRoutes } from '../../support/routes.js';
import { startService, type TestService } from '../../support/service.js';

const SLUG = 'quokka-2027-hidden';
const PLAN = `/api/v1/plans/${SLUG}`;
/** Words that stand in the draft and nowhere else. */
const TRACES = [SLUG, 'Wombat agenda', 'Bandicoot', 'numbat', 'bilby'];

describe('a draft', () => {
  let service: TestService;
  let reader: string;
  let snapshot: string;
  let assessment: string;
  let link: string;

  beforeAll(async () => {
    service = await startService();
    reader = await service.token('reader');
    await service
      .http()
      .post('/api/v1/plans')
      .send({
        slug: SLUG,
        organization: { slug: 'csto' },
        title: 'Wombat agenda',
        holder: { name: 'Armenia' },
        termStart: '2027-01-01',
        termEnd: '2027-12-31',
        provenanceNote: 'From the numbat papers.',
        areas: [{ code: 'BA', name: 'Bandicoot affairs' }],
      })
      .expect(201);
    await service
      .http()
      .post(`${PLAN}/objectives`)
      .send({
        code: 'numbat-1',
        area: 'BA',
        title: 'Protect the bilby',
        basis: 'stated',
        text: 'Every bilby.',
      })
      .expect(201);
    const recorded = await record(service, `${PLAN}/objectives/numbat-1`, {
      status: 'implemented',
      effectiveOn: '2026-01-01',
      rationale: 'The bilby thrives.',
      evidence: [{ source: 'ciss-2023-12-04', summary: 'It says so.', bearing: 'supports' }],
    });
    expect(recorded.status).toBe(201);
    assessment = recorded.body.id;
    const linked = await service
      .http()
      .post(`/api/v1/comparisons/csto-2026-russia/${SLUG}/links`)
      .send({
        from: await firstCode('csto-2026-russia'),
        to: 'numbat-1',
        relation: 'closeMatch',
        rationale: 'Alike.',
        state: 'confirmed',
      });
    expect(linked.status).toBe(201);
    link = linked.body.id;
    const frozen = await service.http().post(`${PLAN}/snapshots`).send({ label: 'bilby' });
    expect(frozen.status).toBe(201);
    snapshot = frozen.body.id;
  });
  afterAll(() => service.stop());

  async function firstCode(plan: string): Promise<string> {
    const { body } = await service.http().get(`/api/v1/plans/${plan}/objectives?limit=1`).expect(200);
    return body.items[0].code;
  }

  /** All that there is to read at a route, asked about the draft and about what stands beside it. */
  async function addressesOf(path: string): Promise<string[]> {
    const evidence = await service.http().get(`${PLAN}/objectives/numbat-1/assessments/${assessment}`);
    const passage: string = evidence.body.evidence[0].passage;
    const code = await firstCode('csto-2026-russia');
    const there: Record<string, string[]> = {
      plan: [SLUG, 'csto-2026-russia'],
      from: ['csto-2026-russia', SLUG],
      to: [SLUG],
      code: ['numbat-1', code],
      area: ['BA'],
      assessor: ['analysts'],
      organization: ['csto'],
      source: ['ciss-2023-12-04'],
      scale: ['completion'],
      passage: [passage],
      snapshot: [snapshot],
      other: [snapshot],
      id: [snapshot, assessment, link, passage],
    };
    let addresses = [''];
    for (const part of path.split('/').slice(1)) {
      const name = /^:(\w+)/.exec(part)?.[1];
      const values =
        name === undefined ? [part] : (there[name] ?? [snapshot]).map((one) => part.replace(/^:\w+/, one));
      addresses = addresses.flatMap((above) => values.map((value) => `${above}/${value}`));
    }
    return addresses;
  }

  const QUERIES = [
    '',
    '?organization=csto',
    '?q=bilby',
    '?q=wombat&limit=200',
    '?state=draft',
    '?passage=',
    `?plan=${SLUG}`,
  ];

  function traceIn(answer: Response, asked: string): string | undefined {
    const body = Buffer.isBuffer(answer.body) ? answer.body.toString('latin1') : (answer.text ?? '');
    const told = JSON.stringify(answer.headers) + body;
    // What was asked is said again, and says nothing: a plan that never was gets the same answer.
    const own = TRACES.filter(
      (trace) => !decodeURIComponent(asked).toLowerCase().includes(trace.toLowerCase()),
    );
    return own.find((trace) => told.toLowerCase().includes(trace.toLowerCase()));
  }

  it('leaves no trace in any answer to anybody who may not write', async () => {
    const routes = registeredRoutes(service).filter(({ methods }) => methods.includes('GET'));
    expect(routes.length).toBeGreaterThan(80);
    const found: string[] = [];
    let turn = 0;
    for (const { path } of routes) {
      if (path.includes('*')) continue;
      for (const address of await addressesOf(path)) {
        const queries = address.includes(':') || /\/\w{8}-/.test(address) ? [''] : QUERIES;
        for (const query of queries) {
          // Nobody and a reader see the same: in the short form they take turns.
          turn += 1;
          for (const token of isLong ? [undefined, reader] : [turn % 2 === 0 ? undefined : reader]) {
            for (const accept of ['application/json', 'text/html']) {
              const asked = address + query;
              const answer = await service.as(token).get(asked).set('Accept', accept);
              const trace = traceIn(answer, asked);
              if (trace !== undefined) found.push(`${asked} (${accept}): ${trace}`);
              if (answer.status >= 500 && answer.status !== 503) found.push(`${asked}: ${answer.status}`);
              const isAboutDraft = address.includes(`/${SLUG}`) && address.startsWith('/api/v1/');
              if (isAboutDraft && answer.status < 400) found.push(`${asked}: ${answer.status}`);
            }
          }
        }
      }
    }
    expect(found).toEqual([]);
  });

  it('is answered about as a plan that never was, byte for byte', async () => {
    const known = [
      '',
      '/objectives',
      '/scorecard',
      '/scorecard.csv',
      '/timeline',
      '/agreement',
      '/snapshots',
      '/areas',
      '/assessors',
    ];
    for (const part of known) {
      const [draft, nothing] = await Promise.all(
        [SLUG, 'quokka-2027-nought'].map((slug) => service.as(reader).get(`/api/v1/plans/${slug}${part}`)),
      );
      const plain = (answer: Response | undefined, slug: string): unknown => ({
        status: answer!.status,
        body: answer!.text.replaceAll(slug, 'PLAN').replace(/"requestId":"[^"]*"/, ''),
        etag: answer!.headers.etag,
        cache: answer!.headers['cache-control'],
      });
      expect(plain(draft, SLUG)).toEqual(plain(nothing, 'quokka-2027-nought'));
    }
  });

  it('is not given away by an entity tag that somebody who may write has got', async () => {
    const seen = await service.http().get(`${PLAN}/scorecard`).expect(200);
    const answer = await service.as(reader).get(`${PLAN}/scorecard`).set('If-None-Match', seen.headers.etag!);
    expect(answer.status).toBe(404);
    expect(seen.headers['cache-control']).toBe('private, no-cache');
    const frozen = await service.http().get(`${PLAN}/snapshots/${snapshot}`).expect(200);
    expect(frozen.headers['cache-control']).toMatch(/^private, /);
    expect((await service.http().get('/api/v1/plans').expect(200)).headers['cache-control']).toBe(
      'private, no-cache',
    );
  });

  it('is shown to those who may write in lists, overviews, search and at its address', async () => {
    const analyst = await service.token('analyst');
    const get = async (path: string): Promise<Json> => (await service.as(analyst).get(path).expect(200)).body;
    const slugs = (list: Json): string[] => list.items.map((plan: Json) => plan.slug ?? plan.plan?.slug);
    expect(slugs(await get('/api/v1/plans'))).toContain(SLUG);
    expect(slugs(await get('/api/v1/plans?state=draft'))).toEqual([SLUG]);
    expect(slugs(await get('/api/v1/scorecards'))).toContain(SLUG);
    expect((await get('/api/v1/search?q=bilby')).items[0]).toMatchObject({ plan: SLUG });
    expect(await get(PLAN)).toMatchObject({ state: 'draft', withdrawn: null });
    expect((await get('/api/v1/organizations/csto')).plans[0]).toMatchObject({ slug: SLUG, state: 'draft' });
  });

  it('has every row of its formats for those who may write, also where they are streamed', async () => {
    const { text } = await service.http().get(`${PLAN}/scorecard.csv`).expect(200);
    expect(text).toContain('Protect the bilby');
  });

  it('is published by an editor and then seen by everybody', async () => {
    const slug = 'quokka-2028';
    const input = {
      slug,
      organization: { slug: 'csto' },
      title: 'For everybody',
      holder: { name: 'Armenia' },
      termStart: '2028-01-01',
      termEnd: '2028-12-31',
    };
    await service.http().post('/api/v1/plans').send(input).expect(201);
    await change(service, `/api/v1/plans/${slug}`, {
      slug: 'quokka-2028-armenia',
      scale: 'politifact-promises',
    });
    await service.as(reader).get('/api/v1/plans/quokka-2028-armenia').expect(404);
    await service.http().get(`/api/v1/plans/${slug}`).expect(404);
    const etag = await etagOf(service, '/api/v1/plans/quokka-2028-armenia');
    const analyst = await service.token('analyst');
    await service
      .as(analyst)
      .post('/api/v1/plans/quokka-2028-armenia/publication')
      .set('If-Match', etag)
      .expect(403);
    await service.http().post('/api/v1/plans/quokka-2028-armenia/publication').expect(428);
    const { body } = await service
      .http()
      .post('/api/v1/plans/quokka-2028-armenia/publication')
      .set('If-Match', etag)
      .expect(200);
    expect(body).toMatchObject({ state: 'published', scale: { slug: 'politifact-promises' } });
    await service.as(reader).get('/api/v1/plans/quokka-2028-armenia').expect(200);
    const now = await etagOf(service, '/api/v1/plans/quokka-2028-armenia');
    const kept = await service
      .http()
      .delete('/api/v1/plans/quokka-2028-armenia')
      .set('If-Match', now)
      .expect(409);
    expect(kept.body.type).toBe('/problems/wrong-state');
    const renamed = await service
      .http()
      .patch('/api/v1/plans/quokka-2028-armenia')
      .set('If-Match', now)
      .send({ slug: 'another' });
    expect(renamed.status).toBe(409);
  });

  describe('that is discarded', () => {
    it('goes whole, with all that hangs on it, and the audit log stays intact', async () => {
      const etag = await etagOf(service, PLAN);
      await service.http().delete(PLAN).set('If-Match', '"999"').expect(412);
      await service.http().delete(PLAN).expect(428);
      await service.http().delete(PLAN).set('If-Match', etag).expect(204);
      await service.http().get(PLAN).expect(404);
      const left = await service.database.source.query(
        `SELECT (SELECT count(*)::int FROM objective WHERE title LIKE '%bilby%') AS objectives,
                (SELECT count(*)::int FROM objective_link) = (SELECT count(*)::int FROM objective_link l
                   JOIN plan p ON p.id = l.later_plan_id) AS "linksLead",
                (SELECT count(*)::int FROM audit_entry WHERE subject = 'plan' AND after IS NULL
                    AND before ->> 'slug' = '${SLUG}') AS told`,
      );
      expect(left).toEqual([{ objectives: 0, linksLead: true, told: 1 }]);
      const verified = await service.http().get('/api/v1/audit/verification');
      if (verified.status === 200) expect(verified.body).toMatchObject({ intact: true });
    });

    it('is the only plan that the database lets go, row by row', async () => {
      const { source } = service.database;
      const [{ id }] = await source.query(`SELECT id FROM plan WHERE slug = 'csto-2023-belarus'`);
      await expect(source.query('SELECT discard_plan($1)', [id])).rejects.toThrow(/no draft/);
      await expect(source.query('SELECT remove_objective($1, 1)', [id])).rejects.toThrow(/no draft/);
      for (const table of ['plan', 'assessment', 'evidence', 'claim', 'objective_link', 'link_decision']) {
        await expect(source.query(`DELETE FROM ${table}`)).rejects.toThrow(/append-only/);
      }
      await expect(source.query(`UPDATE plan SET state = 'draft' WHERE id = $1`, [id])).rejects.toThrow(
        /published/,
      );
      // Nor does somebody who names another draft get at it.
      await source
        .transaction(async (tx) => {
          const [draft] = await tx.query(
            `INSERT INTO plan (slug, organization_id, scale_id, default_assessor_id, title, holder_name, term_start, term_end,
                             revised_at, created_at, known_from, state)
           SELECT 'a-draft', organization_id, scale_id, default_assessor_id, title, holder_name, term_start, term_end,
                  now(), now(), now(), 'draft' FROM plan WHERE id = $1 RETURNING id`,
            [id],
          );
          await tx.query(`SELECT set_config('scorecard.discarding', $1, true)`, [String(draft.id)]);
          await expect(tx.query('DELETE FROM evidence WHERE plan_id = $1', [id])).rejects.toThrow(
            /append-only/,
          );
          throw new Error('taken back');
        })
        .catch((error: Error) => expect(error.message).toMatch(/taken back|aborted/));
    });
  });
});
