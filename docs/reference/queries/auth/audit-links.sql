-- src/auth/audit.reader.ts

SELECT chain, position::int AS position,
  to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, actor, role, origin, action,
  request_id AS "requestId", outcome, subject, before, after,
  encode(previous, 'hex') AS previous, encode(hash, 'hex') AS hash FROM audit_entry WHERE chain = $1 AND position > $2 ORDER BY position LIMIT 1000
