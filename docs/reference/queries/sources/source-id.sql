-- src/sources/sources.reader.ts

SELECT id FROM source WHERE slug = $1
