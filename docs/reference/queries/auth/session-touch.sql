-- src/auth/sessions.service.ts

UPDATE session SET seen_at = now() WHERE secret_sha256 = $1
