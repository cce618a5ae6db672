export const STRENGTHS = ['firm', 'qualified', 'contested', 'unsupported', 'unread'] as const;
/** The strength of evidence of a complete objective. */
export type Strength = (typeof STRENGTHS)[number];

/**
 * The SQL of an objective's evidence strength, given the counts of its assessment's evidence. What was read tells at
 * once where it is a caveat, and in favour only when everything was read: `contested` where some that was read
 * contradicts; `qualified` where some that was read qualifies and none contradicts; `unread` while any is unread;
 * `firm` where some supports; `unsupported` where there is none.
 * Null unless the objective counts as complete.
 * @param complete SQL of whether the level counts as complete
 * @param counts alias of a row with the columns of {@link EVIDENCE_COUNTS}
 */
export function strengthSql(complete: string, counts: string): string {
  return `CASE WHEN ${complete} THEN
            CASE WHEN ${counts}.contradicts > ${counts}.unread_contradicts THEN 'contested'
                 WHEN ${counts}.qualifies > ${counts}.unread_qualifies AND ${counts}.contradicts = 0 THEN 'qualified'
                 WHEN ${counts}.unread > 0 THEN 'unread'
                 WHEN ${counts}.supports > 0 THEN 'firm'
                 ELSE 'unsupported' END
          END`;
}

/** The columns of {@link COUNTED_EVIDENCE}, in its order. */
export const EVIDENCE_COUNTS =
  'supports, qualifies, contradicts, unread, unread_qualifies, unread_contradicts';

/** Whether evidence `e`, joined as in {@link evidenceOf}, is unread. */
const UNREAD = 'e.unread AND d.read_at IS NULL';

/**
 * The counts of an assessment's evidence, of rows joined by {@link evidenceOf}: how many passages bear on it in which
 * way, how many nobody has read yet, and how many of these qualify and contradict.
 */
export const COUNTED_EVIDENCE = `count(*) FILTER (WHERE e.bearing = 'supports') AS supports,
             count(*) FILTER (WHERE e.bearing = 'qualifies') AS qualifies,
             count(*) FILTER (WHERE e.bearing = 'contradicts') AS contradicts,
             count(*) FILTER (WHERE ${UNREAD}) AS unread,
             count(*) FILTER (WHERE ${UNREAD} AND e.bearing = 'qualifies') AS unread_qualifies,
             count(*) FILTER (WHERE ${UNREAD} AND e.bearing = 'contradicts') AS unread_contradicts`;

/**
 * The joins of an assessment's evidence `e`, with its reading `d` where it came unread and was read.
 * @param plan SQL of the plan's id
 * @param assessment SQL of the assessment's id
 * @param knownAt SQL of the instant by which it was read; without one, by now
 */
export function evidenceOf(plan: string, assessment: string, knownAt?: string): string {
  const by = knownAt === undefined ? '' : ` AND d.read_at <= ${knownAt}`;
  return `LEFT JOIN evidence e ON e.plan_id = ${plan} AND e.assessment_id = ${assessment}
        LEFT JOIN evidence_reading d ON e.unread AND d.plan_id = e.plan_id AND d.assessment_id = e.assessment_id
         AND d.position = e.position${by}`;
}
