import {
  identityOf,
  isRunning,
  lineageOf,
  type ProcessIdentity,
} from '../database/embedded/process-identity.js';

/** A Ctrl-C reaches us from the terminal and a second time through npm; a person's second one comes later. */
const SAME_KEYPRESS_MS = 500;
const LOOK_EVERY_MS = 300;

/**
 * Resolves when the process is asked to stop: by Ctrl-C, by SIGTERM, or because npm, which started it, is gone
 * (killed in a way that it could not pass on). A second Ctrl-C while stopping ends the process at once; the
 * embedded server notices that by itself and shuts down.
 */
export function stopRequested(): Promise<void> {
  return new Promise((resolve) => {
    let askedAt: number | undefined;
    const ask = (): void => {
      askedAt ??= Date.now();
      resolve();
    };
    process.on('SIGTERM', ask);
    process.on('SIGINT', () => {
      if (askedAt !== undefined && Date.now() - askedAt > SAME_KEYPRESS_MS) process.exit(130);
      ask();
    });
    if (process.env.npm_lifecycle_event !== undefined) whenGone(starters(), ask);
  });
}

/** Our parent and, where that is a shell, its parent, and so on up to npm: some shells stay between npm and us. */
function starters(): ProcessIdentity[] {
  const found: ProcessIdentity[] = [];
  for (let pid = process.ppid; pid > 1;) {
    found.push(identityOf(pid));
    const lineage = lineageOf(pid);
    if (!lineage?.name.endsWith('sh')) break;
    pid = lineage.parent;
  }
  return found;
}

function whenGone(processes: readonly ProcessIdentity[], act: () => void): void {
  const watch = setInterval(() => {
    if (processes.every(isRunning)) return;
    clearInterval(watch);
    act();
  }, LOOK_EVERY_MS);
  watch.unref();
}
