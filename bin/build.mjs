#!/usr/bin/env node
// Compiles the program, and the scripts of its pages, into dist/. Nothing of an earlier build stays there: what does not
// compile leaves no program behind that could be taken for this one.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiler = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
const output = fileURLToPath(new URL('../dist', import.meta.url));

rmSync(output, { recursive: true, force: true });
for (const project of ['tsconfig.build.json', 'src/web/browser']) {
  const { status } = spawnSync(process.execPath, [compiler, '--project', project], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status === 0) continue;
  rmSync(output, { recursive: true, force: true });
  process.exit(status ?? 1);
}
