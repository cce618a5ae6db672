import type { Response } from 'supertest';
import { etagOf } from './api.js';
import type { TestService } from './service.js';

/** Changes the thing at `path` by `verb` with the version that it has. */
export async function doWith(
  service: TestService,
  verb: 'post' | 'delete' | 'patch',
  path: string,
  of: string,
  body: object = {},
): Promise<Response> {
  const etag = await etagOf(service, of);
  return service.http()[verb](path).set('If-Match', etag).send(body);
}

export async function makePlan(
  service: TestService,
  slug: string,
  state = 'published',
  more: object = {},
): Promise<string> {
  await service
    .http()
    .post('/api/v1/plans')
    .send({
      slug,
      state,
      organization: { slug: 'bsec', name: 'Black Sea Economic Cooperation' },
      title: `The plan ${slug}`,
      holder: { name: 'Georgia' },
      termStart: '2024-01-01',
      termEnd: '2024-12-31',
      areas: [
        { code: '1', name: 'Trade' },
        { code: '2', name: 'Transport' },
      ],
      ...more,
    })
    .expect(201);
  return `/api/v1/plans/${slug}`;
}

export async function addObjective(
  service: TestService,
  plan: string,
  code: string,
  more: object = {},
): Promise<string> {
  const { headers } = await service
    .http()
    .post(`${plan}/objectives`)
    .send({ code, area: '1', title: `Objective ${code}`, basis: 'stated', ...more })
    .expect(201);
  return headers.location as string;
}
