import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { projectPath } from '../../config/project.js';

/** A script for the browser, as it is and compressed. */
interface Asset {
  text: Buffer;
  gzip: Buffer;
}

interface Assets {
  digest: string;
  files: ReadonlyMap<string, Asset>;
}

let known: Assets | undefined;

/** The compiled scripts of src/web/browser: read once. */
export function assets(): Assets {
  known ??= read();
  return known;
}

function read(): Assets {
  const folder = projectPath('dist/src/web/browser');
  if (!existsSync(folder))
    throw new Error('The scripts of the pages are not compiled: npm run build does that');
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .sort();
  const hash = createHash('sha256');
  const files = new Map<string, Asset>();
  for (const name of names) {
    const text = readFileSync(join(folder, name));
    hash.update(name).update(text);
    files.set(name, { text, gzip: gzipSync(text, { level: 9 }) });
  }
  return { digest: hash.digest('base64url').slice(0, 12), files };
}

/**
 * Where a script stands. The address changes when any script does, so that browsers may keep it for good, and so that
 * scripts that import each other are of one edition.
 */
export function assetAddress(name: string): string {
  return `/assets/${assets().digest}/${name}`;
}
