-- Grain: one row, the organization.
--
-- src/plans/organizations/organizations.reader.ts

SELECT o.version,
    o.slug, o.name, o.names, o.acronym, o.acronyms,
           (SELECT coalesce(json_agg(json_build_object('slug', p.slug, 'title', p.title, 'titles', p.titles,
                     'holder', json_build_object('name', p.holder_name, 'names', p.holder_names, 'iso3166', p.holder_iso3166),
                     'termStart', p.term_start, 'termEnd', p.term_end, 'state', p.state)
                   ORDER BY p.term_start DESC, p.slug), '[]')
              FROM listed_plan p WHERE p.organization_id = o.id) AS plans FROM organization o WHERE o.slug = $1
