-- src/auth/tokens.service.ts

SELECT 1 FROM api_token WHERE revoked_at IS NULL AND coalesce(expires_at > now(), true) LIMIT 1
