-- src/auth/sessions.service.ts

SELECT name FROM person WHERE issuer = 'local' AND subject = name ORDER BY signed_in_at DESC LIMIT 1
