import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AssessmentToRecord } from '../../../src/assessments/assessment-resolver.js';
import { RecordAssessment } from '../../../src/assessments/record-assessment.js';
import { DatasetImport, type DatasetReport } from '../../../src/interchange/dataset/dataset-import.js';
import { BELARUS, change, citing, etagOf, type Json, rating, record, retract } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const RUSSIA = '/api/v1/plans/csto-2026-russia';
const KYRGYZSTAN = '/api/v1/plans/csto-2025-kyrgyzstan';
const PAIR = '/api/v1/comparisons/csto-2025-kyrgyzstan/csto-2026-russia';
const LEVELS = ['not_started', 'in_progress', 'implemented', 'not_implemented', 'not_applicable'] as const;
const BEARINGS = ['supports', 'qualifies', 'contradicts'] as const;
const WORDS = ['Alpha «бета» γ 团结', 'קְטַנָּה "quoted"\\u0041', 'Ω\n\ttabs', 'e\u0301 ️🤝', '=1+1; \\n {}'];
const DAYS = 12;

const KINDS = [
  ...[
    'record',
    'record',
    'record',
    'unread',
    'read',
    'retract',
    'reword',
    'code',
    'move',
    'area',
    'plan',
    'strike',
  ],
  ...['claim', 'unclaim', 'link', 'decide', 'assessor', 'snapshot', 'withdraw'],
] as const;

/** What only comes of some of these steps. */
const MEMBERS = [
  'imports',
  'import',
  'extras',
  'retracts',
  'history',
  'struckAt',
  'retraction',
  'unread',
  'readAt',
  'laterPlan',
  'digest',
  'removedAt',
];

interface Step {
  kind: (typeof KINDS)[number];
  objective: number;
  level: (typeof LEVELS)[number];
  bearing: (typeof BEARINGS)[number];
  day: number;
  pick: number;
}

/** Steps that make something of each kind; the random ones come after them. */
const FIRST = [
  'unread',
  'unread',
  'read',
  'record',
  'retract',
  'area',
  'area',
  'claim',
  'claim',
  'unclaim',
  'strike',
  'snapshot',
  'link',
] as const;
const first: Step[] = FIRST.map((kind, at) => {
  // An area is added by the first of two steps, and removed by the second.
  const pick = kind === 'area' ? 3 * at + (FIRST.indexOf(kind) === at ? 0 : 1) : at;
  return { kind, objective: 0, level: 'in_progress', bearing: 'supports', day: at, pick };
});

const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom(...KINDS),
    objective: fc.nat({ max: 4 }),
    level: fc.constantFrom(...LEVELS),
    bearing: fc.constantFrom(...BEARINGS),
    day: fc.nat({ max: DAYS - 1 }),
    pick: fc.nat({ max: 1000 }),
  }),
  { minLength: 30, maxLength: 50 },
);

/** What can be retracted, and what can be read, of the plan's objectives. */
const STANDING = `SELECT a.id, o.code FROM assessment a JOIN objective o ON o.plan_id = a.plan_id AND o.id = a.objective_id
  JOIN plan p ON p.id = o.plan_id WHERE p.slug = 'csto-2026-russia' AND o.struck_at IS NULL AND a.retracts IS NULL ORDER BY a.id`;
const UNREAD = `SELECT e.assessment_id AS id, e.position, s.code FROM evidence e JOIN (${STANDING}) s ON s.id = e.assessment_id
  WHERE e.unread ORDER BY s.id`;

/** As an import of a file leaves it. */
const IMPORTED = `
DO $$
DECLARE
  p plan := (SELECT p FROM plan p WHERE slug = 'csto-2026-russia');
  o integer := (SELECT id FROM objective WHERE plan_id = p.id ORDER BY position DESC LIMIT 1);
  a integer := (SELECT id FROM assessor WHERE slug = 'critics');
  i uuid := '01a21c4d-85f2-75d9-9dd0-000000000001';
BEGIN
  INSERT INTO plan_import VALUES (p.id, i, 'план.xlsx', repeat('a', 64), 'xlsx', p.revised_at, 'somebody');
  INSERT INTO plan_extra VALUES (p.id, 1, 'Note', E'one\\ntwo', 'Notes[1]');
  INSERT INTO objective_extra VALUES (p.id, o, 1, 'Budget', '1 000', NULL), (p.id, o, 2, 'Budget', '', NULL);
  INSERT INTO assessment (plan_id, id, objective_id, assessor_id, scale_id, level, effective_on, recorded_at, recorded_by, rationale, import_id)
  VALUES (p.id, i, o, a, p.scale_id, 'in_progress', '2026-01-03', p.revised_at, 'somebody', 'As the file says', i);
  INSERT INTO current_rating VALUES (p.id, a, o, i, 'in_progress', '2026-01-03', NULL, 0, 0, 0);
END $$`;

const dayOf = (day: number): string => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);

/** The bytes of a file, in pieces that end anywhere. */
async function* piecesOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 1000) yield await Promise.resolve(bytes.subarray(at, at + 1000));
}

async function exportOf(service: TestService, address: string): Promise<string> {
  const { body } = await service
    .http()
    .get(address)
    .expect(200)
    .buffer(true)
    .parse((answer, done) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => done(null, Buffer.concat(chunks).toString('utf8')));
    });
  return body as string;
}

const importInto = (service: TestService, text: string, dryRun = false): Promise<DatasetReport> =>
  service.app.get(DatasetImport).import(piecesOf(text), { dryRun });

/** Everything in a dataset but when it was made. */
const contentOf = (text: string): string => text.replace(/"exportedAt":"[^"]+"/, '');

describe('a dataset that leaves one service and is imported into an empty one', () => {
  let here: TestService;
  let there: TestService;
  const instants: string[] = [];

  beforeAll(async () => {
    [here, there] = await Promise.all([startService(), startService({ seed: false })]);
    await change(here, RUSSIA, { assessors: [{ slug: 'critics', name: 'Critics', kind: 'independent' }] });
    await here.database.source.query(IMPORTED);
  });
  afterAll(() => Promise.all([here.stop(), there.stop()]));

  async function codes(): Promise<string[]> {
    const { body } = await here.http().get(`${RUSSIA}/objectives?limit=5`);
    return body.items.map(({ code }: { code: string }) => code);
  }

  /** Does one thing to the plan. What the service refuses, because an earlier step stands in its way, is no change. */
  async function take({ kind, objective: nth, level, bearing, day, pick }: Step): Promise<void> {
    const known = await codes();
    const code = known[nth % known.length]!;
    const objective = `${RUSSIA}/objectives/${encodeURIComponent(code)}`;
    const words = `${WORDS[pick % WORDS.length]} ${pick}`;
    const assessor = pick % 2 === 0 ? 'press-reports' : 'critics';
    const post = (address: string, body: object) => here.http().post(address).send(body);
    if (kind === 'record') {
      const evidence = [citing(words, bearing), ...(level === 'implemented' ? [citing('It was done.')] : [])];
      await record(here, objective, rating(level, dayOf(day), { assessor, evidence }));
    } else if (kind === 'unread') {
      // As an import of a table records it.
      const input: AssessmentToRecord = {
        assessor,
        status: 'implemented',
        effectiveOn: dayOf(day),
        rationale: words,
        evidence: [{ source: 'ciss-2023-12-04', summary: words, bearing: 'supports', unread: true }],
      };
      await here.app
        .get(RecordAssessment)
        .within(input, (write) => write({ plan: 'csto-2026-russia', objective: code }));
    } else if (kind === 'read' || kind === 'retract') {
      const rows: { id: string; code: string; position: number }[] = await here.database.source.query(
        kind === 'read' ? UNREAD : STANDING,
      );
      const one = rows[pick % (rows.length || 1)];
      if (one === undefined) return;
      const address = `${RUSSIA}/objectives/${encodeURIComponent(one.code)}`;
      if (kind === 'retract') await retract(here, address, one.id);
      else {
        const reading = `${address}/assessments/${one.id}/evidence/${one.position}/reading`;
        await here
          .http()
          .post(reading)
          .set('If-Match', await etagOf(here, address))
          .send();
      }
    } else if (kind === 'reword') {
      await change(here, objective, { title: words, text: words, tags: [`tag ${pick}`] });
    } else if (kind === 'code') {
      await change(here, objective, { code: `С/${pick}-${nth}` });
    } else if (kind === 'move') {
      await change(here, objective, { position: 1 + (pick % 10) });
    } else if (kind === 'area') {
      const { body } = await here.http().get(RUSSIA);
      const area = `${RUSSIA}/areas/${body.areas.at(pick % 3 === 1 ? -1 : pick % body.areas.length).code}`;
      const etag = await etagOf(here, area);
      if (pick % 3 === 0) await post(`${RUSSIA}/areas`, { code: `new-${pick}`, name: words });
      else if (pick % 3 === 1) await here.http().delete(area).set('If-Match', etag);
      else {
        await here
          .http()
          .patch(area)
          .set('If-Match', etag)
          .send({ name: words, names: { ru: words } });
      }
    } else if (kind === 'plan') {
      await change(here, RUSSIA, { title: words, holder: { name: words }, provenanceNote: words });
    } else if (kind === 'strike') {
      if (known.length < 5) return;
      const { body } = await here.http().get(`${RUSSIA}/objectives?limit=1&sort=-code`);
      const last = `${RUSSIA}/objectives/${encodeURIComponent(body.items?.[0]?.code ?? code)}`;
      await here
        .http()
        .delete(last)
        .set('If-Match', await etagOf(here, last))
        .send({ rationale: words });
    } else if (kind === 'claim') {
      await post(`${RUSSIA}/claims`, { complete: 1, total: 16, source: 'ciss-2023-12-04', summary: words });
    } else if (kind === 'unclaim') {
      const { body } = await here.http().get(`${RUSSIA}/claims`);
      const one = body.items?.[pick % (body.items.length || 1)];
      if (one) await post(`${RUSSIA}/claims/${one.id}/retraction`, { rationale: words });
    } else if (kind === 'link' || kind === 'decide') {
      const { body } = await here.http().get(`${KYRGYZSTAN}/objectives?limit=4`);
      const from = body.items[pick % 4].code;
      if (kind === 'link') {
        const { body: made } = await post(`${PAIR}/links`, {
          from,
          to: code,
          relation: 'closeMatch',
          rationale: words,
        });
        const link = `${PAIR}/links/${made.id ?? made.link}`;
        const state = ['confirmed', 'rejected', 'suggested'][pick % 3];
        await here
          .http()
          .patch(link)
          .set('If-Match', '"1"')
          .send({ state, rationale: `${words}!` });
      } else await post(`${PAIR}/decisions`, { objective: from, decision: 'notContinued', rationale: words });
    } else if (kind === 'assessor') {
      await here
        .http()
        .patch(`${RUSSIA}/assessors/critics`)
        .set('If-Match', await etagOf(here, `${RUSSIA}/assessors`))
        .send({ name: words });
    } else if (kind === 'snapshot') {
      await post(`${RUSSIA}/snapshots`, { label: words, asOf: dayOf(day) }).expect(201);
    } else {
      await post(`${RUSSIA}/withdrawal`, { rationale: words }).set('If-Match', await etagOf(here, RUSSIA));
      await here
        .http()
        .delete(`${RUSSIA}/withdrawal`)
        .set('If-Match', await etagOf(here, RUSSIA));
    }
    const { body } = await here.http().get(`${RUSSIA}/scorecard`).expect(200);
    if (instants.at(-1) !== body.knownAt) instants.push(body.knownAt);
  }

  /** Both services say the same at an address. */
  async function same(address: string, query: Record<string, string> = {}): Promise<Json> {
    const [one, other] = await Promise.all(
      [here, there].map((service) => service.http().get(address).query(query)),
    );
    expect({ address, query, status: other!.status, body: other!.body }).toEqual({
      ...{ address, query },
      status: one!.status,
      body: one!.body,
    });
    return one!.body;
  }

  it('gives the same scorecards, comparisons and digests for every day and instant', async () => {
    // SEED=… npm test -- FILE tries another history.
    const random = fc.sample(steps, { numRuns: 1, seed: Number(process.env.SEED ?? 20261127) })[0]!;
    for (const step of [...first, ...random]) await take(step);
    const file = await exportOf(here, '/api/v1/export');
    // The history has something of everything that a file can hold, or this test would say little.
    expect(MEMBERS.filter((member) => !file.includes(`"${member}":`))).toEqual([]);

    const tried = await importInto(there, file, true);
    expect([tried.applied, tried.faults]).toEqual([false, []]);
    await there.http().get(RUSSIA).expect(404);
    const report = await importInto(there, file);
    expect(report).toMatchObject({ applied: true, faults: [], warnings: [], counts: tried.counts });
    // As it came: what is exported again is the same, record by record.
    expect(contentOf(await exportOf(there, '/api/v1/export'))).toBe(contentOf(file));

    for (const plan of [RUSSIA, KYRGYZSTAN, BELARUS]) {
      for (const part of [
        '',
        '/scorecard',
        '/objectives',
        '/claims',
        '/assessors',
        '/snapshots',
        '/timeline',
        '/agreement',
      ])
        await same(`${plan}${part}`);
    }
    const moments = fc.sample(fc.tuple(fc.nat(), fc.nat()), { numRuns: 25, seed: 7 });
    for (const [at, day] of moments) {
      const moment = { asOf: dayOf(day % DAYS), knownAt: instants[at % instants.length]! };
      for (const assessor of ['press-reports', 'critics']) {
        const { digest } = await same(`${RUSSIA}/scorecard`, { ...moment, assessor });
        expect(digest).toMatch(/^[0-9a-f]{64}$/);
      }
      await same(PAIR, moment);
    }
    for (const code of await codes()) {
      await same(`${RUSSIA}/objectives/${encodeURIComponent(code)}`);
      await same(`${RUSSIA}/objectives/${encodeURIComponent(code)}/assessments`);
    }
    for (const { id } of (await same(`${RUSSIA}/snapshots`)).items) await same(`${RUSSIA}/snapshots/${id}`);
    await same('/api/v1/comparisons/csto-2023-belarus/csto-2024-kazakhstan/decisions', { limit: '100' });
  });

  it('changes nothing where it is imported again, and goes on from where it was', async () => {
    const file = await exportOf(here, '/api/v1/export');
    const again = await importInto(there, file);
    expect(again).toMatchObject({ applied: true, faults: [] });
    const created = Object.values(again.counts).map((count) => count.created);
    expect(new Set(created)).toEqual(new Set([0]));
    expect(contentOf(await exportOf(there, '/api/v1/export'))).toBe(contentOf(file));

    const [code] = await codes();
    const objective = `${RUSSIA}/objectives/${encodeURIComponent(code!)}`;
    const { body } = await record(there, objective, rating('in_progress', dayOf(11)));
    expect(body.recordedAt > instants.at(-1)!).toBe(true);
    const claim = await there
      .http()
      .post(`${RUSSIA}/claims`)
      .send({ complete: 2, total: 16, source: 'ciss-2023-12-04', summary: 'Two.' });
    expect(claim.status).toBe(201);
    const refused = await importInto(there, file);
    expect(refused.applied).toBe(false);
    expect(refused.faults.map(({ value }) => value)).toEqual(['csto-2026-russia']);
    expect(refused.faults[0]!.message).toContain('differs from the file');
  });
});
