import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';

/** The account that the database server runs under. */
export interface ServerAccount {
  uid: number;
  gid: number;
}

/** Where things go that the account must reach when the project lies below a root-only folder. */
const sharedFolder = '/var/lib/presidency-scorecard';

/**
 * Postgres refuses to run as root, so root lends it an unprivileged account that exists already:
 * nothing is added to /etc/passwd. Undefined for everybody else: the server runs as ourselves.
 */
export function serverAccount(): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const fields = accounts.find((account) => account[0] === name);
    if (fields && fields[2] !== '0') return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error(
    'Postgres must not run as root, and there is neither a "postgres" nor a "nobody" account to run it ' +
      'under. Start the program as an ordinary user, or set DATABASE_URL to your own Postgres.',
  );
}

/** Whether the account may run this program where it lies. */
export function canRun(program: string, account: ServerAccount): boolean {
  return spawnSync(program, ['--version'], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** Whether the account may enter this folder: one closed folder above it is enough to keep it out. */
export function canEnter(folder: string, account: ServerAccount): boolean {
  const shell = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    ...account,
    cwd: '/',
    stdio: 'ignore',
  });
  return shell.status === 0;
}

/** The shared folder, made on first use and open to all whatever the umask: secrets below it close themselves. */
export function makeSharedFolder(): string {
  mkdirSync(sharedFolder, { recursive: true });
  chmodSync(sharedFolder, 0o755);
  return sharedFolder;
}
