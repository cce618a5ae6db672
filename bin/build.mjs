#!/usr/bin/env node
// Compiles the program, and the scripts of its pages, into dist/. Nothing of an earlier build stays there: what does not
// compile leaves no program behind that could be taken for this one. Types are checked by `npm run typecheck`, not here:
// a first start would wait twenty times as long.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFileSync } from '@swc/core';
import { compilerOptions } from './compiler-options.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const output = join(root, 'dist');
const browser = join('src', 'web', 'browser') + sep;

rmSync(output, { recursive: true, force: true });
try {
  for (const folder of ['src', 'migrations', 'bench'])
    for (const name of readdirSync(join(root, folder), { recursive: true })) {
      if (!/\.tsx?$/.test(name) || name.endsWith('.d.ts')) continue;
      compile(join(folder, name));
    }
} catch (error) {
  rmSync(output, { recursive: true, force: true });
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

/** Compiles one file of the project, given by its path within it, to the same place in dist/. */
function compile(path) {
  const source = join(root, path);
  const target = join(output, path.replace(/\.tsx?$/, '.js'));
  const options = compilerOptions(path.endsWith('.tsx'));
  // Readers load the scripts of the pages: small, and with no map of a source that is not served.
  const emitted = path.startsWith(browser)
    ? { minify: true, jsc: { ...options.jsc, minify: { compress: true, mangle: true } } }
    : { sourceMaps: true };
  const { code, map } = transformFileSync(source, { ...options, ...emitted });
  mkdirSync(dirname(target), { recursive: true });
  if (map !== undefined) writeFileSync(`${target}.map`, map);
  writeFileSync(target, map === undefined ? code : `${code}//# sourceMappingURL=${basename(target)}.map\n`);
}
