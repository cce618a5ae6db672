import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectPath } from '../config/project.js';

let digest: string | undefined;

/**
 * A digest of the running program and of the versions of its packages: what an entity tag that is not made from the
 * bytes has to hold, because another program may print the same records in other bytes. Computed once.
 */
export function programDigest(): string {
  digest ??= compute();
  return digest;
}

function compute(): string {
  const folder = fileURLToPath(new URL('..', import.meta.url));
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const hash = createHash('sha256');
  for (const name of names.filter((each) => /\.[jt]sx?$/.test(each)).sort()) {
    hash.update(name).update(readFileSync(join(folder, name)));
  }
  for (const path of ['package.json', 'package-lock.json']
    .map(projectPath)
    .filter((each) => existsSync(each))) {
    hash.update(readFileSync(path));
  }
  return hash.digest('base64url');
}
