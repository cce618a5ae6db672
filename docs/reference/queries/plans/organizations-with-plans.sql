-- Grain: one row an organization, by its slug.
--
-- src/plans/organizations/organizations.reader.ts

SELECT
    o.slug, o.name, o.names, o.acronym, o.acronyms,
           (SELECT coalesce(json_agg(json_build_object('slug', p.slug, 'title', p.title, 'titles', p.titles,
                     'holder', json_build_object('name', p.holder_name, 'names', p.holder_names, 'iso3166', p.holder_iso3166),
                     'termStart', p.term_start, 'termEnd', p.term_end, 'state', p.state)
                   ORDER BY p.term_start DESC, p.slug), '[]')
              FROM listed_plan p WHERE p.organization_id = o.id) AS plans FROM organization o WHERE ($1::text IS NULL OR o.slug > $1) ORDER BY o.slug LIMIT $2
