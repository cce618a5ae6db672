import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { projectPath } from '../../../src/config/project.js';

/** Names of the shipped plans, of their objectives and of their sources. */
const CASE =
  /csto|odkb|одкб|belarus|беларус|kazakhstan|казахстан|kyrgyz|киргиз|\bciss-|\b(?:ext|int|mis)-\d/i;

it('knows nothing in its code of the plans that it ships, so that any other organization is served alike', () => {
  const files = readdirSync(projectPath('src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  expect(files.length).toBeGreaterThan(300);
  const named = files.flatMap((name) =>
    readFileSync(join(projectPath('src'), name), 'utf8')
      .split('\n')
      .flatMap((line, at) => (CASE.test(line) ? [`src/${name}:${at + 1}: ${line.trim()}`] : [])),
  );
  expect(named).toEqual([]);
});
