import type { ReadingReport } from './import-report.js';

type Told = Pick<ReadingReport, 'faults' | 'warnings' | 'leftOut'>;

/** What a report tells, in words alone: the reasons behind them are for pages. */
export function withoutReasons({ faults, warnings, leftOut }: Told): Told {
  const bare = <N extends { why?: unknown }>({ why: _why, ...note }: N): Omit<N, 'why'> => note;
  return {
    faults: faults.map(bare),
    warnings: warnings.map(bare),
    leftOut: leftOut.map(bare),
  };
}
