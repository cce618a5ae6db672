-- Grain: one row, the counts of one source's quotations by anchor.
--
-- src/sources/places.reader.ts

SELECT count(*) FILTER (WHERE g.anchor = 'verified')::int AS verified,
       count(*) FILTER (WHERE g.anchor = 'relocated')::int AS relocated,
       count(*) FILTER (WHERE g.anchor = 'ambiguous')::int AS ambiguous,
       count(*) FILTER (WHERE g.anchor = 'lost')::int AS lost,
       count(*) FILTER (WHERE g.anchor = 'unverified')::int AS unverified
  FROM passage g WHERE g.source_id = (SELECT id FROM source WHERE slug = $1) AND g.exact IS NOT NULL
