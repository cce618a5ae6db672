import type { Words } from '../../language/words.js';
import { type Block, cell, type Cell, column, type Row, type Run } from '../../documents/blocks.js';
import { labelled } from '../../reporting/scorecard/formats/wording.js';
import type { ComparedPlan, Comparison, ObjectiveOf, TakenUp } from '../compare.js';
import { levelOf, named, Naming } from './naming.js';

/** What was assessed and not achieved, and what of the later plan takes it up, if anything. */
export function unfinishedBlocks(comparison: Comparison, words: Words, most: number): Block[] {
  const { unfinished } = comparison;
  if (unfinished.length === 0) return [sentence(words.text('nothingUnfinished'))];
  const items = unfinished.slice(0, most).map((objective) => {
    const { level, cause, takenUpBy } = objective;
    const why = cause === null ? '' : ` · ${labelled(words.text('cause'), words.text(cause), words)}`;
    const stand: Run[] = [{ text: levelOf(comparison, level), style: 'strong' }, { text: why }];
    const nothing: Run[] = [{ text: words.text('nothingTakesUp'), style: 'strong' }];
    return {
      heading: named(objective),
      lines: takenUpBy.length === 0 ? [stand, nothing] : [stand, [{ text: `${words.text('takenUpBy')}:` }]],
      points: takenUpBy.map((taken) => takenRuns(taken, words)),
    };
  });
  return [{ kind: 'items', items }, ...more(unfinished.length - most, words)];
}

/** What was achieved, but on evidence that is not firm, and what the later plan does with it. */
export function notFirmBlocks({ notFirm }: Comparison, words: Words, most: number): Block[] {
  if (notFirm.length === 0) return [sentence(words.text('allFirm'))];
  const row = (objective: Comparison['notFirm'][number]): Row => ({
    cells: [
      cell(named(objective)),
      cell(words.text(objective.strength)),
      cell(words.text(objective.fate)),
      objective.takenUpBy.length === 0
        ? cell(words.text('nothingTakesUp'))
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
  if (rows.length === 0) return [sentence(words.text('noLinks'))];
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
      cell(row.rationale),
    ],
  }));
  return table(words.text('links'), columns, shown, rows.length - most, words);
}

export function newBlocks(comparison: Comparison, words: Words, most: number): Block[] {
  if (comparison.new.length === 0) return [sentence(words.text('nothingNew'))];
  return objectives(words.text('newInLater'), comparison.to, comparison.new, comparison, words, most);
}

export function droppedBlocks(comparison: Comparison, words: Words, most: number): Block[] {
  if (comparison.dropped.length === 0) return [sentence(words.text('nothingDropped'))];
  return objectives(
    words.text('droppedFromEarlier'),
    comparison.from,
    comparison.dropped,
    comparison,
    words,
    most,
  );
}

function objectives(
  caption: string,
  plan: ComparedPlan,
  all: readonly ObjectiveOf[],
  comparison: Comparison,
  words: Words,
  most: number,
): Block[] {
  const naming = new Naming(comparison);
  const columns = [
    column(words.text('code'), 10),
    column(words.text('objective'), 58),
    column(words.text('area'), 32),
  ];
  const rows = all
    .slice(0, most)
    .map(({ code, title, area }) => ({ cells: [code, title, naming.areaOf(plan, area)].map(cell) }));
  return table(caption, columns, rows, all.length - most, words);
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
