-- Grain: one row a plan, newest term first. $1 organization or null, $2 pattern or null, $3/$4 the last row before, $5 how many, $6 state or null.
--
-- src/plans/plans.reader.ts

  SELECT
p.slug, json_build_object('slug', o.slug, 'name', o.name, 'names', o.names, 'acronym', o.acronym,
                            'acronyms', o.acronyms) AS organization,
p.title, p.titles,
json_build_object('name', p.holder_name, 'names', p.holder_names, 'iso3166', p.holder_iso3166) AS holder,
p.term_start AS "termStart", p.term_end AS "termEnd", p.state,
         (SELECT count(*)::int FROM objective x WHERE x.plan_id = p.id AND x.struck_at IS NULL) AS objectives
    FROM seen_plan p JOIN organization o ON o.id = p.organization_id
   WHERE ($1::text IS NULL OR o.slug = $1)
     AND ($2::text IS NULL OR filter_fold(p.title) LIKE filter_fold($2) OR filter_fold(p.holder_name) LIKE filter_fold($2)
          OR p.slug LIKE filter_fold($2))
     AND ($3::date IS NULL OR p.term_start < $3 OR (p.term_start = $3 AND p.slug > $4))
     AND CASE WHEN $6::text IS NULL THEN p.state <> 'withdrawn' ELSE p.state = $6 END
   ORDER BY p.term_start DESC, p.slug
   LIMIT $5
