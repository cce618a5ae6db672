-- src/auth/audit.reader.ts

SELECT chain, length::int AS length, encode(head, 'hex') AS head FROM audit_chain ORDER BY chain
