import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectPath } from '../../../src/config/project.js';

/** So many can be taken in at a glance. */
const MOST = 25;

describe('a folder of src or test', () => {
  it(`holds at most ${MOST} files side by side`, () => {
    const folders = ['src', 'test'].flatMap((root) => [
      root,
      ...readdirSync(projectPath(root), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => relative(projectPath('.'), join(entry.parentPath, entry.name))),
    ]);
    expect(folders.length).toBeGreaterThan(50);
    expect(folders.filter((folder) => filesIn(folder) > MOST)).toEqual([]);
  });
});

function filesIn(folder: string): number {
  return readdirSync(projectPath(folder), { withFileTypes: true }).filter((entry) => entry.isFile()).length;
}
