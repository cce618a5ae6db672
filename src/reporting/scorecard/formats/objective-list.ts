import {
  type Block,
  type Cell,
  cell,
  column,
  type Column,
  type Row,
  type Run,
  type WholeBlock,
} from '../../../documents/blocks.js';
import { bearingText } from '../../../assessments/bearing-text.js';
import type { Words } from '../../../language/words.js';
import type { Report, ReportObjective } from '../report.js';
import type { Scorecard } from '../scorecard.js';
import { otherLines } from './findings.js';
import { assessorText, isAssessed, passageText, statusLabel } from './wording.js';

/** How much of a long plan a printed report lists; the rest is in the tables that can be had beside it. */
export const MOST_PRINTED = { objectives: 1000, passagesOf: 250 };

/** Characters of a title or a name, and of a passage, that are printed: what is longer ends in an ellipsis. */
const MOST_OF_NAME = 300;
const MOST_OF_PASSAGE = 1000;

/** Every objective with its evidence, read as it is printed. */
export function objectivesBlocks(report: Report, words: Words): Block[] {
  const card = report.scorecard;
  return [
    { kind: 'heading', text: words.text('objectives') },
    {
      kind: 'stream',
      caption: words.text('objectives'),
      columns: [...columns(words, 24), column(words.text('evidence'), 31)],
      async *rows() {
        for await (const objective of report.objectives()) {
          const { cells } = rowOf(objective, card, words);
          yield { cells: [...cells, passageLines(objective, card, words)] };
        }
      },
    },
  ];
}

/**
 * The objectives as they are printed: a table of where each stands, and the passages of the complete ones. Both end at
 * {@link MOST_PRINTED} and say so.
 * @param appendix whether the passages are printed
 */
export async function printedObjectives(
  report: Report,
  words: Words,
  { appendix }: { appendix: boolean },
): Promise<{ list: WholeBlock[]; appendix: WholeBlock[] }> {
  const { assessor, ...others } = report.scorecard;
  const card = { ...others, assessor: { ...assessor, name: clipped(assessor.name, MOST_OF_NAME) } };
  const isComplete = new Map(card.scale.levels.map(({ slug, complete }) => [slug, complete]));
  const rows: Row[] = [];
  const quoted: ReportObjective[] = [];
  for await (const whole of report.objectives()) {
    const objective = clippedThroughout(whole);
    if (rows.length < MOST_PRINTED.objectives) rows.push(rowOf(objective, card, words));
    if (appendix && quoted.length < MOST_PRINTED.passagesOf && isComplete.get(objective.level))
      quoted.push(objective);
    const isFull = quoted.length >= Math.min(MOST_PRINTED.passagesOf, card.total.complete);
    if (rows.length >= MOST_PRINTED.objectives && (!appendix || isFull)) break;
  }
  const caption = words.text('objectives');
  const list: WholeBlock[] = [
    { kind: 'heading', text: caption },
    ...cutShort('firstListed', rows.length, card.total.objectives, words),
    { kind: 'table', caption, columns: columns(words, 40), rows },
  ];
  return { list, appendix: appendix ? appendixBlocks(quoted, card, words) : [] };
}

function appendixBlocks(quoted: readonly ReportObjective[], card: Scorecard, words: Words): WholeBlock[] {
  const heading: WholeBlock = { kind: 'heading', text: words.text('passagesOfComplete') };
  if (quoted.length === 0) {
    return [heading, { kind: 'paragraph', runs: [{ text: words.text('noneComplete') }] }];
  }
  const items = quoted.map((objective) => ({
    heading: `${objective.code} ${objective.title}`,
    lines: [],
    points: passageLines(objective, card, words),
  }));
  return [
    heading,
    ...cutShort('firstPassages', quoted.length, card.total.complete, words),
    { kind: 'items', items },
  ];
}

function clippedThroughout(objective: ReportObjective): ReportObjective {
  return {
    ...objective,
    title: clipped(objective.title, MOST_OF_NAME),
    areaName: clipped(objective.areaName, MOST_OF_NAME),
    evidence: objective.evidence.map((passage) => ({
      ...passage,
      exact: passage.exact === null ? null : clipped(passage.exact, MOST_OF_PASSAGE),
      summary: passage.summary === null ? null : clipped(passage.summary, MOST_OF_PASSAGE),
    })),
  };
}

function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${[...text.slice(0, most)].slice(0, -1).join('')}…`;
}

function cutShort(
  key: 'firstListed' | 'firstPassages',
  shown: number,
  of: number,
  words: Words,
): WholeBlock[] {
  return shown < of ? [{ kind: 'paragraph', runs: [{ text: words.text(key, { shown, of }) }] }] : [];
}

/** Code, title with area and basis, status, day, strength, and whose status it is. */
function columns(words: Words, title: number): Column[] {
  return [
    column(words.text('code'), 9),
    column(words.text('objective'), title),
    column(words.text('status'), 15),
    column(words.text('effectiveOn'), 12),
    column(words.text('strength'), 12),
    column(words.text('assessor'), 14),
  ];
}

function rowOf(objective: ReportObjective, card: Scorecard, words: Words): Row {
  const { code, strength, effectiveOn, level } = objective;
  const isAssessed = card.scale.levels.find(({ slug }) => slug === level)?.assessed ?? true;
  const late = objective.late ? ` (${words.text('late').toLocaleLowerCase(words.language)})` : '';
  return {
    cells: [
      cell(code),
      [
        [{ text: objective.title }],
        [{ text: `${objective.areaName}; ${words.text(objective.basis)}`, style: 'muted' }],
      ],
      [[{ text: statusLabel(objective, card, words) }], ...otherLines(code, card, words)],
      cell(effectiveOn === null || !isAssessed ? '–' : `${words.day(effectiveOn)}${late}`),
      cell(strength === null ? '–' : words.text(strength)),
      cell(isAssessed ? assessorText(card, words) : '–'),
    ],
  };
}

function passageLines(objective: ReportObjective, card: Scorecard, words: Words): Cell {
  return objective.evidence.map((evidence): Run[] => [
    { text: `${bearingText(evidence.bearing, isAssessed(card, objective.level), words)}: `, style: 'muted' },
    { text: passageText(evidence, card, words) },
  ]);
}
