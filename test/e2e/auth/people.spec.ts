import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pagesOf } from '../../support/api.js';
import { signedIn } from '../../support/hostile-records.js';
import { NOBODY } from '../../support/operations.js';
import { startService, type TestService } from '../../support/service.js';

const PEOPLE = '/api/v1/people';

describe('people who are signed in', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ seed: false, settings: { SESSION_IDLE_MINUTES: 30 } });
  });
  afterAll(() => service.stop());

  const whoIs = async (cookie: string): Promise<string> =>
    (await service.as(undefined).get('/api/v1/session').set('Cookie', cookie).expect(200)).body.name;

  it('lists each signed-in person once with their role and no secret', async () => {
    await signedIn(service, 'editor', 'Boris');
    await signedIn(service, 'editor', 'Boris');
    await signedIn(service, 'analyst', 'Anna');
    const { body, text } = await service.http().get(PEOPLE).expect(200);
    expect(body.items).toEqual([
      expect.objectContaining({ name: 'Anna', role: 'analyst', sessions: 1 }),
      expect.objectContaining({ name: 'Boris', role: 'editor', sessions: 2 }),
    ]);
    expect(Object.keys(body.items[0]).sort()).toEqual(
      ['id', 'issuer', 'lastSeenAt', 'name', 'role', 'sessions', 'signedInAt'].sort(),
    );
    expect(text).not.toMatch(/csrf|secret/);
    const pages = await pagesOf<{ name: string }>(service, `${PEOPLE}?limit=1`);
    expect(pages.map((page) => page.map(({ name }) => name))).toEqual([['Anna'], ['Boris']]);
  });

  it('omits people whose sessions have ended', async () => {
    const { personId } = await signedIn(service, 'reader', 'Late');
    await service.database.source.query(
      `UPDATE session SET seen_at = now() - interval '31 minutes' WHERE person_id = $1`,
      [personId],
    );
    const { body } = await service.http().get(PEOPLE).expect(200);
    expect(JSON.stringify(body)).not.toContain('Late');
  });

  it('ends all sessions of a person at once and logs who did it', async () => {
    const one = await signedIn(service, 'editor', 'Clara');
    const two = await signedIn(service, 'editor', 'Clara');
    const other = await signedIn(service, 'editor', 'Dora');
    expect(await whoIs(one.cookie)).toBe('Clara');
    const ended = await service
      .http()
      .delete(`${PEOPLE}/${one.personId}/sessions`)
      .set('X-Request-Id', 'ending-1')
      .expect(204);
    expect(ended.text).toBe('');
    expect([await whoIs(one.cookie), await whoIs(two.cookie)]).toEqual(['anonymous', 'anonymous']);
    expect(await whoIs(other.cookie)).toBe('Dora');
    const { items } = (await service.http().get('/api/v1/audit?requestId=ending-1').expect(200)).body;
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({
      actor: expect.stringMatching(/^token:/),
      subject: 'session',
      before: { person_id: one.personId },
      after: null,
    });
  });

  it.each([NOBODY, 'x', "x' OR 1=1 --"])('identifies people by id only: %s', async (id) => {
    const answer = await service
      .http()
      .delete(`${PEOPLE}/${encodeURIComponent(id)}/sessions`)
      .expect(404);
    expect(answer.body.type).toBe('/problems/not-found');
  });
});
