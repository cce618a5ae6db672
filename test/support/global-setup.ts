import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { transformSync, type Options } from '@swc/core';

/*
 * Jest loads this file outside its module system: it can import packages, but no TypeScript of ours.
 * So the few programs that tests run as processes of their own are compiled here, among them the
 * one that runs the database of the test run.
 */

/** What the programs in test/support/programs are made of. */
const compiledFolders = ['src/database/embedded', 'test/support/programs'];

const swcOptions: Options = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

/**
 * Starts one throw-away Postgres for the whole run, unless TEST_DATABASE_URL names one already.
 * Tests find its URL in TEST_DATABASE_URL, the compiled programs in the folder TEST_PROGRAMS, and in TEST_RUN what tells
 * the templates of this run from those of others.
 */
export default async function globalSetup(): Promise<void> {
  const root = resolve(import.meta.dirname, '../..');
  const output = join(root, 'node_modules/.cache/presidency-scorecard-tests');
  compile(root, output);
  process.env.TEST_PROGRAMS = join(output, 'test/support/programs');
  process.env.TEST_RUN = randomBytes(8).toString('hex');
  process.env.TEST_CHROMIUM = findChromium() ?? '';
  if (process.env.TEST_DATABASE_URL) return;
  const server = startServer(join(process.env.TEST_PROGRAMS, 'throwaway-server.js'));
  (globalThis as { testServer?: ChildProcess }).testServer = server;
  process.env.TEST_DATABASE_URL = await firstLineOf(server);
}

/** The browser that the tests of the pages run in: the one that CHROMIUM names, or one in its usual place. */
function findChromium(): string | undefined {
  const named = process.env.CHROMIUM;
  if (named !== undefined) {
    if (!existsSync(named)) throw new Error(`CHROMIUM names ${named}, which does not exist`);
    return named;
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const windows = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
  const places = [
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ...windows.flatMap((folder) =>
      folder === undefined ? [] : [join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')],
    ),
  ];
  return places.find((place) => existsSync(place));
}

function compile(root: string, output: string): void {
  for (const folder of compiledFolders) {
    mkdirSync(join(output, folder), { recursive: true });
    for (const name of readdirSync(join(root, folder))) {
      const source = readFileSync(join(root, folder, name), 'utf8');
      const { code } = transformSync(source, { ...swcOptions, filename: join(root, folder, name) });
      write(join(output, folder, name.replace(/\.ts$/, '.js')), code);
    }
  }
  write(join(output, 'package.json'), '{ "type": "module" }\n');
}

/** In one step, because another test run may be reading the file. */
function write(file: string, text: string): void {
  const temporary = join(dirname(file), `.${process.pid}.tmp`);
  writeFileSync(temporary, text);
  renameSync(temporary, file);
}

/** In a session of its own: Ctrl-C ends Jest, and the server then cleans up because its input ends. */
function startServer(program: string): ChildProcess {
  return spawn(process.execPath, [program], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
    windowsHide: true,
  });
}

function firstLineOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (server.stdout) createInterface({ input: server.stdout }).once('line', resolve);
    server.once('error', reject);
    server.once('exit', () => reject(new Error('The database for the tests did not start: see above.')));
  });
}
