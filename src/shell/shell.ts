import { loadSettings, type Settings } from '../config/settings.js';

/** Where a command prints: a terminal says that it is one, and how wide it is. */
export interface Output extends NodeJS.WritableStream {
  isTTY?: boolean;
  columns?: number;
  hasColors?(): boolean;
}

/** The three streams of a command, as `process` has them. */
export interface Streams {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** A table narrower than this cannot be read. */
const NARROWEST = 20;

/** What a command gets from the process or the test that runs it: its words, its environment and its streams. */
export class Shell {
  #settings: Settings | undefined;

  constructor(
    /** What was typed after `scorecard`. */
    readonly words: readonly string[],
    readonly env: NodeJS.ProcessEnv,
    // As a whole: a process opens its standard input when somebody asks for it.
    readonly streams: Streams,
  ) {}

  /** @throws SettingsError where the environment is wrong */
  get settings(): Settings {
    return (this.#settings ??= loadSettings(this.env));
  }

  /** How many columns the terminal has; undefined where the output is none, and nothing is to be wrapped. */
  get width(): number | undefined {
    const { isTTY, columns } = this.streams.stdout;
    if (isTTY !== true) return undefined;
    const asked = Number(this.env.COLUMNS);
    return asked >= NARROWEST ? Math.floor(asked) : columns;
  }

  get hasColours(): boolean {
    const { stdout } = this.streams;
    return stdout.isTTY === true && stdout.hasColors?.() === true;
  }

  /** Writes a line to the standard output. */
  print(text: string): void {
    this.streams.stdout.write(`${text}\n`);
  }

  /** Prints what came of a command: as JSON where that is asked for, else in words. @returns exit code 0 */
  tell(options: { json?: boolean }, result: unknown, words: string): number {
    this.print(options.json === true ? JSON.stringify(result, null, 2) : words);
    return 0;
  }
}
