-- Grain: one row, the two plans with their wording and what is linked.
--
-- src/comparison/suggestions.reader.ts

  SELECT
(SELECT coalesce(json_agg(json_build_object('code', o.code, 'title', o.title, 'area', a.name) ORDER BY o.position), '[]')
   FROM objective o JOIN area a ON a.plan_id = o.plan_id AND a.id = o.area_id WHERE o.plan_id = $1 AND o.struck_at IS NULL) AS "from",
(SELECT coalesce(json_agg(json_build_object('code', o.code, 'title', o.title, 'area', a.name) ORDER BY o.position), '[]')
   FROM objective o JOIN area a ON a.plan_id = o.plan_id AND a.id = o.area_id WHERE o.plan_id = $2 AND o.struck_at IS NULL) AS "to",
         (SELECT json_agg(DISTINCT word) FROM plan p JOIN organization x ON x.id = p.organization_id
           CROSS JOIN unnest(ARRAY[x.name, x.acronym]) word WHERE p.id IN ($1, $2) AND word IS NOT NULL) AS own,
         (SELECT coalesce(json_agg(json_build_object('from', f.code, 'to', t.code, 'state', l.state, 'id', l.id,
                                                     'version', l.version, 'relation', l.relation,
                                                     'rationale', l.rationale, 'decidedBy', l.decided_by,
                                                     'suggestedReason', l.suggested_reason)), '[]')
            FROM objective_link l
            JOIN objective f ON f.plan_id = l.plan_id AND f.id = l.objective_id AND f.struck_at IS NULL
            JOIN objective t ON t.plan_id = l.later_plan_id AND t.id = l.later_objective_id AND t.struck_at IS NULL
           WHERE l.plan_id = $1 AND l.later_plan_id = $2) AS links,
         (SELECT coalesce(json_agg(json_build_object('from', f.code, 'to', t.code)), '[]')
            FROM objective_decision d
            LEFT JOIN objective f ON f.plan_id = d.plan_id AND f.id = d.objective_id
            LEFT JOIN objective t ON t.plan_id = d.later_plan_id AND t.id = d.later_objective_id
           WHERE d.plan_id = $1 AND d.later_plan_id = $2 AND d.decision <> 'undecided') AS closed
