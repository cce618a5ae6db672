-- src/auth/request-counts.ts

INSERT INTO request_count AS c (key, window_end, requests)
         VALUES ($1, clock_timestamp() + $3 * interval '1 millisecond', $2)
         ON CONFLICT (key) DO UPDATE SET
           requests = CASE WHEN c.window_end < clock_timestamp() THEN 0 ELSE c.requests END + $2,
           window_end = CASE WHEN c.window_end < clock_timestamp() THEN excluded.window_end ELSE c.window_end END
         RETURNING requests, extract(epoch FROM window_end - clock_timestamp()) * 1000 AS left
