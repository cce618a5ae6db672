import { relative } from 'node:path';

/** How long nothing may be printed before the run says that it is still going. */
const QUIET_MS = 30_000;

/** How many of the slowest files are named at the end. */
const SLOWEST = 5;

/**
 * Says while tests run how far they are, a line a finished file, and failures in full at once; at the end what failed,
 * what was left out, and which files took longest. Jest's own lines with the sums come from its reporter `summary`.
 */
export default class Progress {
  #running = new Set();
  #finished = 0;
  #total = 0;
  #begun = 0;
  #silence;

  constructor(globalConfig) {
    this.root = globalConfig.rootDir;
    this.workers = globalConfig.maxWorkers;
  }

  onRunStart(results) {
    this.#begun = Date.now();
    this.#total = results.numTotalTestSuites;
    const beside = this.workers > 1 && this.#total > 1 ? `, ${this.workers} at a time` : '';
    this.#say(`Running ${count(this.#total, 'test file')}${beside}. Files that take long go first.`);
  }

  onTestFileStart(test) {
    this.#running.add(this.#nameOf(test.path));
  }

  onTestFileResult(test, result) {
    const name = this.#nameOf(test.path);
    this.#running.delete(name);
    this.#finished += 1;
    const at = `[${String(this.#finished).padStart(String(this.#total).length)} of ${this.#total}]`;
    const seconds = ((result.perfStats.end - result.perfStats.start) / 1000).toFixed(1);
    this.#say(`${at} ${outcomeOf(result)}  ${name}  ${seconds} s`);
    for (const { type, message } of result.console ?? []) this.#say(`  console.${type}: ${message}`);
    if (result.failureMessage) this.#say(result.failureMessage);
  }

  onRunComplete(_contexts, results) {
    clearTimeout(this.#silence);
    const files = results.testResults;
    const all = files.flatMap((file) =>
      file.testResults.map((test) => ({ ...test, file: this.#nameOf(file.testFilePath) })),
    );
    const broken = files.filter((file) => file.testExecError).map((file) => this.#nameOf(file.testFilePath));
    list('Failed', [...all.filter(({ status }) => status === 'failed').map(titleOf), ...broken]);
    list('Left out', all.filter(({ status }) => status !== 'passed' && status !== 'failed').map(titleOf));
    if (files.length <= SLOWEST) return;
    const slowest = files.toSorted((a, b) => b.perfStats.runtime - a.perfStats.runtime).slice(0, SLOWEST);
    list(
      'Slowest files',
      slowest.map(
        (file) => `${(file.perfStats.runtime / 1000).toFixed(0)} s  ${this.#nameOf(file.testFilePath)}`,
      ),
    );
  }

  #say(text) {
    process.stderr.write(`${text}\n`);
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      const minutes = ((Date.now() - this.#begun) / 60_000).toFixed(1);
      this.#say(`… ${minutes} min, still running: ${[...this.#running].join(', ')}`);
    }, QUIET_MS);
    this.#silence.unref();
  }

  #nameOf(path) {
    return relative(this.root, path).replaceAll('\\', '/');
  }
}

function outcomeOf({ numFailingTests, numPassingTests, numPendingTests, testExecError }) {
  const parts = [
    testExecError ? 'BROKE OFF' : '',
    numFailingTests > 0 ? `${numFailingTests} FAILED` : '',
    `${numPassingTests} passed`,
    numPendingTests > 0 ? `${numPendingTests} left out` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function titleOf({ file, fullName }) {
  return `${file}: ${fullName}`;
}

function list(heading, lines) {
  if (lines.length === 0) return;
  process.stderr.write(`\n${heading}:\n${lines.map((line) => `  ${line}\n`).join('')}`);
}

function count(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
