import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Role } from '../../../src/core/roles.js';
import { PROJECT } from './built-program.js';
import { familyOf } from './processes.js';
import { until } from './spawned-program.js';

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** In a process group of its own, as a terminal would start it. */
  detached?: boolean;
  /** What is typed into it, or piped; without, it has no standard input. */
  input?: string;
}

/** A command that runs as a process of its own, with nothing in its environment of the test run or of npm. */
export class RunningProgram {
  stdout = '';
  stderr = '';
  readonly ended: Promise<Ended>;
  private readonly child: ChildProcess;

  constructor(command: string, args: readonly string[], { env, cwd, detached, input }: RunOptions = {}) {
    const child = spawn(command, args, {
      env: { ...cleanEnvironment(), ...env },
      cwd: cwd ?? PROJECT,
      detached: detached ?? false,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    child.stdin?.end(input);
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.child = child;
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) =>
        resolve({ code, signal, stdout: this.stdout, stderr: this.stderr }),
      );
    });
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('it did not start');
    return this.child.pid;
  }

  private get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** This process and all that it has started. */
  family(): number[] {
    return familyOf(this.pid);
  }

  /** Does nothing to one that has ended. */
  signal(signal: NodeJS.Signals, to: 'process' | 'group' = 'process'): void {
    if (this.hasEnded) return;
    process.kill(to === 'group' ? -this.pid : this.pid, signal);
  }

  /** Waits until standard output holds this; what the pattern captures. */
  async prints(pattern: RegExp): Promise<string> {
    await until(() => pattern.test(this.stdout) || this.hasEnded);
    const found = pattern.exec(this.stdout);
    if (!found)
      throw new Error(`it ended without printing ${String(pattern)}:\n${this.stdout}${this.stderr}`);
    return found[1] ?? found[0];
  }
}

/** `scorecard …`, as the shell command of the built program. */
export function scorecard(args: readonly string[], options?: RunOptions): RunningProgram {
  return new RunningProgram(process.execPath, [join(PROJECT, 'bin/scorecard.mjs'), ...args], options);
}

/** Runs `scorecard …` to its end. */
export function runScorecard(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return scorecard(args, { env }).ended;
}

/** Makes a token at the shell, as an administrator would. */
export async function makeToken(env: NodeJS.ProcessEnv, role: Role): Promise<string> {
  const made = await runScorecard(['token', 'create', '--name', `a ${role}`, '--role', role], env);
  if (made.code !== 0) throw new Error(made.stderr);
  return made.stdout.trim();
}

/** The address that a start has printed. */
export async function addressOf(program: RunningProgram): Promise<string> {
  const address = await program.prints(/^Address: +(http:\/\/[^/\s]+)/m);
  await program.prints(/Ctrl-C stops/);
  return address;
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  const ours =
    /^(npm_|jest_|test_|oidc_|node_options$|node_env$|force_color$|(port|host|data_dir|database_url|log_level|public_url|trusted_proxies)(_file)?$)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
