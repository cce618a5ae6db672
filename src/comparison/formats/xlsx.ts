import type { Readable } from 'node:stream';
import type { Words } from '../../language/words.js';
import { creditOf } from '../../reporting/scorecard/formats/wording.js';
import { count, day, percent, type SheetColumn, text, type Values } from '../../documents/xlsx/parts.js';
import { type Sheet, workbook } from '../../documents/xlsx/workbook.js';
import type { ComparedObjective, ComparedPlan, Comparison } from '../compare.js';
import { groupBy, isCompared, takenUpCount } from '../totals.js';
import { sourcesOf } from './document.js';
import { fateText, pathOf, pathsOf, standingText } from './fate-looks.js';
import { decidedLists } from './lists.js';
import {
  comparisonOrigin,
  endText,
  named,
  Naming,
  pageAddress,
  scaleText,
  statusOf,
  titleText,
  totalsText,
} from './naming.js';

/** The comparison as a workbook: summary, objectives of both plans, then what is counted from them, and areas. */
export function comparisonXlsx(comparison: Comparison, words: Words): Readable {
  const { origin, language, knownAt } = comparison;
  return workbook(
    [
      summarySheet(comparison, words),
      linksSheet(comparison, words),
      laterSheet(comparison, words),
      ...(comparison.compared === 'not'
        ? []
        : [
            flowsSheet(comparison, words),
            unfinishedSheet(comparison, words),
            decidedSheet(comparison, words),
          ]),
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
      [text(`${side}: ${words.text('applicable')}`), count(total.applicable)],
      [text(`${side}: ${words.text('assessed')}`), count(total.assessed)],
      [text(`${side}: ${words.text('complete')}`), total.assessed === 0 ? null : count(total.complete)],
      [text(`${side}: ${words.text('percentComplete')}`), percent(total.percentComplete)],
    ]),
    [text(words.text('scale')), text(scaleText(comparison, words))],
    ...(isCompared(totals)
      ? [[text(words.text('takenUp')), count(takenUpCount(totals))]]
      : [
          ...totalsText(comparison, words).map((told): Values => [text(words.text('outcome')), text(told)]),
          [text(words.text('address')), text(pageAddress(comparison))],
        ]),
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

/** How an objective stands: status, in its own plan, cause, strength and whose assessment it is. */
function standColumns(words: Words): SheetColumn[] {
  return [
    column(words.text('status'), 20),
    column(words.text('standing'), 16),
    column(words.text('cause'), 16),
    column(words.text('strength'), 18),
    column(words.text('assessor'), 28),
  ];
}

function standValues(objective: ComparedObjective, plan: ComparedPlan, words: Words): Values {
  const { status, standing, cause, strength } = objective;
  return [
    text(statusOf(plan, status)),
    text(standingText(standing, words)),
    text(cause === null ? null : words.text(cause)),
    text(strength === null ? null : words.text(strength)),
    text(plan.assessor.name),
  ];
}

function linksSheet(comparison: Comparison, words: Words): Sheet {
  const naming = new Naming(comparison);
  const { from, to } = comparison;
  const later = (code: string): Values => {
    const objective = naming.to.get(code)!;
    const { title, area } = objective;
    return [text(code), text(title), text(naming.areaOf(to, area)), ...standValues(objective, to, words)];
  };
  return {
    name: words.text('earlierObjectives'),
    columns: [
      column(words.text('earlierCode'), 14),
      column(words.text('earlierObjective'), 60),
      column(words.text('earlierArea'), 36),
      ...standColumns(words),
      column(words.text('outcome'), 18),
      column(words.text('relation'), 26),
      column(words.text('state'), 26),
      column(words.text('rationale'), 60),
      column(words.text('decidedBy'), 24),
      column(words.text('decidedOn'), 14),
      column(words.text('laterCode'), 14),
      column(words.text('laterObjective'), 60),
      column(words.text('laterArea'), 36),
      ...standColumns(words),
    ],
    rows: () => {
      const links = groupBy(comparison.rows, (row) => row.from);
      return comparison.objectives.from.flatMap((earlier): Values[] => {
        const head = [
          text(earlier.code),
          text(earlier.title),
          text(naming.areaOf(from, earlier.area)),
          ...standValues(earlier, from, words),
          text(fateText(earlier.fate, words)),
        ];
        const own = (links.get(earlier.code) ?? []).map((link): Values => [
          ...head,
          text(words.text(link.relation)),
          text(words.text(link.state === 'confirmed' ? 'confirmed' : 'suggested')),
          text(
            link.suggestedReason ? `${link.rationale} (${words.text('suggestedReason')})` : link.rationale,
          ),
          text(link.decidedBy),
          day(link.decidedAt.slice(0, 10)),
          ...later(link.to),
        ]);
        if (own.length > 0 && earlier.decision === null) return own;
        return [[...head, null, null, ...saidValues(earlier)], ...own];
      });
    },
  };
}

/** Why it was decided so, who did, and when; nothing where nobody has. */
function saidValues({ decision }: ComparedObjective): Values {
  if (decision === null) return [null, null, null];
  const { rationale, decidedBy, decidedAt } = decision;
  return [text(rationale), text(decidedBy), day(decidedAt.slice(0, 10))];
}

function laterSheet(comparison: Comparison, words: Words): Sheet {
  const naming = new Naming(comparison);
  const { to } = comparison;
  return {
    name: words.text('laterObjectives'),
    columns: [
      column(words.text('laterCode'), 14),
      column(words.text('laterObjective'), 60),
      column(words.text('laterArea'), 36),
      ...standColumns(words),
      column(words.text('outcome'), 18),
      column(words.text('rationale'), 60),
      column(words.text('decidedBy'), 24),
      column(words.text('decidedOn'), 14),
    ],
    rows: () =>
      comparison.objectives.to.map((later): Values => [
        text(later.code),
        text(later.title),
        text(naming.areaOf(to, later.area)),
        ...standValues(later, to, words),
        text(fateText(later.fate, words)),
        ...saidValues(later),
      ]),
  };
}

/** A row a way from area to area: the earlier objectives sum up to the earlier plan, the later ones to the later. */
function flowsSheet(comparison: Comparison, words: Words): Sheet {
  const { from, to, flows, totals } = comparison;
  const naming = new Naming(comparison);
  return {
    name: words.text('fromAreaToArea'),
    columns: [
      column(words.text('earlierArea'), 44),
      column(words.text('laterArea'), 44),
      column(words.text('outcome'), 30),
      column(words.text('earlierObjectives'), 18),
      column(words.text('laterObjectives'), 18),
    ],
    rows: () => [
      ...flows.map((flow): Values => [
        text(flow.from === null ? null : naming.areaOf(from, flow.from)),
        text(flow.to === null ? null : naming.areaOf(to, flow.to)),
        text(words.text(pathOf(flow))),
        count(flow.earlier),
        count(flow.later),
      ]),
      [text(words.text('total')), null, null, count(totals.from), count(totals.to)],
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
    text(fateText(objective.fate, words)),
    text(
      objective.takenUpBy.length === 0
        ? endText(objective, comparison, words)
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
        return row(objective, [
          statusOf(comparison.from, level),
          cause === null ? null : words.text(cause),
          null,
        ]);
      }),
      ...comparison.notFirm.map((objective) => row(objective, [null, null, words.text(objective.strength)])),
    ],
  };
}

function decidedSheet(comparison: Comparison, words: Words): Sheet {
  const naming = new Naming(comparison);
  return {
    name: words.text('decision'),
    columns: [
      column(words.text('decision'), 34),
      column(words.text('code'), 14),
      column(words.text('objective'), 60),
      column(words.text('area'), 40),
      column(words.text('standing'), 16),
      column(words.text('rationale'), 60),
      column(words.text('decidedBy'), 24),
      column(words.text('decidedOn'), 14),
    ],
    rows: () =>
      decidedLists(comparison, words).flatMap(({ title, plan, objectives }) =>
        objectives.map((one): Values => [
          text(title),
          text(one.code),
          text(one.title),
          text(naming.areaOf(plan, one.area)),
          text(one.standing === undefined ? null : standingText(one.standing, words)),
          text(one.rationale ?? null),
          text(one.decidedBy ?? null),
          one.decidedAt === undefined ? null : day(one.decidedAt.slice(0, 10)),
        ]),
      ),
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
      column(words.text('applicable'), 12),
      column(words.text('assessed'), 12),
      column(words.text('complete'), 12),
      column(words.text('percentComplete'), 14),
      column(words.text('linked'), 16),
      column(words.text('percentLinked'), 16),
      column(words.text('undecidedNode'), 16),
    ],
    rows: () =>
      areas.map((area): Values => [
        text(area.plan),
        text(area.code),
        text(area.name),
        count(area.objectives),
        count(area.applicable),
        count(area.assessed),
        area.assessed === 0 ? null : count(area.complete),
        percent(area.percentComplete),
        area.linked === null ? null : count(area.linked),
        percent(area.percentLinked),
        count(area.undecided),
      ]),
  };
}
