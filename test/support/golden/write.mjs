// `npm run golden`: writes the golden files anew, by the test that holds them.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const jest = fileURLToPath(new URL('../../../node_modules/jest/bin/jest.js', import.meta.url));
const { status } = spawnSync(
  process.execPath,
  ['--experimental-vm-modules', jest, 'test/e2e/project/golden.spec.ts'],
  { stdio: 'inherit', env: { ...process.env, GOLDEN: 'write' } },
);
process.exit(status ?? 1);
