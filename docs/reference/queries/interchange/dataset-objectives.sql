-- Grain: one row an objective of plan $1, struck ones too, in its order, with its earlier wordings.
--
-- src/interchange/dataset/plan-contents.sql.ts

WITH area_key AS MATERIALIZED (
  SELECT k.id, row_number() OVER (ORDER BY k.id) AS key FROM area k WHERE k.plan_id = $1
)
SELECT json_strip_nulls(json_build_object('type', 'objective', 'plan', p.slug, 'code', o.code, 'area', k.key, 'title', o.title, 'titles', nullif(o.titles, '{}'), 'basis', o.basis, 'text', o.text, 'note', o.note, 'tags', nullif(o.tags, '{}'), 'dueOn', o.due_on, 'responsible', o.responsible, 'position', o.position, 'version', o.version, 'knownFrom', to_char(o.known_from AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'struckAt', to_char(o.struck_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'strikeRationale', o.strike_rationale, 'statedIn', (SELECT json_agg(t.passage_id ORDER BY t.position, t.passage_id) FROM objective_statement t
       WHERE t.plan_id = o.plan_id AND t.objective_id = o.id), 'extras', (SELECT json_agg(json_build_object('name', x.name, 'value', x.value, 'path', x.path) ORDER BY x.position)
       FROM objective_extra x WHERE x.plan_id = o.plan_id AND x.objective_id = o.id), 'history', (SELECT json_agg(json_build_object('knownFrom', to_char(h.known_from AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'knownUntil', to_char(h.known_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'code', h.code, 'area', was.key, 'title', h.title,
       'titles', nullif(h.titles, '{}'), 'basis', h.basis, 'position', h.position) ORDER BY h.known_from)
       FROM objective_history h JOIN area_key was ON was.id = h.area_id WHERE h.plan_id = o.plan_id AND h.id = o.id)))::text AS record
  FROM objective o JOIN plan p ON p.id = o.plan_id JOIN area_key k ON k.id = o.area_id
 WHERE o.plan_id = $1
 ORDER BY o.position
