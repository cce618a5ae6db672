import type { Words } from '../../language/words.js';
import { type Block, cell, type Cell, column, type Row, type Run } from '../../documents/blocks.js';
import { labelled } from '../../reporting/scorecard/formats/wording.js';
import type { ComparedPlan, Comparison, ObjectiveOf, SaidOf, TakenUp } from '../compare.js';
import type { Standing } from '../fates.js';
import { fateText, standingText } from './fate-looks.js';
import { endText, named, Naming, statusOf } from './naming.js';
import { nothingMissedText, nothingWeakText } from '../../reporting/scorecard/formats/coverage.js';

/** What was assessed and not achieved, and what of the later plan takes it up, if anything. */
export function unfinishedBlocks(comparison: Comparison, words: Words, most: number): Block[] {
  const { unfinished } = comparison;
  if (unfinished.length === 0) return [sentence(nothingMissedText(comparison.from.total, words))];
  const items = unfinished.slice(0, most).map((objective) => {
    const { level, cause, takenUpBy } = objective;
    const why = cause === null ? '' : ` · ${labelled(words.text('cause'), words.text(cause), words)}`;
    const stand: Run[] = [{ text: statusOf(comparison.from, level), style: 'strong' }, { text: why }];
    const nothing: Run[] = [{ text: endText(objective, comparison, words), style: 'strong' }];
    return {
      heading: named(objective),
      lines: takenUpBy.length === 0 ? [stand, nothing] : [stand, [{ text: `${words.text('takenUpBy')}:` }]],
      points: takenUpBy.map((taken) => takenRuns(taken, words)),
    };
  });
  return [{ kind: 'items', items }, ...more(unfinished.length - most, words)];
}

/** What was achieved, but on evidence that is not firm, and what the later plan does with it. */
export function notFirmBlocks(comparison: Comparison, words: Words, most: number): Block[] {
  const { notFirm } = comparison;
  if (notFirm.length === 0) return [sentence(nothingWeakText(comparison.from.total, words))];
  const row = (objective: Comparison['notFirm'][number]): Row => ({
    cells: [
      cell(named(objective)),
      cell(words.text(objective.strength)),
      cell(fateText(objective.fate, words)),
      objective.takenUpBy.length === 0
        ? cell(endText(objective, comparison, words))
        : objective.takenUpBy.map((taken) => takenRuns(taken, words)),
    ],
  });
  const columns = [
    column(words.text('earlierObjective'), 38),
    column(words.text('strength'), 14),
    column(words.text('outcome'), 12),
    column(words.text('takenUpBy'), 36),
  ];
  return table(
    words.text('notFirmTaken'),
    columns,
    notFirm.slice(0, most).map(row),
    notFirm.length - most,
    words,
  );
}

/** Every link, with why; those that nobody has decided on say so. */
export function linkBlocks(comparison: Comparison, words: Words, most: number): Block[] {
  const { rows } = comparison;
  if (rows.length === 0) return [];
  const naming = new Naming(comparison);
  const relation = ({ relation: kind, state }: Comparison['rows'][number]): Cell => [
    [{ text: words.text(kind) }],
    ...(state === 'confirmed' ? [] : [[{ text: words.text('suggested'), style: 'muted' } as Run]]),
  ];
  const columns = [
    column(words.text('earlierObjective'), 30),
    column(words.text('relation'), 15),
    column(words.text('laterObjective'), 30),
    column(words.text('rationale'), 25),
  ];
  const shown = rows.slice(0, most).map((row) => ({
    cells: [
      cell(named(naming.from.get(row.from)!)),
      relation(row),
      cell(named(naming.to.get(row.to)!)),
      [
        [{ text: row.rationale }],
        ...(row.suggestedReason ? [[{ text: words.text('suggestedReason'), style: 'muted' } as Run]] : []),
      ],
    ],
  }));
  return table(words.text('links'), columns, shown, rows.length - most, words);
}

/** Objectives of one plan that people have decided on, or that nobody has. */
export interface DecidedList {
  title: string;
  /** What to say where there are none. */
  none: string;
  plan: ComparedPlan;
  objectives: (ObjectiveOf & Partial<SaidOf> & { standing?: Standing })[];
}

/** What is not continued, and new, with who decided so and why; then what nobody has decided on, if anything. */
export function decidedLists(comparison: Comparison, words: Words): DecidedList[] {
  const { from, to } = comparison;
  const list = (title: string, none: string, plan: ComparedPlan, objectives: DecidedList['objectives']) => ({
    ...{ title, none, plan, objectives },
  });
  return [
    list(words.text('notContinuedTitle'), words.text('nothingNotContinued'), from, comparison.notContinued),
    list(words.text('newInLater'), words.text('nothingNewDecided'), to, comparison.new),
    list(words.text('undecidedTitle'), '', from, comparison.undecided),
    list(words.text('undecidedLaterTitle'), '', to, comparison.undecidedLater),
  ].filter(({ none, objectives }) => none !== '' || objectives.length > 0);
}

export function decidedListBlocks(
  { title, none, plan, objectives }: DecidedList,
  comparison: Comparison,
  words: Words,
  most: number,
): Block[] {
  if (objectives.length === 0) return [sentence(none)];
  const naming = new Naming(comparison);
  const hasStanding = objectives[0]!.standing !== undefined;
  const hasDecision = objectives[0]!.decision !== undefined;
  const columns = [
    column(words.text('objective'), hasDecision ? 36 : 56),
    column(words.text('area'), hasDecision ? 20 : 30),
    ...(hasStanding ? [column(words.text('standing'), 14)] : []),
    ...(hasDecision ? [column(words.text('rationale'), 30)] : []),
  ];
  const rows = objectives.slice(0, most).map(({ standing, ...objective }) => ({
    cells: [
      cell(named(objective)),
      cell(naming.areaOf(plan, objective.area)),
      ...(standing === undefined ? [] : [cell(standingText(standing, words))]),
      ...(objective.decision === undefined
        ? []
        : [
            [
              [{ text: objective.rationale! }],
              [
                {
                  text: `${objective.decidedBy!}, ${words.day(objective.decidedAt!.slice(0, 10))}`,
                  style: 'muted',
                },
              ],
            ] satisfies Cell,
          ]),
    ],
  }));
  return table(title, columns, rows, objectives.length - most, words);
}

function takenRuns(taken: TakenUp, words: Words): Run[] {
  return [{ text: named(taken) }, { text: ` (${words.text(taken.relation)})`, style: 'muted' }];
}

function table(
  caption: string,
  columns: Extract<Block, { kind: 'table' }>['columns'],
  rows: Row[],
  left: number,
  words: Words,
): Block[] {
  return [{ kind: 'table', caption, columns, rows }, ...more(left, words)];
}

function more(left: number, words: Words): Block[] {
  return left > 0 ? [sentence(words.count('moreRows', left))] : [];
}

function sentence(text: string): Block {
  return { kind: 'paragraph', runs: [{ text }] };
}
