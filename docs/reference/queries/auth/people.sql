-- Grain: a person with sessions that are open; as many rows are read as there are sessions that have not been tidied away.
--
-- src/auth/sessions.service.ts

SELECT p.id, p.name, p.issuer, p.role, count(*)::int AS sessions, to_char(p.signed_in_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "signedInAt",
                to_char(max(s.seen_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "lastSeenAt"
           FROM session s JOIN person p ON p.id = s.person_id
          WHERE s.created_at > now() - $2::int * interval '1 hour' AND s.seen_at > now() - $3::int * interval '1 minute' AND ($4::text IS NULL OR (p.name, p.id) > ($4, $5))
          GROUP BY p.id ORDER BY p.name, p.id LIMIT $1
