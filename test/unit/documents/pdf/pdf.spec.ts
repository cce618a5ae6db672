import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Block, Cell, Row } from '../../../../src/documents/blocks.js';
import { closePdfWorkers, pdf, PdfWorkers } from '../../../../src/documents/pdf/pdf-workers.js';
import type { WorkerPoolOptions } from '../../../../src/workers/worker-pool.js';
import { ensureBuilt } from '../../../support/processes/built-program.js';
import { bytesOf, readPdf } from '../../../support/read-formats.js';
import { allObjectives, BELARUS, reportOf, withObjectives } from '../../../support/report-fixture.js';
import type { PrintJob } from '../../../../src/documents/pdf/print-job.js';
import { printJob } from '../../../../src/reporting/scorecard/formats/print-job.js';

beforeAll(() => ensureBuilt());

describe.each(['en', 'ru'] as const)('the PDF of the 34 objectives (%s)', (language) => {
  it('takes few pages with its appendix, is tagged and says its title and language', async () => {
    const bytes = await bytesOf(reportOf(BELARUS, language), 'pdf');
    const { pages, tags, alternatives, info, marked } = await readPdf(bytes);
    expect(pages).toHaveLength({ en: 7, ru: 8 }[language]);
    expect(marked).toBe(true);
    expect(info.Language).toBe(language);
    expect(info.Title).toContain('Presidency of the Republic of Belarus');
    expect(new Set(tags)).toEqual(
      new Set([
        ...['Root', 'Document', 'H1', 'H2', 'H3', 'P', 'Figure', 'Table', 'THead', 'TBody', 'TR', 'TH', 'TD'],
        ...['L', 'LI', 'Lbl', 'LBody'],
      ]),
    );
    expect(alternatives).toHaveLength(3);
    expect(alternatives.join(' ')).toContain('22');
    const raw = bytes.toString('latin1');
    expect(raw).toContain('/DisplayDocTitle true');
    expect(raw).toMatch(/\/FontName \/[A-Z]{6}\+DejaVuSansCondensed/);
    expect(bytes.length).toBeLessThan(170_000);
  });
});

describe('the PDF of a longer plan', () => {
  it('prints a longer plan on more pages and names everything not achieved', async () => {
    const objectives = await allObjectives(reportOf());
    const unfinished = objectives.filter(({ level }) => level === 'not_implemented');
    const many = Array.from({ length: 60 }, (_, at) => ({
      ...unfinished[at % 2]!,
      code: `LONG-${String(at).padStart(2, '0')}`,
    }));
    const { pages } = await readPdf(await bytesOf(withObjectives([...objectives, ...many]), 'pdf'));
    expect(pages.length).toBeGreaterThan(4);
    const text = pages.join(' ');
    for (const { code } of many) expect(text).toContain(code);
    pages.forEach((page, at) => expect(page).toContain(`Page ${at + 1} of ${pages.length}`));
  });
});

describe('a table of the PDF', () => {
  const title: Block = { kind: 'title', text: 'Table', lines: [] };
  const drawn = async (blocks: Block[]): Promise<string[]> => {
    const bytes = await pdf({
      ...(await printJob(reportOf(), { appendix: true })),
      blocks: [title, ...blocks],
    });
    return (await readPdf(bytes)).pages;
  };
  const cell = (text: string): Cell => [[{ text }]];
  const tableOf = (rows: Row[]): Block => ({
    kind: 'table',
    caption: 'Areas',
    columns: [
      { label: 'Направление', align: 'start', share: 1 },
      { label: 'Цель', align: 'start', share: 8 },
      ...['Применимо', 'Оценено', 'не подтверждено'].map((label) => ({
        label,
        align: 'end' as const,
        share: 1,
      })),
    ],
    rows,
  });
  const row = (name: string): Row => ({
    cells: [cell(name), cell('Цель '.repeat(40)), cell('7'), cell('7'), cell('0')],
  });

  it('cuts no word up for which there is room', async () => {
    const [page] = await drawn([tableOf([row('кибербезопасности'), row('государств-членов')])]);
    expect(page).toContain('кибербезопасности');
    expect(page).toContain('государств-членов');
  });

  it('cuts up what is wider than the page', async () => {
    const [page] = await drawn([tableOf([row('ы'.repeat(300))])]);
    expect(page!.match(/ы/g)).toHaveLength(300);
    expect(page).not.toContain('ы'.repeat(150));
  });

  it('leaves no heading alone at the foot of a page', async () => {
    // However much stands above it.
    for (const above of [44, 48, 52, 56, 60]) {
      const lines: Block[] = Array.from({ length: above }, () => ({
        kind: 'paragraph',
        runs: [{ text: 'Above.' }],
      }));
      const pages = await drawn([
        ...lines,
        { kind: 'heading', text: 'Цели плана' },
        tableOf([row('первая')]),
      ]);
      const its = pages.find((page) => page.includes('Цели плана'));
      expect([above, its?.includes('первая')]).toEqual([above, true]);
    }
  });
});

describe('the thread that draws', () => {
  const open: PdfWorkers[] = [];
  const thread = (options?: WorkerPoolOptions): PdfWorkers => {
    const made = new PdfWorkers(options);
    open.push(made);
    return made;
  };
  afterEach(() => Promise.all(open.splice(0).map((made) => made.close())));

  let job: PrintJob;
  beforeAll(async () => {
    job = await printJob(reportOf(), { appendix: true });
  });

  it('leaves the event loop free while a PDF is drawn', async () => {
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 5);
    await thread().draw(job);
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(5);
  });

  it('refuses PDFs beyond its queue and draws the others', async () => {
    const busy = thread({ queue: 1 });
    const drawn = [busy.draw(job), busy.draw(job)];
    await expect(busy.draw(job)).rejects.toMatchObject({ kind: 'too-busy' });
    const [first, second] = await Promise.all(drawn);
    expect(first!.equals(second!)).toBe(true);
  });

  it('gives up a PDF that takes too long or fails, and draws the next', async () => {
    const made = thread({ timeoutMs: 1 });
    await expect(made.draw(job)).rejects.toMatchObject({ reason: 'timed-out' });
    const broken = thread();
    const lost = { ...job, day: 'no day' };
    await expect(broken.draw(lost)).rejects.toMatchObject({ reason: 'failed' });
    expect((await broken.draw(job)).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('fails a PDF under way when the service stops', async () => {
    const drawing = expect(pdf(job)).rejects.toMatchObject({
      kind: 'too-busy',
      message: expect.stringContaining('stopping'),
    });
    await closePdfWorkers();
    await drawing;
    expect((await pdf(job)).subarray(0, 5).toString()).toBe('%PDF-');
    await closePdfWorkers();
  });
});
