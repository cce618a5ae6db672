-- src/auth/tokens.service.ts

SELECT id, name, role, secret_sha256, last_used_at < now() - interval '1 minute' OR last_used_at IS NULL AS stale
           FROM api_token WHERE secret_sha256 = $1 AND revoked_at IS NULL AND coalesce(expires_at > now(), true)
