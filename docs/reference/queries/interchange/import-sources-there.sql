-- Grain: one row a source of the file that is here already: by its address, however it is written, or, where it has none, by its
-- title among the sources of the plan $4. $1 keys, $2 addresses and $3 titles in one order.
--
-- src/interchange/import/plan-state.sql.ts

SELECT k.key, s.id, s.slug
  FROM unnest($1::text[], $2::text[], $3::text[]) AS k (key, url, title)
  JOIN LATERAL (
    SELECT x.id, x.slug FROM source x WHERE address_key(x.url) = address_key(k.url)
    UNION ALL
    SELECT x.id, x.slug FROM plan_source c JOIN source x ON x.id = c.source_id
     WHERE k.url IS NULL AND c.plan_id = $4 AND x.title = k.title
     ORDER BY id LIMIT 1
  ) s ON true
