-- Grain: at most one row, the organization with the slug $1.
--
-- src/interchange/import/file-import.ts

SELECT id FROM organization WHERE slug = $1
