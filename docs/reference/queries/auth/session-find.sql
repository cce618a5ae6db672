-- src/auth/sessions.service.ts

SELECT s.secret_sha256, s.person_id, p.name, s.role, s.csrf, p.issuer = 'local' AS local, s.seen_at < now() - interval '1 minute' AS stale
           FROM session s JOIN person p ON p.id = s.person_id WHERE s.secret_sha256 = $1 AND s.created_at > now() - $2::int * interval '1 hour' AND s.seen_at > now() - $3::int * interval '1 minute'
