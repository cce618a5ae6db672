-- src/plans/scales/scales.reader.ts

SELECT s.slug, s.name, s.names, s.description, s.source, s.source_url AS "sourceUrl",
  s.source_checked_on AS "sourceCheckedOn",
  (SELECT json_agg(json_build_object('slug', l.slug, 'label', l.label, 'labels', l.labels, 'credit', l.credit, 'complete', l.complete,
            'final', l.final, 'assessed', l.assessed, 'applicable', l.applicable) ORDER BY l.position)
     FROM rating_level l WHERE l.scale_id = s.id) AS levels FROM rating_scale s WHERE s.slug = $1
