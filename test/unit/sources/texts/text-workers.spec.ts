import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { NormalisedText } from '../../../../src/sources/anchoring/normalised-text.js';
import { reanchor, type AnchoredPassage } from '../../../../src/sources/anchoring/reanchor.js';
import { TextWorkers } from '../../../../src/sources/texts/text-workers.js';
import { UnreadableText } from '../../../../src/sources/texts/unreadable-text.js';
import type { WorkerPoolOptions } from '../../../../src/workers/worker-pool.js';
import { ensureBuilt } from '../../../support/processes/built-program.js';
import { showing, smallPdf } from '../../../support/small-pdf.js';

const open: TextWorkers[] = [];

function workers(options?: WorkerPoolOptions): TextWorkers {
  const all = new TextWorkers(options);
  open.push(all);
  return all;
}

/** Workers that do what they are asked to find. */
function unruly(options?: WorkerPoolOptions): TextWorkers {
  return workers({ workerFile: join(process.env.TEST_PROGRAMS!, 'unruly-worker.js'), size: 1, ...options });
}

const told = (all: TextWorkers, exact: string): Promise<unknown> => all.locate('', { exact });

/** A text, and passages nothing like it: work for a second or so. */
function muchWork(): { text: string; passages: AnchoredPassage[] } {
  let seed = 1;
  const any = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
  const words = (count: number, of: string): string =>
    Array.from({ length: count }, () =>
      Array.from({ length: 2 + any(8) }, () => of[any(of.length)]).join(''),
    ).join(' ');
  const passages = Array.from({ length: 300 }, (_, at) => ({ id: String(at), exact: words(15, 'abcdefgh') }));
  return { text: words(60_000, 'abcdefghijkl'), passages };
}

beforeAll(ensureBuilt);
afterEach(() => Promise.all(open.splice(0).map((all) => all.close())));

describe('text workers', () => {
  it('does in a worker what the function does', async () => {
    const all = workers();
    const text = 'The council met in May.\n\nIt adopted a strategy.';
    const passages = [
      { id: 'a', exact: 'adopted the strategy', prefix: 'It ', suffix: '.', start: 5, end: 25 },
    ];
    const [report, located, extracted] = await Promise.all([
      all.reanchor(text, passages),
      all.locate(text, { exact: 'met in May' }),
      all.extract(smallPdf({ content: showing('From a PDF.') }), 'application/pdf'),
    ]);
    expect(report).toEqual(reanchor(new NormalisedText(text), passages));
    expect(located).toMatchObject({ state: 'found', passage: { start: 12, paragraph: 1 } });
    expect(extracted).toMatchObject({ text: 'From a PDF.', characters: 11 });
  });

  it('explains an unreadable document as the function does', async () => {
    const refused = workers().extract(new TextEncoder().encode('Год').slice(1), 'text/plain');
    await expect(refused).rejects.toBeInstanceOf(UnreadableText);
    await expect(refused).rejects.toMatchObject({ reason: 'wrong-charset' });
  });

  it('leaves bytes of a shared buffer alone', async () => {
    const bytes = Buffer.from('xxshared');
    expect(await workers().extract(bytes.subarray(2), 'text/plain')).toMatchObject({ text: 'shared' });
    expect(bytes.toString()).toBe('xxshared');
  });

  it('leaves the event loop free while workers run', async () => {
    const { text, passages } = muchWork();
    const all = workers();
    await all.locate('warm', { exact: 'warm' });
    let turns = 0;
    let longest = 0;
    let last = performance.now();
    const ticking = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      turns += 1;
    }, 1);
    try {
      const began = (last = performance.now());
      await all.reanchor(text, passages);
      const whole = performance.now() - began;
      const turnsMeanwhile = turns;
      const longestMeanwhile = longest;
      turns = 0;
      reanchor(new NormalisedText(text), passages);
      expect(turns).toBe(0);
      expect(turnsMeanwhile).toBeGreaterThan(10);
      expect(longestMeanwhile).toBeLessThan(whole / 2);
    } finally {
      clearInterval(ticking);
    }
  });

  it('runs at most as many jobs at once as configured', async () => {
    const all = unruly({ size: 2 });
    const jobs = Array.from({ length: 20 }, (_, at) => told(all, `job ${at}`));
    expect(await Promise.all(jobs)).toEqual(jobs.map((_, at) => `job ${at}`));
  });

  it.each([
    ['throw', 'crashed', /thrown as told/],
    ['exit', 'crashed', /code 3/],
    ['fail', 'failed', /as told/],
  ])('recovers from a worker told to %s', async (what, reason, message) => {
    const all = unruly();
    const jobs = [told(all, what), told(all, 'next')];
    await expect(jobs[0]).rejects.toMatchObject({
      name: 'WorkFailed',
      reason,
      message: expect.stringMatching(message),
    });
    expect(await jobs[1]).toBe('next');
    expect(await told(all, 'another')).toBe('another');
  });

  it('recovers from a job that takes too long', async () => {
    const all = unruly({ timeoutMs: 500 });
    const jobs = [told(all, 'loop'), told(all, 'next')];
    await expect(jobs[0]).rejects.toMatchObject({
      reason: 'timed-out',
      message: expect.stringContaining('0.5 s'),
    });
    expect(await jobs[1]).toBe('next');
  });

  it.each([
    ['on the heap', 'grow', { heapMb: 16 }],
    ['outside it', 'loop', { growthMb: -1 }],
  ])('recovers from a job that takes too much memory %s', async (_, what, limits) => {
    const all = unruly(limits);
    await expect(told(all, what)).rejects.toMatchObject({ reason: 'out-of-memory' });
    if (what === 'grow') expect(await told(all, 'next')).toBe('next');
  });

  it('refuses jobs beyond its queue and ends those under way on close', async () => {
    const all = unruly({ queue: 1 });
    const under = told(all, 'loop');
    const waiting = told(all, 'next');
    await expect(told(all, 'too many')).rejects.toMatchObject({ reason: 'too-busy' });
    const both = Promise.allSettled([under, waiting]);
    await all.close();
    expect(await both).toMatchObject([{ reason: { reason: 'closed' } }, { reason: { reason: 'closed' } }]);
    await expect(told(all, 'later')).rejects.toMatchObject({ reason: 'closed' });
  });

  it('says what to do when the program was not built', async () => {
    await expect(told(workers({ workerFile: '/nowhere/text-worker.js' }), 'x')).rejects.toMatchObject({
      reason: 'not-built',
      message: expect.stringContaining('npm run build'),
    });
  });
});
