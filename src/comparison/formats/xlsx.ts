import type { Readable } from 'node:stream';
import type { Words } from '../../language/words.js';
import { creditOf } from '../../reporting/scorecard/formats/wording.js';
import { count, day, percent, type SheetColumn, text, type Values } from '../../documents/xlsx/parts.js';
import { type Sheet, workbook } from '../../documents/xlsx/workbook.js';
import { byEarlier, type Comparison } from '../compare.js';
import { sourcesOf } from './document.js';
import { pathsOf } from './fate-looks.js';
import { matrixOf } from './matrix.js';
import { comparisonOrigin, levelOf, named, Naming, scaleText, titleText } from './naming.js';

/** The comparison as a workbook: summary, links, from area to area, unfinished, new, areas. */
export function comparisonXlsx(comparison: Comparison, words: Words): Readable {
  const { origin, language, knownAt } = comparison;
  return workbook(
    [
      summarySheet(comparison, words),
      linksSheet(comparison, words),
      matrixSheet(comparison, words),
      unfinishedSheet(comparison, words),
      newSheet(comparison, words),
      areasSheet(comparison, words),
    ],
    { title: titleText(comparison, words), subject: origin.address, language, at: knownAt },
  );
}

const column = (label: string, width: number): SheetColumn => ({ label, width });

function summarySheet(comparison: Comparison, words: Words): Sheet {
  const { from, to, totals } = comparison;
  const plans = [from, to].map((plan) => ({
    ...plan,
    side: words.text(plan === from ? 'earlierPlan' : 'laterPlan'),
  }));
  const rows: Values[] = [
    ...plans.flatMap(({ side, holder, termStart, termEnd, total, organization }): Values[] => [
      [text(`${side}: ${words.text('organization')}`), text(organization.name)],
      [text(`${side}: ${words.text('holder')}`), text(holder)],
      [text(`${side}: ${words.text('termStart')}`), day(termStart)],
      [text(`${side}: ${words.text('termEnd')}`), day(termEnd)],
      [text(`${side}: ${words.text('objectives')}`), count(total.objectives)],
      [text(`${side}: ${words.text('assessed')}`), count(total.assessed)],
      [text(`${side}: ${words.text('complete')}`), count(total.complete)],
      [text(`${side}: ${words.text('percentComplete')}`), percent(total.percentComplete)],
    ]),
    [text(words.text('scale')), text(scaleText(comparison, words))],
    [text(words.text('takenUp')), count(totals.from - totals.dropped)],
    ...pathsOf(comparison, words).map((path): Values => [text(path.label), count(path.count)]),
    ...comparisonOrigin(comparison, words).map(([label, value]): Values => [text(label), text(value)]),
    ...sourcesOf(comparison).map((source): Values => [
      text(words.text('source')),
      text(creditOf(source, words)),
    ]),
  ];
  return {
    name: words.text('summary'),
    columns: [column(words.text('item'), 44), column(words.text('value'), 90)],
    rows: () => rows,
  };
}

function linksSheet(comparison: Comparison, words: Words): Sheet {
  const naming = new Naming(comparison);
  return {
    name: words.text('links'),
    columns: [
      column(words.text('earlierCode'), 14),
      column(words.text('earlierObjective'), 60),
      column(words.text('earlierArea'), 36),
      column(words.text('outcome'), 16),
      column(words.text('relation'), 26),
      column(words.text('state'), 26),
      column(words.text('laterCode'), 14),
      column(words.text('laterObjective'), 60),
      column(words.text('laterArea'), 36),
      column(words.text('rationale'), 60),
    ],
    rows: () => {
      const links = byEarlier(comparison.rows);
      return comparison.objectives.from.flatMap((earlier): Values[] => {
        const head = [
          text(earlier.code),
          text(earlier.title),
          text(naming.areaOf(comparison.from, earlier.area)),
          text(words.text(earlier.fate)),
        ];
        const own = links.get(earlier.code) ?? [];
        if (own.length === 0) return [[...head, null, null, null, null, null, null]];
        return own.map(({ to, relation, state, rationale }) => {
          const later = naming.to.get(to)!;
          return [
            ...head,
            text(words.text(relation)),
            text(words.text(state === 'confirmed' ? 'confirmed' : 'suggested')),
            text(later.code),
            text(later.title),
            text(naming.areaOf(comparison.to, later.area)),
            text(rationale),
          ];
        });
      });
    },
  };
}

function matrixSheet(comparison: Comparison, words: Words): Sheet {
  const { rows, columns, totals, total } = matrixOf(comparison, words);
  const totalName = words.text('total');
  return {
    name: words.text('fromAreaToArea'),
    columns: [
      column(words.text('earlierArea'), 50),
      ...columns.map(({ name }) => column(name, 20)),
      column(totalName, 12),
    ],
    rows: () => [
      ...rows.map((row): Values => [text(row.name), ...row.counts.map(count), count(row.total)]),
      [text(totalName), ...totals.map(count), count(total)],
    ],
  };
}

/** What was not achieved, and what was achieved on evidence that is not firm. */
function unfinishedSheet(comparison: Comparison, words: Words): Sheet {
  const naming = new Naming(comparison);
  const row = (
    objective: Comparison['notFirm'][number] | Comparison['unfinished'][number],
    stand: (string | null)[],
  ): Values => [
    text(objective.code),
    text(objective.title),
    text(naming.areaOf(comparison.from, objective.area)),
    ...stand.map(text),
    text(words.text(objective.fate)),
    text(
      objective.takenUpBy.length === 0
        ? words.text('nothingTakesUp')
        : objective.takenUpBy.map((taken) => `${named(taken)} (${words.text(taken.relation)})`).join('\n'),
    ),
  ];
  return {
    name: words.text('unfinished'),
    columns: [
      column(words.text('code'), 14),
      column(words.text('objective'), 60),
      column(words.text('area'), 36),
      column(words.text('level'), 20),
      column(words.text('cause'), 16),
      column(words.text('strength'), 18),
      column(words.text('outcome'), 16),
      column(words.text('takenUpBy'), 70),
    ],
    rows: () => [
      ...comparison.unfinished.map((objective) => {
        const { level, cause } = objective;
        return row(objective, [levelOf(comparison, level), cause === null ? null : words.text(cause), null]);
      }),
      ...comparison.notFirm.map((objective) => row(objective, [null, null, words.text(objective.strength)])),
    ],
  };
}

function newSheet(comparison: Comparison, words: Words): Sheet {
  const naming = new Naming(comparison);
  return {
    name: words.text('newNode'),
    columns: [
      column(words.text('code'), 14),
      column(words.text('objective'), 70),
      column(words.text('area'), 50),
    ],
    rows: () =>
      comparison.new.map(({ code, title, area }): Values => [
        text(code),
        text(title),
        text(naming.areaOf(comparison.to, area)),
      ]),
  };
}

function areasSheet({ areas }: Comparison, words: Words): Sheet {
  return {
    name: words.text('areas'),
    columns: [
      column(words.text('plan'), 28),
      column(words.text('areaCode'), 20),
      column(words.text('area'), 50),
      column(words.text('objectives'), 12),
      column(words.text('complete'), 12),
      column(words.text('percentComplete'), 14),
      column(words.text('linked'), 16),
      column(words.text('percentLinked'), 16),
    ],
    rows: () =>
      areas.map((area): Values => [
        text(area.plan),
        text(area.code),
        text(area.name),
        count(area.objectives),
        count(area.complete),
        percent(area.percentComplete),
        count(area.linked),
        percent(area.percentLinked),
      ]),
  };
}
