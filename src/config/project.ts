import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json: found by walking up, because compiled code lies deeper than source. */
function findProjectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json was not found above the program');
    folder = parent;
  }
  return folder;
}

const root = findProjectRoot();

/** The absolute path of a file or folder that ships with the project, such as `seeds`. */
export function projectPath(relative: string): string {
  return join(root, relative);
}
