import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { datasetSchema } from '../../../src/interchange/dataset/record-schemas.js';
import { PROJECT } from '../processes/built-program.js';
import type { TestService } from '../service.js';
import { schemaSql } from './schema-sql.js';

/** Files of the project that a program writes and a person reviews, by their paths in it. */
export type GoldenFiles = Map<string, string>;

const QUERIES = 'docs/reference/queries';

interface NamedStatement {
  name: string;
  file: string;
  comment: string;
  text: string;
}

/** The schema of the service's database. */
export async function schemaFile({ database }: TestService): Promise<GoldenFiles> {
  const heading =
    '-- The schema that the migrations make, for reading. Written by `npm run golden`.\n' +
    '-- Characters that cannot be seen are written as \\u{their code}.\n\n';
  return new Map([['docs/reference/schema.sql', heading + withoutUnseen(await schemaSql(database.source))]]);
}

/** The OpenAPI document of the service. */
export async function openApiFile(service: TestService): Promise<GoldenFiles> {
  const { body } = await service.http().get('/api/openapi.json').expect(200);
  return new Map([['docs/reference/openapi.json', `${JSON.stringify(body, null, 2)}\n`]]);
}

/** The JSON Schema of a dataset. */
export function datasetSchemaFile(): GoldenFiles {
  return new Map([['docs/reference/dataset.schema.json', `${JSON.stringify(datasetSchema(), null, 2)}\n`]]);
}

/** Every named statement of the built program, a file each, in a folder for each feature. */
export async function queryFiles(): Promise<GoldenFiles> {
  const program = join(PROJECT, 'test/support/golden/statements.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [program], { maxBuffer: 64 * 1024 * 1024 });
  const statements = JSON.parse(stdout) as NamedStatement[];
  return new Map(
    statements.map(({ name, file, comment, text }) => {
      const [, folder = ''] = file.split('/');
      const about = [...comment.split('\n'), '', file].join('\n').trim();
      return [
        `${QUERIES}/${folder}/${name}.sql`,
        `${about.replace(/^/gm, '-- ').replace(/ +$/gm, '')}\n\n${dedented(text)}\n`,
      ];
    }),
  );
}

/** The golden files of queries that there are, by their paths in the project. */
export function heldQueries(): string[] {
  const folder = join(PROJECT, QUERIES);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sql'))
    .map((name) => `${QUERIES}/${name.replaceAll('\\', '/')}`)
    .toSorted();
}

/** What a golden file holds; null where there is none. */
export function heldIn(path: string): string | null {
  const file = join(PROJECT, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** Writes golden files, and removes those of queries that are no more. */
export function writeGolden(files: GoldenFiles): void {
  const isOfQueries = [...files.keys()].some((path) => path.startsWith(QUERIES));
  if (isOfQueries) rmSync(join(PROJECT, QUERIES), { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(PROJECT, path)), { recursive: true });
    writeFileSync(join(PROJECT, path), text);
  }
}

function withoutUnseen(text: string): string {
  return text.replace(/[\p{C}\p{Z}]/gu, (character) =>
    character === '\n' || character === ' ' ? character : `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
}

function dedented(text: string): string {
  const lines = text.replace(/^\s*\n|\s+$/g, '').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)![0].length);
  const least = Math.min(...indents);
  return lines.map((line) => line.slice(least).trimEnd()).join('\n');
}
