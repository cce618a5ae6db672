-- Grain: one row, the objective of plan $1 that had the code $2 last before it got another.
--
-- src/plans/objectives.service.ts

SELECT o.code FROM objective_history h JOIN objective o ON o.plan_id = h.plan_id AND o.id = h.id
          WHERE h.plan_id = $1 AND h.code = $2 ORDER BY h.known_until DESC LIMIT 1
