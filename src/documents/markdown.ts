import type { Block, Cell, Column, Row, Run } from './blocks.js';

/**
 * The report as GitHub Flavored Markdown. Texts of users are escaped, so that they read as they were typed and can be
 * neither markup nor HTML. Charts are given in words: what they show stands in the tables.
 */
export async function* markdown(blocks: readonly Block[]): AsyncGenerator<string> {
  for (const block of blocks) {
    if (block.kind === 'stream') {
      yield tableHead(block.columns);
      for await (const row of block.rows()) yield tableRow(row);
      yield '\n';
    } else yield `${lines(block).join('\n')}\n\n`;
  }
}

function lines(block: Exclude<Block, { kind: 'stream' }>): string[] {
  switch (block.kind) {
    case 'title':
      return [`# ${escapeMarkdown(block.text)}`, '', ...paragraphs(block.lines)];
    case 'heading':
      return [`## ${escapeMarkdown(block.text)}`];
    case 'headline':
      return [
        [block.figure, block.percent]
          .filter((text) => text !== '')
          .map((text) => `**${escapeMarkdown(text)}**`)
          .join(' · '),
        '',
        `${escapeMarkdown(block.caption)}.`,
        '',
        ...paragraphs(block.lines),
      ];
    case 'paragraph':
      return [inline(block.runs)];
    case 'figure':
      return [`*${escapeMarkdown(block.scene.title)}.* ${escapeMarkdown(block.scene.description)}`];
    case 'table':
      return [`${tableHead(block.columns)}${block.rows.map(tableRow).join('')}`.trimEnd()];
    case 'numbered':
      return block.items.map((runs, at) => `${at + 1}. ${inline(runs)}`);
    case 'items':
      return block.items.flatMap(({ heading, lines: said, points }) => [
        `### ${escapeMarkdown(heading)}`,
        '',
        ...paragraphs(said),
        '',
        ...points.map((runs) => `- ${inline(runs)}`),
        '',
      ]);
    case 'facts':
      return block.pairs.map(([label, runs]) => `- ${escapeMarkdown(label)}: ${inline(runs)}`);
  }
}

function paragraphs(all: readonly Run[][]): string[] {
  return all.map(inline).join('\n\n').split('\n');
}

function tableHead(columns: readonly Column[]): string {
  const labels = columns.map(({ label }) => escapeMarkdown(label));
  const rules = columns.map(({ align }) => (align === 'end' ? '---:' : '---'));
  return `| ${labels.join(' | ')} |\n| ${rules.join(' | ')} |\n`;
}

function tableRow({ cells, isTotal }: Row): string {
  const texts = cells.map((cell) => cellText(cell, isTotal ?? false));
  return `| ${texts.join(' | ')} |\n`;
}

function cellText(cell: Cell, bold: boolean): string {
  const text = cell.map(inline).join('<br>');
  return bold && text !== '' ? `**${text}**` : text;
}

function inline(runs: readonly Run[]): string {
  return runs.map(run).join('');
}

function run({ text, style }: Run): string {
  const escaped = escapeMarkdown(text);
  if (style !== 'strong') return escaped;
  // Emphasis may not begin or end with a space.
  const core = escaped.trim();
  if (core === '') return escaped;
  const start = escaped.indexOf(core);
  return `${escaped.slice(0, start)}**${core}**${escaped.slice(start + core.length)}`;
}

/**
 * A text that Markdown shows as it is, on one line: every ASCII mark that can be escaped and means something is
 * (CommonMark 2.4; GFM 4.10 for `|`), and what opens a tag or an entity becomes an entity, for programs that pass HTML
 * through. A number or a mark at the start opens no list.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .replace(/&(#?\w+;)/g, '&amp;$1')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]#|~$!]/g, '\\$&')
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(\s|$)/, '$1\\$2$3');
}
