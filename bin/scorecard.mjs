#!/usr/bin/env node
// The shell command and `npm start`. Installing builds the program; where scripts were switched off
// (`npm ci --ignore-scripts`), it is built here, once.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const program = new URL('../dist/src/cli.js', import.meta.url);
if (!existsSync(program)) {
  console.error('Building the program once…');
  const build = fileURLToPath(new URL('build.mjs', import.meta.url));
  const { status } = spawnSync(process.execPath, [build], { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}
// From Node 22 on: the compiled code of some 1,500 files is kept between two commands.
module.enableCompileCache?.();
await import(program.href);
