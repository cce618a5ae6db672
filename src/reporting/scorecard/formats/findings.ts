import type { Words } from '../../../language/words.js';
import type { Scorecard, NotComplete } from '../scorecard.js';
import { dissentTexts, labelled, levelLabel, passageText } from './wording.js';
import { cell, column, type Block, type Run } from '../../../documents/blocks.js';
import { nothingMissedText } from './coverage.js';

/** What was assessed and not achieved, and why, with the passages that say so. */
export function unfinishedBlocks(card: Scorecard, words: Words): Block[] {
  if (card.notComplete.length === 0)
    return [{ kind: 'paragraph', runs: [{ text: nothingMissedText(card.total, words) }] }];
  const item = (objective: NotComplete): { heading: string; lines: Run[][]; points: Run[][] } => ({
    heading: `${objective.code} ${objective.title}`,
    lines: [
      stand(objective, card, words),
      ...otherLines(objective.code, card, words),
      [{ text: objective.rationale }],
    ],
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

/** What other assessors say of an objective, where that is another status; each a line. */
export function otherLines(code: string, card: Scorecard, words: Words): Run[][] {
  return dissentTexts(code, card, words).map((text): Run[] => [{ text, style: 'muted' }]);
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
        cells: [
          cell(code),
          cell(title),
          [[{ text: levelLabel(card, level) }], ...otherLines(code, card, words)],
          cell(words.day(effectiveOn)),
        ],
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
