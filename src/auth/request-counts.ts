import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import type { Reads } from '../database/reads.js';

/** A share of a window's requests that this process may let through without asking again. */
interface Lease {
  /** Requests counted so far, by all processes, as far as this one knows. */
  current: number;
  /** Up to which count they are this process's own. */
  until: number;
  /** When the window ends, in milliseconds. */
  end: number;
}

/** How many leases a full window holds: the counts of several processes can be wrong by a lease each. */
const LEASES = 20;
const MOST_KEYS = 20_000;

const TAKE = {
  name: 'request-count-take',
  text: `INSERT INTO request_count AS c (key, window_end, requests)
         VALUES ($1, clock_timestamp() + $3 * interval '1 millisecond', $2)
         ON CONFLICT (key) DO UPDATE SET
           requests = CASE WHEN c.window_end < clock_timestamp() THEN 0 ELSE c.requests END + $2,
           window_end = CASE WHEN c.window_end < clock_timestamp() THEN excluded.window_end ELSE c.window_end END
         RETURNING requests, extract(epoch FROM window_end - clock_timestamp()) * 1000 AS left`,
};

type Counted = { current: number; ttl: number };

/**
 * Counts requests in Postgres, for all processes together. Each takes a twentieth of the limit at a time, so that it
 * has to ask Postgres for one request in twenty-odd only, and not at all once a limit is reached.
 */
export function requestCounts(reads: Reads): FastifyRateLimitStoreCtor {
  const leases = new Map<string, Lease>();
  const taking = new Map<string, Promise<Lease>>();

  async function take(key: string, window: number, max: number): Promise<Lease> {
    const share = Math.max(1, Math.floor(max / LEASES));
    const [row] = await reads.rows<{ requests: number; left: string }>(TAKE, [key, share, window]);
    const requests = row!.requests;
    const lease = { current: requests - share, until: requests, end: Date.now() + Number(row!.left) };
    leases.delete(key);
    leases.set(key, lease);
    if (leases.size > MOST_KEYS) leases.delete(leases.keys().next().value!);
    return lease;
  }

  async function count(key: string, window: number, max: number): Promise<Counted> {
    for (;;) {
      let lease = leases.get(key);
      const isOver = lease === undefined || lease.end <= Date.now();
      if (isOver || (lease!.current >= lease!.until && lease!.current <= max)) {
        // Requests that come at the same time share one question.
        const asked = taking.get(key) ?? take(key, window, max).finally(() => taking.delete(key));
        taking.set(key, asked);
        lease = await asked;
        if (lease.current >= lease.until && lease.current <= max) continue;
      }
      lease!.current += 1;
      return { current: lease!.current, ttl: Math.max(0, lease!.end - Date.now()) };
    }
  }

  return class implements FastifyRateLimitStore {
    incr(
      key: string,
      done: (error: Error | null, result?: Counted) => void,
      window?: number,
      max?: number,
    ): void {
      count(key, window!, max!).then((result) => done(null, result), done);
    }
    child(): FastifyRateLimitStore {
      return this;
    }
  };
}
