import { fork } from 'node:child_process';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { generatedReport } from './formats-data.js';
import { REPORT_FORMATS } from '../src/reporting/scorecard/formats/index.js';

/*
 * What each format of a report costs: time and size for 34 objectives, as multiples of JSON's; and how much memory the
 * formats take that are written as they are read, for 1,000 and 10,000 objectives, each in a process of its own.
 */

type FormName = (typeof REPORT_FORMATS)[number]['name'];

/** What a child tells of one report. */
interface Made {
  bytes: number;
  ms: number;
  /** How much the resident set grew above what the loaded program takes, at its highest, in bytes. */
  grown: number;
}

async function make(name: FormName, count: number): Promise<Made> {
  const report = generatedReport(count);
  const format = REPORT_FORMATS.find((candidate) => candidate.name === name)!;
  const before = process.memoryUsage.rss();
  let highest = before;
  const watching = setInterval(() => (highest = Math.max(highest, process.memoryUsage.rss())), 2);
  const began = performance.now();
  const rendered = await format.render(report);
  let bytes = 0;
  if (rendered instanceof Readable)
    for await (const chunk of rendered) {
      bytes += (chunk as Buffer).length;
      highest = Math.max(highest, process.memoryUsage.rss());
    }
  else bytes = Buffer.byteLength(rendered);
  const ms = performance.now() - began;
  clearInterval(watching);
  return { bytes, ms, grown: Math.max(highest, process.memoryUsage.rss()) - before };
}

function inChild(name: FormName, count: number): Promise<Made> {
  const child = fork(fileURLToPath(import.meta.url), [name, String(count)]);
  return new Promise((resolve, reject) => {
    child.once('message', (made) => resolve(made as Made));
    child.once('exit', (code) => reject(new Error(`the child ended with code ${code}`)));
  });
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

function print(...cells: (string | number)[]): void {
  process.stdout.write(`${cells.map((cell) => String(cell).padStart(14)).join('')}\n`);
}

async function formsOfSmallPlan(): Promise<void> {
  const rounds = 15;
  const made = new Map<FormName, Made[]>(REPORT_FORMATS.map(({ name }) => [name, []]));
  // By turns, so that a busy machine troubles all alike; the first round warms up.
  for (let round = 0; round <= rounds; round++)
    for (const [name, all] of made) {
      const one = await make(name, 34);
      if (round > 0) all.push(one);
    }
  const json = made.get('json')!;
  const time = median(json.map(({ ms }) => ms));
  process.stdout.write(`34 objectives: JSON ${json[0]!.bytes} bytes, ${time.toFixed(3)} ms\n`);
  print('format', 'bytes', 'size/JSON', 'ms', 'time/JSON');
  for (const [name, all] of made) {
    const ms = median(all.map((one) => one.ms));
    const { bytes } = all[0]!;
    print(name, bytes, (bytes / json[0]!.bytes).toFixed(1), ms.toFixed(1), (ms / time).toFixed(0));
  }
}

async function memoryOfLongPlans(): Promise<void> {
  process.stdout.write('\nMemory above the loaded program, at its highest\n');
  print('format', 'objectives', 'bytes', 'ms', 'MB', '10,000/1,000');
  for (const name of ['csv', 'xlsx', 'md', 'html'] as const) {
    const small = await inChild(name, 1000);
    const large = await inChild(name, 10_000);
    for (const [count, { bytes, ms, grown }] of [
      [1000, small],
      [10_000, large],
    ] as const)
      print(
        name,
        count,
        bytes,
        ms.toFixed(0),
        (grown / 2 ** 20).toFixed(1),
        count === 1000 ? '' : (grown / small.grown).toFixed(2),
      );
  }
}

const [format, count] = process.argv.slice(2);
if (format !== undefined && process.send) process.send(await make(format as FormName, Number(count)));
else {
  await formsOfSmallPlan();
  await memoryOfLongPlans();
}
process.exit(0);
