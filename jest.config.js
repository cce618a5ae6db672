/** How swc compiles a file; the syntax of TSX is asked for by name, since it changes what `<T>` means. */
const compile = (tsx) => [
  '@swc/jest',
  {
    sourceMaps: 'inline',
    jsc: {
      parser: { syntax: 'typescript', decorators: true, tsx },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        react: { runtime: 'automatic', importSource: 'preact' },
      },
      target: 'es2022',
    },
    module: { type: 'es6' },
  },
];

/** Jest in its ESM mode: run it through `npm test`, which passes the flag that mode needs. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': compile(false), '^.+\\.tsx$': compile(true) },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testSequencer: '<rootDir>/test/support/jest/longest-first.mjs',
  reporters: ['<rootDir>/test/support/jest/progress.mjs', ['summary', { summaryThreshold: Infinity }]],
  // Generous, and the same for all: a limit only ends what hangs. On a busy machine everything takes many times as long.
  testTimeout: 300_000,
  // Much of a run is waiting for programs and for Postgres: Jest's own choice, a core less than there are, leaves that unused.
  maxWorkers: '100%',
  // Modules of finished tests stay in a worker's memory in the ESM mode: one that has grown makes room for a new one.
  workerIdleMemoryLimit: '1500MB',
};
