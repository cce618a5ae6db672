import type { Words } from '../../../language/words.js';
import type { OverviewReport } from '../overview.js';
import { presidencyBars } from './presidency-bars.js';
import { INNER, Sheet } from '../../../documents/svg/svg-file.js';
import { creditOf, kindOf, labelled, provenanceOf } from '../../scorecard/formats/wording.js';
import { figuresLine, overviewFacts, overviewLines, overviewSources, overviewTitle } from './wording.js';

/** The table of presidencies as one SVG file: a bar for each with its figures, and where they come from. */
export function overviewSvg(report: OverviewReport, words: Words): string {
  const { overview, cards } = report;
  const sheet = new Sheet();
  const title = overviewTitle(overview, words);
  const lines = overviewLines(report, words);
  sheet.text(title, 19, 'ink', true);
  for (const line of lines) sheet.text(line, 11, 'muted');
  const notes = cards.map((card) => {
    const whose = words.text('assessedBy', { name: card.assessor.name, kind: kindOf(card, words) });
    return `${figuresLine(card, words)} · ${whose}`;
  });
  const bars = presidencyBars(cards, notes, words, INNER);
  if (cards.length > 0) sheet.chart(bars);
  sheet.space(16);
  for (const card of cards)
    for (const [label, text] of provenanceOf(card, words))
      sheet.text(`${card.plan.title}. ${labelled(label, text, words)}`, 10, 'muted');
  for (const [label, text] of overviewFacts(report, words))
    sheet.text(labelled(label, text, words), 10, 'muted');
  const sources = overviewSources(cards);
  if (sources.length > 0) sheet.text(`${words.text('sources')}:`, 10, 'muted');
  sources.forEach((source, at) => {
    sheet.text(`[${at + 1}] ${creditOf(source, words)}`, 10, 'muted');
  });
  const described = cards.length > 0 ? [bars.description] : [];
  return sheet.file({ name: 'overview', title, description: [...lines, ...described].join(' ') });
}
