#!/usr/bin/env node
// Compiles the program, and the scripts of its pages, into dist/. Nothing of an earlier build stays there: what does not
// compile leaves no program behind that could be taken for this one. The folder is changed for the new one at the end, so
// that a program that runs out of it meanwhile misses no file. Each file is compiled by itself: types are checked by
// `npm run typecheck`, not here, since a first start would wait several times as long.
// With --unless-fresh it does nothing where dist/ is newer than what it is made of: npm asks for a build (`prepare`) whenever
// it is installed, and once more when `npx scorecard` is first typed.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const output = join(root, 'dist');
const unfinished = join(root, `dist.unfinished-${process.pid}`);
const former = join(root, `dist.unfinished-former-${process.pid}`);
const browser = join('src', 'web', 'browser') + sep;

/** What the program is made of. */
const madeOf = ['bin', 'src', 'migrations', 'bench', 'tsconfig.json', 'tsconfig.build.json'];

/** The time of the last change in a file or folder; 0 where there is none. @param {string} path @returns {number} */
function newestIn(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

function isFresh() {
  const built = newestIn(join(output, 'src/cli.js'));
  return built > Math.max(...madeOf.map((name) => newestIn(join(root, name))));
}

if (process.argv.includes('--unless-fresh') && isFresh()) process.exit(0);
const { default: ts } = await import('typescript');

/** The options of a project file. @param {string} path its place within the project */
function optionsOf(path) {
  const folder = dirname(join(root, path));
  const { config, error } = ts.readConfigFile(join(root, path), (name) => readFileSync(name, 'utf8'));
  const parsed = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, folder);
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'));
  // A file by itself does not see package.json, which says that all of these are ES modules.
  const alone = { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler };
  return { ...parsed.options, ...alone, rootDir: undefined, outDir: undefined };
}

const program = optionsOf('tsconfig.build.json');
const scripts = optionsOf(join('src', 'web', 'browser', 'tsconfig.json'));

/** Compiles one file to the same place in dist/. @param {string} path its place within the project */
function compile(path) {
  const target = join(unfinished, path.replace(/\.tsx?$/, '.js'));
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(
    readFileSync(join(root, path), 'utf8'),
    {
      compilerOptions: path.startsWith(browser) ? scripts : program,
      fileName: path,
      reportDiagnostics: true,
    },
  );
  const fault = diagnostics?.find(({ category }) => category === ts.DiagnosticCategory.Error);
  if (fault) throw new Error(`${path}: ${ts.flattenDiagnosticMessageText(fault.messageText, '\n')}`);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, outputText);
  if (sourceMapText === undefined) return;
  const source = relative(dirname(target), join(root, path)).replaceAll(sep, '/');
  writeFileSync(`${target}.map`, JSON.stringify({ ...JSON.parse(sourceMapText), sources: [source] }));
}

try {
  for (const folder of ['src', 'migrations', 'bench'])
    for (const name of readdirSync(join(root, folder), { recursive: true }))
      if (/\.tsx?$/.test(name) && !name.endsWith('.d.ts')) compile(join(folder, name));
  if (existsSync(output)) renameSync(output, former);
  renameSync(unfinished, output);
  rmSync(former, { recursive: true, force: true });
} catch (error) {
  for (const folder of [output, unfinished, former]) rmSync(folder, { recursive: true, force: true });
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
