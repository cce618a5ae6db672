import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** A compiled program from test/support/programs that runs as a process of its own. */
export class SpawnedProgram {
  /** The lines it has written so far. */
  readonly lines: string[] = [];
  readonly exited: Promise<{ code: number | null; stderr: string }>;
  private readonly child: ChildProcess;

  constructor(name: string, ...args: string[]) {
    const program = join(process.env.TEST_PROGRAMS ?? '', `${name}.js`);
    const child = spawn(process.execPath, [program, ...args], { stdio: 'pipe' });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    createInterface({ input: child.stdout }).on('line', (line) => this.lines.push(line));
    this.child = child;
    this.exited = new Promise((resolve) => child.once('close', (code) => resolve({ code, stderr })));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Waits until it has written that many lines. */
  async hasWritten(count: number): Promise<void> {
    await until(() => this.lines.length >= count || this.child.exitCode !== null);
    if (this.lines.length < count) throw new Error(`it ended early: ${(await this.exited).stderr}`);
  }

  /** Lets a program end that waits for its input to end. */
  async finish(): Promise<void> {
    this.child.stdin?.end();
    await this.exited;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }
}

/** Looks again and again until it is so, within generous bounds: for things that need a while on a slow machine. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 240_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`this never came true: ${isSo.toString()}`);
    await sleep(20);
  }
}
