import type { Response } from 'supertest';
import type { TestService } from './service.js';

/** Untyped JSON, as Supertest gives it: tests look into it freely. */
export type Json = Response['body'];

/** The plan of the first case. */
export const BELARUS = '/api/v1/plans/csto-2023-belarus';

/** The levels that need no evidence and no more than a day and a rationale. */
export function rating(status: string, effectiveOn: string, more: object = {}): Record<string, unknown> {
  return { status, effectiveOn, rationale: `It is ${status}.`, ...more };
}

/** What the presidency of the first case says of itself, recorded as its own account. */
export function transcribed(status: string, effectiveOn: string, more: object = {}): Record<string, unknown> {
  return rating(status, effectiveOn, { assessor: 'presidency', ...more });
}

/** A citation as evidence, in words of our own. */
export function citing(summary: string, bearing = 'supports'): Record<string, unknown> {
  return { source: 'ciss-2023-12-04', summary, bearing };
}

/** The entity tag that a change of the thing at `path` has to name. */
export async function etagOf(service: TestService, path: string): Promise<string> {
  const answer = await service.http().get(path).expect(200);
  return answer.headers.etag as string;
}

/** Reads the thing at `path` and then changes it with the version that it read. */
export async function change(service: TestService, path: string, body: object): Promise<Response> {
  const etag = await etagOf(service, path);
  return service.http().patch(path).set('If-Match', etag).send(body).expect(200);
}

/** Reads the objective at `path` and records a rating of it. */
export async function record(service: TestService, path: string, body: object): Promise<Response> {
  const etag = await etagOf(service, path);
  return service.http().post(`${path}/assessments`).set('If-Match', etag).send(body);
}

/** Reads the objective at `path` and withdraws one of its assessments. */
export async function retract(service: TestService, path: string, id: string): Promise<Response> {
  const etag = await etagOf(service, path);
  const address = `${path}/assessments/${id}/retraction`;
  return service.http().post(address).set('If-Match', etag).send({ rationale: 'It was a slip.' });
}

/** All items of a list, page by page, by the addresses in its Link headers. */
export async function pagesOf<T>(service: TestService, path: string): Promise<T[][]> {
  const pages: T[][] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const answer: Response = await service.http().get(next).expect(200);
    pages.push(answer.body.items);
    next = /^<([^>]+)>; rel="next"$/.exec(answer.headers.link ?? '')?.[1];
    if ((next === undefined) !== (answer.body.nextCursor === null))
      throw new Error('Link and nextCursor disagree');
    if (pages.length > 500) throw new Error(`${path} has no end`);
  }
  return pages;
}

const TABLES = `organization rating_scale rating_level assessor plan plan_assessor area objective plan_history
  area_history objective_history source passage objective_statement claim assessment evidence evidence_reading current_rating
  idempotency_key`.split(/\s+/);

/** How many rows each table holds, and the revision and instant of each plan: equal before and after what changes nothing. */
export async function fingerprint(service: TestService): Promise<unknown> {
  const counts = TABLES.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`).join(', ');
  const [row] = await service.database.source.query(
    `SELECT ${counts}, (SELECT json_agg(json_build_array(slug, version, revision, revised_at) ORDER BY id) FROM plan) AS plans,
            (SELECT sum(version) FROM objective) AS versions`,
  );
  return row;
}
