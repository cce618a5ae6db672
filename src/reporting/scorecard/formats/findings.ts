import type { Words } from '../../../language/words.js';
import type { Report, ReportObjective } from '../report.js';
import type { Scorecard, NotComplete } from '../scorecard.js';
import { labelled, levelLabel, passageText } from './wording.js';
import { cell, column, type Block, type Row, type Run } from '../../../documents/blocks.js';

/** What was assessed and not achieved, and why, with the passages that say so. */
export function unfinishedBlocks(card: Scorecard, words: Words): Block[] {
  if (card.notComplete.length === 0)
    return [{ kind: 'paragraph', runs: [{ text: words.text('nothingUnfinished') }] }];
  const item = (objective: NotComplete): { heading: string; lines: Run[][]; points: Run[][] } => ({
    heading: `${objective.code} ${objective.title}`,
    lines: [stand(objective, card, words), [{ text: objective.rationale }]],
    points: objective.passages.map((passage) => [
      { text: `${words.text(passage.bearing)}: `, style: 'muted' },
      { text: passageText(passage, card, words) },
    ]),
  });
  return [{ kind: 'items', items: card.notComplete.map(item) }];
}

function stand({ level, effectiveOn, cause }: NotComplete, card: Scorecard, words: Words): Run[] {
  const why = cause === null ? [] : [labelled(words.text('cause'), words.text(cause), words)];
  return [
    { text: levelLabel(card, level), style: 'strong' },
    ...[words.day(effectiveOn), ...why].map((text) => ({ text: ` · ${text}` })),
  ];
}

/** What was achieved only after the term's end; nothing where nothing was. */
export function lateBlocks(card: Scorecard, words: Words): Block[] {
  if (card.late.length === 0) return [];
  return [
    { kind: 'heading', text: words.text('lateTitle') },
    {
      kind: 'table',
      caption: words.text('lateTitle'),
      columns: [
        column(words.text('code'), 12),
        column(words.text('objective'), 50),
        column(words.text('status'), 18),
        column(words.text('effectiveOn'), 20),
      ],
      rows: card.late.map(({ code, title, level, effectiveOn }) => ({
        cells: [cell(code), cell(title), cell(levelLabel(card, level)), cell(words.day(effectiveOn))],
      })),
    },
  ];
}

/** What changed since the day that was asked about; nothing where none was. */
export function changesBlocks(card: Scorecard, words: Words): Block[] {
  const { changes } = card;
  if (changes === undefined) return [];
  const head: Block[] = [
    { kind: 'heading', text: words.text('changesSince', { day: words.day(changes.since) }) },
    {
      kind: 'paragraph',
      runs: [
        {
          text: words.text('thenAndNow', {
            day: words.day(changes.since),
            then: changes.total.complete,
            now: card.total.complete,
          }),
        },
        {
          text: ` ${
            changes.objectives.length === 0
              ? words.text('noChanges')
              : words.count('changedCount', changes.objectives.length)
          }`,
        },
      ],
    },
  ];
  if (changes.objectives.length === 0) return head;
  return [
    ...head,
    {
      kind: 'table',
      caption: words.text('changesSince', { day: words.day(changes.since) }),
      columns: [
        column(words.text('code'), 10),
        column(words.text('objective'), 40),
        column(words.text('then'), 16),
        column(words.text('now'), 16),
        column(words.text('effectiveOn'), 18),
      ],
      rows: changes.objectives.map(({ code, title, from, to, effectiveOn }) => ({
        cells: [
          cell(code),
          cell(title),
          cell(levelLabel(card, from)),
          cell(levelLabel(card, to)),
          cell(effectiveOn === null ? '–' : words.day(effectiveOn)),
        ],
      })),
    },
  ];
}

/** Every objective with its evidence, read as it is printed. */
export function objectivesBlocks(report: Report, words: Words): Block[] {
  const card = report.scorecard;
  return [
    { kind: 'heading', text: words.text('objectives') },
    {
      kind: 'stream',
      caption: words.text('objectives'),
      columns: [
        column(words.text('code'), 9),
        column(words.text('objective'), 25),
        column(words.text('status'), 13),
        column(words.text('effectiveOn'), 11),
        column(words.text('strength'), 11),
        column(words.text('evidence'), 31),
      ],
      async *rows() {
        for await (const objective of report.objectives()) yield objectiveRow(objective, card, words);
      },
    },
  ];
}

function objectiveRow(objective: ReportObjective, card: Scorecard, words: Words): Row {
  const { strength, effectiveOn } = objective;
  const late = objective.late ? ` (${words.text('late').toLocaleLowerCase(words.language)})` : '';
  return {
    cells: [
      cell(objective.code),
      [
        [{ text: objective.title }],
        [{ text: `${objective.areaName}; ${words.text(objective.basis)}`, style: 'muted' }],
      ],
      cell(objective.levelLabel),
      cell(effectiveOn === null ? '–' : `${words.day(effectiveOn)}${late}`),
      cell(strength === null ? '–' : words.text(strength)),
      objective.evidence.map((evidence) => [
        { text: `${words.text(evidence.bearing)}: `, style: 'muted' },
        { text: passageText(evidence, card, words) },
      ]),
    ],
  };
}
