-- src/auth/audit.reader.ts

SELECT chain, position::int AS position,
  to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, actor, role, origin, action,
  request_id AS "requestId", outcome, subject, before, after,
  encode(previous, 'hex') AS previous, encode(hash, 'hex') AS hash, (SELECT slug FROM plan WHERE e.chain = 'plan/' || id) AS plan
           FROM audit_entry e
          WHERE ($2::text IS NULL OR chain = (SELECT 'plan/' || id FROM plan WHERE slug = $2))
            AND ($3::text IS NULL OR actor = $3) AND ($4::text IS NULL OR outcome = $4)
            AND ($5::text IS NULL OR request_id = $5)
            AND ($6::timestamptz IS NULL OR (at, chain, position) < ($6, $7, $8))
          ORDER BY at DESC, chain DESC, position DESC LIMIT $1
