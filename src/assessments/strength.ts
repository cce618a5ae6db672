export const STRENGTHS = ['firm', 'qualified', 'contested', 'unsupported'] as const;
/** The strength of evidence of a complete objective. */
export type Strength = (typeof STRENGTHS)[number];

/**
 * The SQL of an objective's evidence strength, given the counts of its assessment's evidence: `contested` where some
 * contradicts, else `qualified` where some qualifies, else `firm` where some supports, else `unsupported`.
 * Null unless the objective counts as complete.
 * @param complete SQL of whether the level counts as complete
 * @param counts alias of a row with `supports`, `qualifies` and `contradicts`
 */
export function strengthSql(complete: string, counts: string): string {
  return `CASE WHEN ${complete} THEN
            CASE WHEN ${counts}.contradicts > 0 THEN 'contested'
                 WHEN ${counts}.qualifies > 0 THEN 'qualified'
                 WHEN ${counts}.supports > 0 THEN 'firm'
                 ELSE 'unsupported' END
          END`;
}
