import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Json, BELARUS, etagOf, pagesOf, rating, transcribed } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const WRITERS = 100;

describe('many people at once', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  const write = (path: string, etag: string, writer: string) =>
    service
      .http()
      .post(`${path}/assessments`)
      .set('If-Match', etag)
      .send(
        // The plan of the first case has a presidency whose account is transcribed; the other one has an independent assessor.
        (path.startsWith(BELARUS) ? transcribed : rating)('in_progress', '2024-02-01', { rationale: writer }),
      );

  const historyOf = async (path: string): Promise<Json[]> =>
    (await pagesOf<Json>(service, `${path}/assessments?limit=200`)).flat();

  const writers = Array.from({ length: WRITERS }, (_, at) => `writer ${at}`);

  it('accepts one of many writers on one version and tells all others', async () => {
    const path = `${BELARUS}/objectives/INT-01`;
    const etag = await etagOf(service, path);
    const answers = await Promise.all(writers.map((writer) => write(path, etag, writer)));
    const won = answers.filter((answer) => answer.status === 201);
    const lost = answers.filter((answer) => answer.status === 412);
    expect([won.length, lost.length]).toEqual([1, WRITERS - 1]);
    expect(lost.every((answer) => answer.body.type === '/problems/stale-version')).toBe(true);
    const history = await historyOf(path);
    expect(history.map(({ id }) => id)).toEqual([won[0]?.body.id, expect.any(String)]);
    expect(await etagOf(service, path)).toBe(won[0]?.headers.etag);
  });

  it('keeps every acknowledged entry when writers read again and retry', async () => {
    const path = `${BELARUS}/objectives/INT-02`;
    const before = await etagOf(service, path);
    let waiting = WRITERS;
    const won = await Promise.all(
      writers.map(async (writer) => {
        for (;;) {
          const answer = await write(path, await etagOf(service, path), writer);
          if (answer.status !== 412) {
            waiting--;
            return answer;
          }
          // Not all again at the same moment: the more are left, the longer.
          await sleep(Math.random() * waiting * 40);
        }
      }),
    );
    expect(won.map((answer) => answer.status)).toEqual(writers.map(() => 201));
    const history = await historyOf(path);
    expect(history).toHaveLength(WRITERS + 1);
    const ids = new Set(history.map(({ id }) => id));
    expect(won.filter((answer) => !ids.has(answer.body.id))).toEqual([]);
    expect(new Set(history.map(({ rationale }) => rationale))).toEqual(
      new Set([...writers, history.at(-1).rationale]),
    );
    const numberOf = (etag: unknown): number => Number(String(etag).replaceAll('"', ''));
    const versions = won.map((answer) => numberOf(answer.headers.etag)).toSorted((a, b) => a - b);
    expect(versions).toEqual(writers.map((_, at) => numberOf(before) + at + 1));
    const [{ status, assessment }] = [(await service.http().get(path)).body];
    expect([status, assessment]).toEqual(['in_progress', history[0].id]);
  });

  it('records on different objectives of one plan at distinct instants', async () => {
    const { body } = await service.http().get(`${BELARUS}/objectives?area=mission`).expect(200);
    const paths: string[] = body.items.map(({ code }: { code: string }) => `${BELARUS}/objectives/${code}`);
    const revisionOf = async (): Promise<number> => {
      const rows = await service.database.source.query(
        `SELECT revision FROM plan WHERE slug = 'csto-2023-belarus'`,
      );
      return rows[0].revision;
    };
    const before = await revisionOf();
    const etags = await Promise.all(paths.map((path) => etagOf(service, path)));
    const answers = await Promise.all(paths.map((path, at) => write(path, etags[at] as string, 'w')));
    expect(answers.map((answer) => answer.status)).toEqual(paths.map(() => 201));
    expect(await revisionOf()).toBe(before + paths.length);
    const instants = new Set(answers.map((answer) => answer.body.recordedAt));
    expect(instants.size).toBe(paths.length);
    const { body: card } = await service.http().get(`${BELARUS}/scorecard`).expect(200);
    expect(card.knownAt).toBe([...instants].toSorted().at(-1));
    expect(card.total.byLevel).toMatchObject({ in_progress: paths.length + 2 });
  });

  it('never shows a scorecard whose figures do not add up', async () => {
    const kazakhstan = '/api/v1/plans/csto-2024-kazakhstan';
    const { body } = await service.http().get(`${kazakhstan}/objectives`).expect(200);
    const paths: string[] = body.items.map(
      ({ code }: { code: string }) => `${kazakhstan}/objectives/${code}`,
    );
    let writing = true;
    const seen = new Map<string, object>();
    let reads = 0;
    const reader = async (): Promise<void> => {
      while (writing) {
        // Sometimes as of this very moment, while somebody else is about to commit.
        const asked = reads++ % 3 === 0 ? { knownAt: new Date().toISOString() } : {};
        const answer = await service.http().get(`${kazakhstan}/scorecard`).query(asked).expect(200);
        const { asOf, knownAt, total, areas } = answer.body;
        for (const figure of ['objectives', 'assessed', 'complete', 'credit']) {
          const sum = areas.reduce((all: number, area: Json) => all + area[figure], 0);
          expect([figure, sum]).toEqual([figure, total[figure]]);
        }
        seen.set(answer.text, { asOf, knownAt });
      }
    };
    const readers = [reader(), reader(), reader()];
    for (let round = 0; round < 5; round++) {
      const written = paths.map(async (path) => write(path, await etagOf(service, path), `round ${round}`));
      expect((await Promise.all(written)).map((answer) => answer.status)).toEqual(paths.map(() => 201));
    }
    writing = false;
    await Promise.all(readers);
    expect(seen.size).toBeGreaterThan(3);
    for (const [text, query] of seen) {
      const again = await service.http().get(`${kazakhstan}/scorecard`).query(query).expect(200);
      expect(again.text).toBe(text);
    }
  });

  it.each([
    ['plan', '/api/v1/plans'],
    ['scale', '/api/v1/scales'],
    ['source', '/api/v1/sources'],
    ['objective', `${BELARUS}/objectives`],
    ['area', `${BELARUS}/areas`],
  ])('creates a %s once when many try, and tells the others', async (kind, path) => {
    const levels = [
      { slug: 'open', label: 'Open', assessed: false },
      { slug: 'done', label: 'Done', credit: 1, complete: true, final: true },
    ];
    const inputs: Record<string, object> = {
      plan: {
        slug: 'same-plan',
        title: 'The same',
        organization: { slug: 'same-organization', name: 'The same' },
        holder: { name: 'Somebody' },
        termStart: '2027-01-01',
        termEnd: '2027-12-31',
        assessors: [{ slug: 'same-assessor', name: 'The same', kind: 'independent' }],
      },
      scale: { slug: 'same-scale', name: 'The same', levels },
      source: { slug: 'same-source', title: 'The same' },
      objective: { code: 'SAME', area: 'mission', title: 'The same', basis: 'stated' },
      area: { code: 'same', name: 'The same' },
    };
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => service.http().post(path).send(inputs[kind])),
    );
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, ...Array(11).fill(409)]);
  });

  it('stores a passage once when many quote it', async () => {
    const words = { exact: 'said by many at once', paragraph: 2 };
    const post = () => service.http().post('/api/v1/sources/ciss-2023-12-04/passages').send(words);
    const answers = await Promise.all(Array.from({ length: 12 }, post));
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([...Array(11).fill(200), 201]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  });
});
