import { wordsOf } from '../../language/words.js';
import type { Scene, Tone } from '../charts/scene.js';
import type { Block, Run } from '../blocks.js';
import { drawScene } from './figure.js';
import { LEADING, Paper } from './paper.js';
import type { PrintJob } from './print-job.js';
import { beginningOf, drawTable } from './table.js';

const SIZE = 8.6;

/**
 * The report as a tagged PDF on A4: two pages for some thirty objectives, more for longer plans. The same report gives
 * the same bytes.
 */
export async function drawPdf({ blocks, subject, language, madeAt, day }: PrintJob): Promise<Buffer> {
  const words = wordsOf(language);
  const title = blocks.find((block) => block.kind === 'title')!.text;
  const paper = new Paper({ title, subject, language, madeAt: new Date(madeAt) });
  blocks.forEach((block, at) => put(paper, block, blocks[at + 1]));
  const foot = paper.setter.cut(`${title} · ${words.day(day)}`, paper.width - 90, 7);
  return paper.finish((page, pages) => ({ start: foot, end: words.text('page', { page, pages }) }));
}

function put(paper: Paper, block: Block, next: Block | undefined): void {
  switch (block.kind) {
    case 'title':
      paragraph(paper, 'H1', [{ text: block.text }], 14, { isBold: true });
      paper.y += 2;
      for (const runs of block.lines) paragraph(paper, 'P', runs, SIZE, { tone: 'muted' });
      paper.y += 8;
      return;
    case 'heading':
      return heading(paper, block.text, next);
    case 'headline':
      return headline(paper, block);
    case 'paragraph':
      return paragraph(paper, 'P', block.runs, SIZE);
    case 'figure':
      return figure(paper, block.scene);
    case 'table':
      return drawTable(paper, block);
    case 'numbered':
      return list(
        paper,
        block.items.map((runs, at) => [`[${at + 1}]`, runs]),
        20,
      );
    case 'items':
      return items(paper, block.items);
    case 'facts':
      return list(paper, block.pairs, 110);
    case 'stream':
      throw new Error('A PDF is drawn on another thread, where nothing can be read as it is printed.');
  }
}

function paragraph(
  paper: Paper,
  tag: string,
  runs: readonly Run[],
  size: number,
  { isBold = false, tone = 'ink', x = paper.left }: { isBold?: boolean; tone?: Tone; x?: number } = {},
): void {
  const lines = paper.setter.lines(runs, paper.width - (x - paper.left), size, isBold);
  // A single line is not left alone at the foot of a page.
  paper.need(Math.min(lines.length, 2) * size * LEADING);
  paper.element(tag, (element) => paper.lines(element, lines, size, { x, tone }));
  paper.y += size * 0.18;
}

/** A heading stands on the page of what it is about. */
function heading(paper: Paper, text: string, next: Block | undefined): void {
  paper.y += 7;
  paper.need(20 + leadOf(paper, next));
  paragraph(paper, 'H2', [{ text }], 10.5, { isBold: true, tone: 'accent' });
  paper.y += 1;
}

/** How much of what follows a heading has to stand below it. */
function leadOf(paper: Paper, next: Block | undefined): number {
  if (next?.kind === 'figure') return heightOf(paper, next.scene);
  return next?.kind === 'table' ? Math.min(beginningOf(paper, next), paper.whole - 30) : 45;
}

function headline(paper: Paper, block: Extract<Block, { kind: 'headline' }>): void {
  paragraph(
    paper,
    'P',
    [{ text: [block.figure, block.percent].filter((text) => text !== '').join(' · ') }],
    24,
    {
      isBold: true,
      tone: 'accent',
    },
  );
  paragraph(paper, 'P', [{ text: `${block.caption}.`, style: 'strong' }], SIZE);
  for (const runs of block.lines) paragraph(paper, 'P', runs, SIZE);
}

function heightOf(paper: Paper, scene: Scene): number {
  return Math.min((scene.height * paper.width) / scene.width + 14, paper.whole - 30);
}

function figure(paper: Paper, scene: Scene): void {
  paper.y += 6;
  paper.need(heightOf(paper, scene));
  paragraph(paper, 'P', [{ text: scene.title, style: 'strong' }], SIZE);
  paper.y += 2;
  const scale = Math.min(paper.width / scene.width, paper.room / scene.height);
  const bbox = [paper.left, paper.y, paper.left + scene.width * scale, paper.y + scene.height * scale];
  paper.element('Figure', (element) => element.add(() => drawScene(paper, scene, scale)), undefined, {
    alt: `${scene.title}. ${scene.description}`,
    bbox,
  });
  paper.y += scene.height * scale + 2;
}

function items(paper: Paper, all: Extract<Block, { kind: 'items' }>['items']): void {
  for (const { heading: text, lines, points } of all) {
    paper.need(4 * SIZE * LEADING);
    paragraph(paper, 'H3', [{ text }], SIZE + 0.4, { isBold: true });
    for (const runs of lines) paragraph(paper, 'P', runs, SIZE);
    if (points.length > 0)
      list(
        paper,
        points.map((runs) => ['•', runs]),
        10,
      );
    paper.y += 3;
  }
}

/** A list whose labels stand in a column of their own. */
function list(
  paper: Paper,
  entries: readonly (readonly [label: string, runs: Run[]])[],
  indent: number,
): void {
  paper.element('L', (whole) => {
    for (const [label, runs] of entries) {
      const x = paper.left + indent;
      const head = paper.setter.lines([{ text: label, style: 'muted' }], indent - 6, SIZE);
      const lines = paper.setter.lines(runs, paper.width - indent, SIZE);
      paper.need(Math.max(head.length, Math.min(lines.length, 2)) * SIZE * LEADING);
      paper.element(
        'LI',
        (item) => {
          const top = paper.y;
          paper.element('Lbl', (element) => paper.lines(element, head, SIZE), item);
          const below = paper.y;
          paper.y = top;
          paper.element('LBody', (element) => paper.lines(element, lines, SIZE, { x }), item);
          // Behind a label of several lines, but not where the body went on to another page.
          if (paper.y > top) paper.y = Math.max(paper.y, below);
        },
        whole,
      );
      paper.y += SIZE * 0.15;
    }
  });
}
