import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BELARUS, change, citing, etagOf, rating, record } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const CARD = `${BELARUS}/scorecard`;

describe('two assessors of one plan', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  it('computes independent scorecards for two assessors', async () => {
    const critics = { slug: 'critics', name: 'Critics', kind: 'independent' };
    await change(service, BELARUS, { assessors: [critics] });
    const objective = `${BELARUS}/objectives/INT-01`;
    const { status } = await record(
      service,
      objective,
      rating('not_implemented', '2023-12-01', {
        assessor: 'critics',
        cause: 'internal',
        evidence: [citing('Nothing came of it.', 'contradicts')],
      }),
    );
    expect(status).toBe(201);
    const theirs = await service.http().get(CARD).query({ assessor: 'critics' }).expect(200);
    expect(theirs.body).toMatchObject({
      assessor: { slug: 'critics', kind: 'independent' },
      total: { objectives: 34, assessed: 1, complete: 0, byLevel: { not_assessed: 33, not_implemented: 1 } },
      notComplete: [{ code: 'INT-01', cause: 'internal', evidence: ['Nothing came of it.'] }],
    });
    const own = await service.http().get(CARD).expect(200);
    expect(own.body).toMatchObject({
      assessor: { slug: 'presidency' },
      total: { assessed: 34, complete: 32 },
    });
    const listed = await service.http().get(objective).query({ assessor: 'critics' }).expect(200);
    expect(listed.body).toMatchObject({ status: 'not_implemented', assessor: 'critics' });
    expect((await service.http().get(objective).expect(200)).body.status).toBe('implemented');
    expect(await etagOf(service, objective)).toBe(listed.headers.etag);
  });
});
