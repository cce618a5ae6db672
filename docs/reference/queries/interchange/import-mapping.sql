-- Grain: at most one row, what is known of the files of the organization $1.
--
-- src/interchange/import/file-import.ts

SELECT mapping FROM import_mapping WHERE organization_id = $1
