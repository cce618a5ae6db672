import { expect } from '@jest/globals';
import type { Response, Test } from 'supertest';
import { fingerprint } from './api.js';
import type { TestService } from './service.js';

/** Sends a request that must be refused, and gives the answer. */
export type Refusals = (request: Test, status: number, type: string) => Promise<Response>;

/**
 * Holds answers against everything that is true of every refusal: status and type, a problem document with the
 * request's address and id, nothing of our inside, and a database as it is now.
 */
export async function refusalsOf(service: TestService): Promise<Refusals> {
  const before = await fingerprint(service);
  return async (request, status, type) => {
    const answer = await request.set('X-Request-Id', 'my-request.1');
    expect([answer.status, answer.body.type]).toEqual([status, `/problems/${type}`]);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers['x-request-id']).toBe('my-request.1');
    expect(answer.headers.etag).toBeUndefined();
    expect(answer.body).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
    const { pathname, search } = new URL(request.url);
    expect(answer.body.instance).toBe(pathname + search);
    expect(answer.text).not.toMatch(
      /\bat (file:|\S+ \()|node_modules|\.ts:|SELECT|QueryFailed|undefined|\[object/,
    );
    expect(await fingerprint(service)).toEqual(before);
    return answer;
  };
}
