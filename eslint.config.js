import js from '@eslint/js';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/**
 * The folders of src/ in the order in which imports may run: a folder imports only from the ones
 * before it. So no two folders can depend on each other, however indirectly.
 */
const layers = [
  'config',
  'language',
  'core',
  'workers',
  'documents',
  'database',
  'http',
  'auth',
  'plans',
  'sources',
  'claims',
  'assessments',
  'reporting',
  'comparison',
  'interchange',
  'search',
  'health',
  'web',
  'shell',
];

/** What computes from its arguments alone: it can be read, tested and moved without a framework or a database. */
const pure = {
  language: ['src/language/**/*.ts'],
  core: ['src/core/**/*.ts'],
  documents: ['src/documents/**/*.ts', 'src/documents/**/*.tsx'],
  sources: ['src/sources/anchoring/**/*.ts'],
  reporting: [
    'src/reporting/scorecard/{scorecard,counts,claims,digest}.ts',
    'src/reporting/agreement/agreement*.ts',
    'src/reporting/overview/overview.ts',
    'src/reporting/timeline/timeline.ts',
    'src/reporting/snapshots/compare-snapshots.ts',
  ],
  comparison: [
    'src/comparison/{chain,compare,contradictions,dated,fates,flows,totals}.ts',
    'src/comparison/suggestions/**/*.ts',
  ],
};

/** Files named `.controller.ts` and `.reader.ts` ask and answer; rules lie beside them. */
const notPure = ['**/*.{controller,reader}.ts', '**/*.sql.ts'];

const frameworks = {
  group: ['@nestjs/*', 'typeorm', 'pg', 'fastify', '@fastify/*'],
  message: 'Rules know neither the framework nor the database: hand them what they need.',
};

/** What a layer must not import: the layers after it. */
const laterThan = (layer) =>
  layers.slice(layers.indexOf(layer) + 1).map((later) => ({
    group: [`**/${later}/**`],
    message: `${layer} comes before ${later}: imports run one way (ARCHITECTURE.md).`,
  }));

const restricted = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});

const oneWay = [
  ...layers.map((layer) => restricted([`src/${layer}/**/*.ts`, `src/${layer}/**/*.tsx`], laterThan(layer))),
  // The last block that names a file counts: each repeats what its layer forbids.
  ...Object.entries(pure).map(([layer, files]) =>
    restricted(files, [...laterThan(layer), frameworks], notPure),
  ),
];

export default tseslint.config(
  { ignores: ['dist/', 'dist.unfinished-*/', 'node_modules/', 'coverage/', '.data/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import-x/resolver-next': [createNodeResolver({ extensionAlias: { '.js': ['.ts', '.tsx', '.js'] } })],
    },
    rules: {
      // Of what is loaded: test/unit/project/imports.spec.ts also finds circles of types, which this rule passes over.
      'import-x/no-cycle': 'error',
      'max-lines': ['error', 400],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Decorated Nest modules are empty classes.
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // Supertest answers are untyped JSON: tests look into them freely.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: { globals: globals.node },
  },
  ...oneWay,
);
