import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { describe } from '../src/sources/anchoring/describe.js';
import { NormalisedText } from '../src/sources/anchoring/normalised-text.js';
import { reanchor, type AnchoredPassage } from '../src/sources/anchoring/reanchor.js';
import { TextWorkers } from '../src/sources/texts/text-workers.js';

/*
 * 1,000 passages checked against texts of 1 MB: how long it takes, as a multiple of the least that any way of doing
 * it takes (one indexOf for each quotation), and how free a worker leaves the event loop.
 */

const passageCount = 1000;
const textLength = 1_000_000;

/** The same numbers in every run: a linear congruential generator (Park and Miller). */
let seed = 20231123;
function any(below: number): number {
  seed = (seed * 48271) % 2147483647;
  return seed % below;
}

const syllables = 'ta ne ri so lu mi ka ve do pra sti ког нал ство при ция’ё'.split(' ');
const vocabulary = Array.from({ length: 4000 }, () =>
  Array.from({ length: 1 + any(4) }, () => syllables[any(syllables.length)]!).join(''),
);

function sentences(length: number): string {
  const parts: string[] = [];
  for (let size = 0; size < length;) {
    // The product of two draws: some words are common, most are rare, as in any language.
    const words = Array.from(
      { length: 8 + any(16) },
      () => vocabulary[Math.floor((any(4000) * any(4000)) / 4000)]!,
    );
    const sentence = `${words.join(' ')}.${any(5) === 0 ? '\n\n' : ' '}`;
    parts.push(sentence);
    size += sentence.length;
  }
  return parts.join('');
}

/** One character in twenty dropped, doubled or replaced. */
function altered(text: string): string {
  const edits = [(): string => '', (c: string): string => c + c, (): string => '#'];
  return Array.from(text, (character) => (any(20) === 0 ? edits[any(3)]!(character) : character)).join('');
}

function elapsed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** The longest time for which the event loop did not turn, in milliseconds. */
async function longestDelay(during: () => Promise<unknown>): Promise<number> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  await during();
  delays.disable();
  return delays.max / 1e6;
}

const original = sentences(textLength);
const text = new NormalisedText(original);
const passages: AnchoredPassage[] = Array.from({ length: passageCount }, (_, at) => {
  const start = any(text.length - 300);
  return { id: String(at), ...describe(text, start, start + 40 + any(160)) };
});
const texts: [name: string, text: string][] = [
  ['unchanged', original],
  ['shifted', `Put before it. ${original}`],
  ['altered', altered(original)],
  ['all lost', sentences(textLength)],
];

console.log(
  `${passageCount} passages, a text of ${text.length} characters; in multiples of indexOf for each`,
);
for (const [name, raw] of texts) {
  const flat = new NormalisedText(raw).text;
  const floor = elapsed(() => {
    for (const { exact } of passages) flat.indexOf(exact);
  });
  let report: ReturnType<typeof reanchor> | undefined;
  const whole = elapsed(() => (report = reanchor(new NormalisedText(raw), passages)));
  const { verified, relocated, ambiguous, lost } = report!.counts;
  console.log(
    `${name.padEnd(10)} ${(whole / floor).toFixed(1).padStart(6)} times (${(whole / 1000).toFixed(2)} s): ` +
      `${verified} verified, ${relocated} relocated, ${ambiguous} ambiguous, ${lost} lost`,
  );
}

const workers = new TextWorkers();
await workers.locate('warm', { exact: 'warm' });
await pause(200);
let taken = 0;
const busy = await longestDelay(async () => {
  const began = performance.now();
  await workers.reanchor(texts[2]![1], passages);
  taken = performance.now() - began;
});
const idle = await longestDelay(() => pause(taken));
const here = await longestDelay(async () => {
  await pause(20);
  reanchor(new NormalisedText(texts[2]![1]), passages);
  await pause(20);
});
console.log(
  `longest delay of the event loop: ${busy.toFixed(1)} ms while a worker works for ${(taken / 1000).toFixed(2)} s, ` +
    `${idle.toFixed(1)} ms idle for as long, ${here.toFixed(0)} ms without a worker`,
);
await workers.close();
