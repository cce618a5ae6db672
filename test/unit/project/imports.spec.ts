import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectPath } from '../../../src/config/project.js';

describe('the modules of src and test', () => {
  it('import each other in no circle, also where only types are imported', () => {
    expect(circlesOf(importsOf(['src', 'test']))).toEqual([]);
  });

  it('would be told of a circle, through however many modules it runs', () => {
    const imports = { a: ['b'], b: ['c'], c: ['d', 'b'], d: [] };
    expect(circlesOf(new Map(Object.entries(imports)))).toEqual(['b > c > b']);
  });
});

/** Which modules of ours each module of the folders imports, types and what is loaded later among them. */
function importsOf(folders: string[]): Map<string, string[]> {
  const files = folders.flatMap((folder) =>
    readdirSync(projectPath(folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  );
  const modules = new Map(files.map((file) => [file.replace(/\.tsx?$/, '.js'), file]));
  return new Map(
    files.map((file) => {
      const text = readFileSync(projectPath(file), 'utf8');
      const named = [...text.matchAll(/\b(?:from|import|import\()\s*'(\.{1,2}\/[^']+)'/g)];
      const imported = named.map(([, path]) => modules.get(join(file, '..', path!)));
      return [file, imported.filter((module) => module !== undefined)];
    }),
  );
}

/** The circles that a walk along the imports meets, as `a > b > a`. */
function circlesOf(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const circles: string[] = [];
  const done = new Set<string>();
  const walk = (module: string, path: readonly string[]): void => {
    if (path.includes(module)) {
      circles.push([...path.slice(path.indexOf(module)), module].join(' > '));
    } else if (!done.has(module)) {
      for (const next of imports.get(module) ?? []) walk(next, [...path, module]);
      done.add(module);
    }
  };
  for (const module of imports.keys()) walk(module, []);
  return circles;
}
