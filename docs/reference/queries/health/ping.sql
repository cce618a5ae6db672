-- src/health/health.controller.ts

SELECT 1
