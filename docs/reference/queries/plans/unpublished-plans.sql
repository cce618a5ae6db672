-- Grain: one row a plan of those with the slugs $1 that is not published.
--
-- src/plans/plans.reader.ts

SELECT p.title, p.titles, p.state,
  CASE WHEN p.state = 'withdrawn' THEN json_build_object('at', to_char(p.withdrawn_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                                                        'rationale', p.withdrawal_rationale) END AS withdrawn FROM seen_plan p
          WHERE p.slug = ANY ($1::text[]) AND p.state <> 'published' ORDER BY p.slug
