import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { computeScorecard, type ScorecardFacts } from '../src/reporting/scorecard/scorecard.js';
import { digestOf } from '../src/reporting/scorecard/digest.js';
import { SCORECARD_NOW, SCORECARD_THEN } from '../src/reporting/scorecard/scorecard.sql.js';
import { serveAsChild } from './child.js';

/**
 * The floor: the least that gives the scorecard's bytes on this stack. Node's own HTTP server, pg, the same prepared
 * statement and the same arithmetic, and nothing else: no validation, no errors, no log, no request id, no ETag.
 */
await serveAsChild(async ({ databaseUrl, poolSize }) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize });
  const server = createServer((request, response) => {
    void answer(pool, request.url ?? '').then((body) => {
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
      });
      response.end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
});

const PLAN_AT = '/api/v1/plans/'.length;

async function answer(pool: pg.Pool, url: string): Promise<string> {
  const plan = url.slice(PLAN_AT, url.indexOf('/', PLAN_AT));
  const queryAt = url.indexOf('?');
  const query = queryAt < 0 ? undefined : new URLSearchParams(url.slice(queryAt));
  const asOf = query?.get('asOf') ?? new Date().toISOString().slice(0, 10);
  const knownAt = query?.get('knownAt');
  const { rows } = await pool.query<ScorecardFacts & { revisedAt: Date }>(
    query === undefined
      ? { ...SCORECARD_NOW, values: [plan, null, 'en'] }
      : { ...SCORECARD_THEN, values: [plan, null, 'en', asOf, knownAt] },
  );
  const [facts] = rows;
  if (!facts) throw new Error(`no plan ${plan}`);
  const known = knownAt ? new Date(knownAt) : facts.revisedAt;
  const scorecard = computeScorecard(facts, { asOf, knownAt: known.toISOString(), language: 'en' });
  return JSON.stringify({ ...scorecard, digest: digestOf(scorecard) });
}
