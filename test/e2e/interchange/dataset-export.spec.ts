import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { ConsistentReads, type Moment } from '../../../src/database/consistent-reads.js';
import { datasetSchema } from '../../../src/interchange/dataset/record-schemas.js';
import { BELARUS, citing, type Json, record, retract, transcribed } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
  await service
    .http()
    .post('/api/v1/plans')
    .send({
      slug: 'draft-2027',
      organization: { slug: 'csto' },
      title: 'Draft',
      holder: { name: 'Nobody' },
      termStart: '2027-01-01',
      termEnd: '2027-12-31',
    })
    .expect(201);
});
afterAll(() => service.stop());

async function exported(address: string, agent = service.http()): Promise<Json[]> {
  const { body } = await agent.get(address).expect(200);
  return body.records;
}

const ofType = (records: Json[], type: string): Json[] => records.filter((one) => one.type === type);

/** JSON Lines, line by line. */
async function linesOf(address: string): Promise<Json[]> {
  const { body } = await service
    .http()
    .get(address)
    .expect('content-type', 'application/x-ndjson; charset=utf-8')
    .expect(200)
    .buffer(true)
    .parse((answer, done) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => done(null, Buffer.concat(chunks).toString('utf8')));
    });
  return (body as string)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('a plan exported as a dataset', () => {
  it('has its whole history: what was retracted, reworded and read, each with its instant', async () => {
    const objective = `${BELARUS}/objectives/INT-01`;
    const { body } = await record(
      service,
      objective,
      transcribed('in_progress', '2023-06-01', { evidence: [citing('Under way,\nin two "lines"\t.')] }),
    );
    await retract(service, objective, body.id);
    const etag = (await service.http().get(objective)).headers.etag!;
    const title = 'Raise cohesion: «сплочённость» 团结 🤝';
    await service.http().patch(objective).set('If-Match', etag).send({ title }).expect(200);

    const records = await exported(`${BELARUS}/export?format=json`);
    const assessments = ofType(records, 'assessment').filter((one) => one.objective === 'INT-01');
    expect(assessments).toHaveLength(3);
    expect(assessments[1]).toMatchObject({ id: body.id, status: 'in_progress', recordedAt: body.recordedAt });
    expect(assessments[2]).toMatchObject({ retracts: body.id, rationale: 'It was a slip.' });
    const [quoted] = assessments[1].evidence;
    expect(records.find((one) => one.type === 'passage' && one.id === quoted.passage)).toMatchObject({
      source: 'ciss-2023-12-04',
      summary: 'Under way,\nin two "lines"\t.',
    });
    const reworded = ofType(records, 'objective').find((one) => one.code === 'INT-01');
    expect(reworded.title).toBe(title);
    expect(reworded.history).toHaveLength(1);
    expect(reworded.history[0].title).toBe('Raise the cohesion of the CSTO member states');
    expect(reworded.history[0].knownUntil).toBe(reworded.knownFrom);
  });

  it('keeps to its JSON Schema, as one JSON and as JSON Lines with the same records', async () => {
    const ajv = new Ajv2020({ allErrors: true, strict: true });
    ajvFormats.default(ajv, ['date']);
    const { body } = await service.http().get('/api/v1/export').expect(200);
    const isValid = ajv.validate(datasetSchema(), body);
    expect(ajv.errors ?? []).toEqual([]);
    expect(isValid).toBe(true);
    const [header, ...records] = await linesOf('/api/v1/export?format=jsonl');
    expect(Object.keys(header)).toEqual(['format', 'exportedAt']);
    expect(records).toEqual(body.records);
    expect(records.at(-1)).toEqual({ type: 'end', records: records.length - 1 });
  });

  it('holds what the plan rests on, and no other plan, source or passage', async () => {
    const records = await exported('/api/v1/plans/csto-2024-kazakhstan/export');
    expect(ofType(records, 'plan').map(({ slug }) => slug)).toEqual(['csto-2024-kazakhstan']);
    expect(ofType(records, 'source').map(({ slug }) => slug)).not.toContain('ciss-2023-12-04');
    expect(ofType(records, 'link')).toEqual([]);
    const cited = new Set(
      records.flatMap(({ statedIn = [], evidence = [], passage }) => [
        ...statedIn,
        ...evidence.map((one: Json) => one.passage),
        ...(passage === undefined ? [] : [passage]),
      ]),
    );
    expect(new Set(ofType(records, 'passage').map(({ id }) => id))).toEqual(cited);
  });

  it('is refused beside a day, an instant or an assessor: it holds them all', async () => {
    for (const query of ['asOf=2023-10-27', 'knownAt=2026-11-27T00:00:00Z', 'assessor=analysts']) {
      const { body } = await service.http().get(`${BELARUS}/export?format=json&${query}`).expect(400);
      expect(body.errors[0].message).toContain('the whole history');
    }
    await service.http().get('/api/v1/plans/nowhere/export').expect(404);
  });
});

describe('all plans exported as a dataset', () => {
  it('has links and decisions between plans, and drafts only for those who write', async () => {
    const analyst = service.as(await service.token('analyst'));
    const plans = async (agent: typeof analyst): Promise<string[]> =>
      ofType(await exported('/api/v1/export', agent), 'plan').map(({ slug }) => slug);
    const published = [
      'csto-2023-belarus',
      'csto-2024-kazakhstan',
      'csto-2025-kyrgyzstan',
      'csto-2026-russia',
    ];
    expect(await plans(service.as(undefined))).toEqual(published);
    expect(await plans(analyst)).toEqual([...published, 'draft-2027']);
    await service.as(undefined).get('/api/v1/plans/draft-2027/export').expect(404);
    const records = await exported('/api/v1/export');
    expect(ofType(records, 'link').length).toBeGreaterThan(5);
    expect(ofType(records, 'decision').length).toBeGreaterThan(20);
  });

  it('is made by at most two at once, and each that ends makes room for another', async () => {
    const reads = service.app.get(ConsistentReads);
    const open: Moment[] = [await reads.begin(), await reads.begin()];
    const { body } = await service.http().get('/api/v1/export').expect(503);
    expect(body.type).toBe('/problems/too-busy');
    await open[0]!.close();
    await service.http().get('/api/v1/export').expect(200);
    await open[1]!.close();
    for (let round = 0; round < 3; round++) await service.http().get('/api/v1/export').expect(200);
  });

  it('shows one moment, whatever is written while it is read', async () => {
    const reads = service.app.get(ConsistentReads);
    const moment = await reads.begin();
    const statement = { name: 'test-count', text: 'SELECT count(*)::int AS n FROM assessment' };
    const count = async (): Promise<number> => {
      for await (const [row] of moment.pages<{ n: number }>(statement, [])) return row!.n;
      return -1;
    };
    const before = await count();
    await record(service, `${BELARUS}/objectives/INT-02`, transcribed('in_progress', '2023-06-01'));
    expect(await count()).toBe(before);
    await moment.close();
  });
});
