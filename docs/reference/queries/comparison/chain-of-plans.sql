-- Grain: one row, the organization $1 with its plans in the order of their terms, and the confirmed links and decisions
-- between them.
--
-- src/comparison/chain.reader.ts

SELECT (SELECT coalesce(json_agg(json_build_object('id', p.id, 'slug', p.slug, 'title', p.title,
                 'holder', p.holder_name, 'termStart', p.term_start, 'termEnd', p.term_end,
                 'objectives', (SELECT count(*) FROM objective x WHERE x.plan_id = p.id AND x.struck_at IS NULL))
               ORDER BY p.term_start, p.term_end, p.slug), '[]')
          FROM listed_plan p WHERE p.organization_id = o.id) AS plans,
       (SELECT coalesce(json_agg(json_build_object('fromPlan', l.plan_id, 'from', l.objective_id,
                 'toPlan', l.later_plan_id, 'to', l.later_objective_id, 'relation', l.relation)), '[]')
          FROM listed_plan p JOIN objective_link l ON l.plan_id = p.id AND l.state = 'confirmed'
          JOIN objective f ON f.plan_id = l.plan_id AND f.id = l.objective_id AND f.struck_at IS NULL
          JOIN objective g ON g.plan_id = l.later_plan_id AND g.id = l.later_objective_id AND g.struck_at IS NULL
          JOIN listed_plan t ON t.id = l.later_plan_id AND t.organization_id = o.id
         WHERE p.organization_id = o.id) AS links,
       (SELECT coalesce(json_agg(json_build_object('fromPlan', d.plan_id, 'toPlan', d.later_plan_id,
                 'side', CASE WHEN d.objective_id IS NULL THEN 'to' ELSE 'from' END,
                 'objective', coalesce(d.objective_id, d.later_objective_id),
                 'assessed', coalesce(l.assessed, false), 'applicable', coalesce(l.applicable, true),
                 'complete', coalesce(l.complete, false))), '[]')
          FROM listed_plan p JOIN objective_decision d ON d.plan_id = p.id AND d.decision <> 'undecided'
          JOIN listed_plan t ON t.id = d.later_plan_id AND t.organization_id = o.id
          LEFT JOIN current_rating c ON c.plan_id = p.id AND c.assessor_id = p.default_assessor_id
            AND c.objective_id = d.objective_id
          LEFT JOIN rating_level l ON l.scale_id = p.scale_id AND l.slug = c.level
         WHERE p.organization_id = o.id
           AND NOT EXISTS (SELECT FROM objective x WHERE x.struck_at IS NOT NULL
                              AND (x.plan_id, x.id) IN ((d.plan_id, d.objective_id),
                                                        (d.later_plan_id, d.later_objective_id)))) AS decisions
  FROM organization o WHERE o.slug = $1
