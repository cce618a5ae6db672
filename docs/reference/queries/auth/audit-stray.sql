-- src/auth/audit.reader.ts

SELECT DISTINCT chain FROM audit_entry e WHERE NOT EXISTS (SELECT FROM audit_chain c WHERE c.chain = e.chain)
