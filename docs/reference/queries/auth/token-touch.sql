-- src/auth/tokens.service.ts

UPDATE api_token SET last_used_at = date_trunc('minute', now())
          WHERE id = $1 AND coalesce(last_used_at < now() - interval '1 minute', true)
