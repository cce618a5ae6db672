import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Seeds } from '../../../src/interchange/seeds.js';
import { BELARUS, fingerprint } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const SCALES = '/api/v1/scales';
const YES_NO = {
  slug: 'yes-no',
  name: 'Yes or no',
  levels: [
    { slug: 'open', label: 'Open', assessed: false },
    { slug: 'yes', label: 'Yes', credit: 1, complete: true, final: true },
    { slug: 'no', label: 'No', credit: 0 },
    { slug: 'moot', label: 'Moot', applicable: false },
  ],
};
const TO_COMPLETION = [
  { from: 'open', to: 'not_assessed' },
  { from: 'yes', to: 'implemented', note: 'A plain yes.' },
  { from: 'no', to: 'not_implemented' },
  { from: 'moot', to: 'not_applicable' },
];

describe('reading one scale on another', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startService();
    await service.http().post(SCALES).send(YES_NO).expect(201);
  });
  afterAll(() => service.stop());

  it("ships mappings from the field's scales to ours, each level once", async () => {
    const { body: scales } = await service.http().get(SCALES).expect(200);
    for (const slug of [
      'g20-compliance',
      'ogp-completion',
      'canada-mandate-tracker',
      'politifact-promises',
      'polimeter',
    ]) {
      const { levels } = scales.items.find((scale: { slug: string }) => scale.slug === slug);
      const { body: mapping } = await service.http().get(`${SCALES}/${slug}/mappings/completion`).expect(200);
      expect(mapping.levels.map(({ from }: { from: string }) => from)).toEqual(
        levels.map((level: { slug: string }) => level.slug),
      );
    }
    const { body: list } = await service.http().get(`${SCALES}/completion/mappings`).expect(200);
    expect(list.items.map(({ to }: { to: string }) => to)).toEqual(['g20-compliance']);
  });

  it('shows the scorecard on another scale and says so', async () => {
    const { body: own } = await service.http().get(`${BELARUS}/scorecard`).expect(200);
    const { body: read } = await service.http().get(`${BELARUS}/scorecard?scale=g20-compliance`).expect(200);
    expect(read.mapped).toEqual({ from: 'completion', to: 'g20-compliance' });
    expect(read.total.byLevel).toEqual({ no_compliance: 2, full_compliance: 32 });
    expect(read.notComplete.map(({ level }: { level: string }) => level)).toEqual([
      'no_compliance',
      'no_compliance',
    ]);
    expect({ ...read.total, byLevel: own.total.byLevel }).toEqual(own.total);
    const { body: same } = await service.http().get(`${BELARUS}/scorecard?scale=completion`).expect(200);
    expect(same).toEqual(own);
    const then = `asOf=2023-09-30&knownAt=${own.knownAt}`;
    const { body: past } = await service
      .http()
      .get(`${BELARUS}/scorecard?${then}&scale=g20-compliance`)
      .expect(200);
    expect(past.total.byLevel).toEqual({ not_assessed: 30, full_compliance: 4 });
  });

  it('refuses an unreachable scale and lists the reachable ones', async () => {
    for (const scale of ['polimeter', 'no-such-scale']) {
      const { body } = await service.http().get(`${BELARUS}/scorecard?scale=${scale}`).expect(400);
      expect(body.errors[0].pointer).toBe('?scale');
      expect(body.detail).toContain('uses the rating scale "completion"');
      expect(body.detail).toContain('it is mapped to g20-compliance');
    }
    await service.http().get('/api/v1/plans/none/scorecard?scale=polimeter').expect(404);
  });

  it.each([
    [
      'lacks a level',
      { to: 'completion', levels: TO_COMPLETION.slice(1) },
      '/levels',
      'these are missing: open',
    ],
    [
      'names a level twice',
      { to: 'completion', levels: [...TO_COMPLETION, TO_COMPLETION[2]] },
      '/levels/4/from',
      'is mapped twice',
    ],
    [
      'reads a level that is not there',
      { to: 'completion', levels: [...TO_COMPLETION, { from: 'may-be', to: 'in_progress' }] },
      '/levels/4/from',
      'not a level of "yes-no"; its levels are open, yes',
    ],
    [
      'leads to a level that is not there',
      { to: 'completion', levels: [...TO_COMPLETION.slice(0, 3), { from: 'moot', to: 'gone' }] },
      '/levels/3/to',
      'not a level of "completion"',
    ],
    [
      'takes an open question for an answer',
      { to: 'completion', levels: [{ from: 'open', to: 'not_started' }, ...TO_COMPLETION.slice(1)] },
      '/levels/0/to',
      '"assessed" is false',
    ],
    [
      'makes done what was not done',
      {
        to: 'completion',
        levels: [...TO_COMPLETION.slice(0, 2), { from: 'no', to: 'implemented' }, TO_COMPLETION[3]],
      },
      '/levels/2/to',
      '"complete" is false of "no" and true of "implemented"',
    ],
    ['leads to itself', { to: 'yes-no', levels: TO_COMPLETION }, '/to', 'another scale'],
    ['leads nowhere', { to: 'no-such-scale', levels: TO_COMPLETION }, '/to', 'does not exist'],
  ])('refuses a mapping that %s', async (_what, input, pointer, message) => {
    const { body } = await service.http().post(`${SCALES}/yes-no/mappings`).send(input).expect(422);
    expect(body.errors).toEqual([{ pointer, message: expect.stringContaining(message) }]);
  });

  it('stores a mapping once and never changes it', async () => {
    const input = { to: 'completion', levels: TO_COMPLETION };
    const { body, headers } = await service.http().post(`${SCALES}/yes-no/mappings`).send(input).expect(201);
    expect(headers.location).toBe(`${SCALES}/yes-no/mappings/completion`);
    expect(body).toEqual({
      from: 'yes-no',
      to: 'completion',
      levels: TO_COMPLETION.map((level) => ({ note: null, ...level })),
    });
    expect(
      (
        await service
          .http()
          .get(headers.location as string)
          .expect(200)
      ).body,
    ).toEqual(body);
    await service.http().post(`${SCALES}/yes-no/mappings`).send(input).expect(409);
    await service.http().post(`${SCALES}/no-such-scale/mappings`).send(input).expect(404);
    await service.http().get(`${SCALES}/yes-no/mappings/polimeter`).expect(404);
    for (const statement of [
      'DELETE FROM scale_mapping',
      `UPDATE scale_mapping SET note = 'x'`,
      'TRUNCATE scale_mapping',
    ]) {
      await expect(service.database.source.query(statement)).rejects.toThrow('append-only');
    }
  });

  it('keeps mappings unchanged at the next start', async () => {
    const before = await fingerprint(service);
    const [{ count }] = await service.database.source.query('SELECT count(*) FROM scale_mapping');
    await service.app.get(Seeds).loadScales();
    expect(await fingerprint(service)).toEqual(before);
    expect(await service.database.source.query('SELECT count(*) FROM scale_mapping')).toEqual([{ count }]);
  });
});
