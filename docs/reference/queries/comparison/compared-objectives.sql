-- Grain: one row an objective of the plan with the id $1, in its order, as assessor $2 saw it on the day $4 as far as
-- was known at the instant $5, titled in the language $3: the moment that the plan's scorecard carries, so that both say the same.
--
-- src/comparison/comparison.sql.ts

WITH p AS MATERIALIZED (
  SELECT p.id, coalesce(
    (SELECT h.scale_id FROM plan_history h
      WHERE $5::timestamptz IS NOT NULL AND h.plan_id = p.id
        AND h.known_from <= greatest($5::timestamptz, p.created_at) AND h.known_until > greatest($5::timestamptz, p.created_at)
      LIMIT 1), p.scale_id) AS scale_id, $5::timestamptz AS known_at, greatest($5::timestamptz, p.created_at) AS worded_at
    FROM plan p WHERE p.id = $1
), who AS MATERIALIZED (
  SELECT a.id FROM assessor a WHERE a.slug = $2
)
SELECT o.id, o.code, coalesce(o.titles ->> $3::text, o.title) AS title, a.code AS area,
       coalesce(r.level, (SELECT n.slug FROM rating_level n WHERE n.scale_id = p.scale_id AND NOT n.assessed)) AS level,
       CASE WHEN coalesce(l.complete, false) THEN
            CASE WHEN r.contradicts > r.unread_contradicts THEN 'contested'
                 WHEN r.qualifies > r.unread_qualifies AND r.contradicts = 0 THEN 'qualified'
                 WHEN r.unread > 0 THEN 'unread'
                 WHEN r.supports > 0 THEN 'firm'
                 ELSE 'unsupported' END
          END AS strength
  FROM p CROSS JOIN who
  JOIN LATERAL (
      SELECT x.id, x.position, x.code, x.title, x.titles, x.basis, x.area_id FROM objective x
       WHERE x.plan_id = p.id AND x.known_from <= p.worded_at AND (x.struck_at IS NULL OR x.struck_at > p.worded_at)
      UNION ALL
      SELECT h.id, h.position, h.code, h.title, h.titles, h.basis, h.area_id FROM objective_history h
       WHERE h.plan_id = p.id AND h.known_from <= p.worded_at AND h.known_until > p.worded_at) o ON true
  JOIN LATERAL (
    SELECT x.code FROM area x WHERE x.plan_id = p.id AND x.id = o.area_id AND x.known_from <= p.worded_at
     UNION ALL
    SELECT h.code FROM area_history h WHERE h.plan_id = p.id AND h.id = o.area_id
       AND h.known_from <= p.worded_at AND h.known_until > p.worded_at
  ) a ON true
  LEFT JOIN LATERAL (
    SELECT last.level,
           count(*) FILTER (WHERE e.bearing = 'supports') AS supports,
             count(*) FILTER (WHERE e.bearing = 'qualifies') AS qualifies,
             count(*) FILTER (WHERE e.bearing = 'contradicts') AS contradicts,
             count(*) FILTER (WHERE e.unread AND d.read_at IS NULL) AS unread,
             count(*) FILTER (WHERE e.unread AND d.read_at IS NULL AND e.bearing = 'qualifies') AS unread_qualifies,
             count(*) FILTER (WHERE e.unread AND d.read_at IS NULL AND e.bearing = 'contradicts') AS unread_contradicts
      FROM (
      SELECT y.id, y.level, y.cause, y.effective_on FROM assessment y
       WHERE y.plan_id = p.id AND y.objective_id = o.id AND y.assessor_id = who.id
         AND y.effective_on <= $4::date AND y.recorded_at <= p.known_at
         AND NOT EXISTS (SELECT FROM assessment z WHERE z.plan_id = p.id AND z.retracts = y.id
                            AND z.recorded_at <= p.known_at)
       ORDER BY y.effective_on DESC, y.recorded_at DESC, y.id DESC
       LIMIT 1) last
      LEFT JOIN evidence e ON e.plan_id = p.id AND e.assessment_id = last.id
        LEFT JOIN evidence_reading d ON e.unread AND d.plan_id = e.plan_id AND d.assessment_id = e.assessment_id
         AND d.position = e.position AND d.read_at <= p.known_at
     GROUP BY last.level
  ) r ON true
  LEFT JOIN rating_level l ON l.scale_id = p.scale_id AND l.slug = r.level
 ORDER BY o.position
