import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Seconds, measured on two cores, of the files that take long: for a machine that has never run them. */
const SECONDS = {
  'test/e2e/database/embedded-postgres.spec.ts': 62,
  'test/e2e/shell/start.spec.ts': 60,
  'test/browser/rating.spec.ts': 36,
  'test/browser/access.spec.ts': 37,
  'test/browser/comparison.spec.ts': 37,
  'test/browser/sources.spec.ts': 37,
  'test/browser/objective.spec.ts': 35,
  'test/e2e/shell/shell.spec.ts': 31,
  'test/browser/scorecard.spec.ts': 28,
  'test/docs/examples.spec.ts': 27,
};

/** What a file takes of which nothing is known. */
const USUAL_SECONDS = 5;

/**
 * Runs what failed last time first, and then the longest first: a long file that begins last would keep one core busy
 * while the others have nothing left to do.
 */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rootDir = tests[0]?.context.config.rootDir ?? '';
    const missing = Object.keys(SECONDS).filter((name) => !existsSync(join(rootDir, name)));
    if (missing.length > 0)
      throw new Error(`longest-first.mjs names files that are gone: ${missing.join(', ')}`);
    const known = new Map(Object.entries(SECONDS).map(([name, seconds]) => [join(rootDir, name), seconds]));
    const weight = (test) =>
      this.hasFailed(test) ? Infinity : (this.time(test) ?? (known.get(test.path) ?? USUAL_SECONDS) * 1000);
    return tests.toSorted((a, b) => (weight(a) === weight(b) ? 0 : weight(b) - weight(a)));
  }
}
