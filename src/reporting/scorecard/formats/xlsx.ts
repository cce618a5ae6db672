import type { Readable } from 'node:stream';
import { bearingText } from '../../../assessments/bearing-text.js';
import { STRENGTHS } from '../../../assessments/strength.js';
import type { Words } from '../../../language/words.js';
import type { Report } from '../report.js';
import type { Counts } from '../counts.js';
import type { Scorecard } from '../scorecard.js';
import { textOf } from '../../../documents/blocks.js';
import { capitalised, readingOf } from './coverage.js';
import { differencesAddress, rangeLines } from './summary.js';
import {
  assessorText,
  claimReason,
  claimScope,
  dissentTexts,
  isAssessed,
  levelLabel,
  originFacts,
  provenanceOf,
  statusLabel,
} from './wording.js';
import {
  count,
  day,
  decimal,
  instant,
  percent,
  text,
  type SheetColumn,
  type Values,
} from '../../../documents/xlsx/parts.js';
import { workbook, type Sheet } from '../../../documents/xlsx/workbook.js';

/** The report as a workbook: summary, areas, objectives, evidence, sources, and what changed where that was asked. */
export function xlsx(report: Report, words: Words): Readable {
  const card = report.scorecard;
  return workbook(
    [
      summarySheet(card, words),
      areasSheet(card, words),
      objectivesSheet(report, words),
      evidenceSheet(report, card, words),
      sourcesSheet(card, words),
      ...changesSheets(card, words),
    ],
    {
      title: words.text('reportTitle', { plan: card.plan.title }),
      subject: card.origin.address,
      language: card.language,
      at: card.knownAt,
    },
  );
}

/** A column's head and width in characters. */
export const column = (label: string, width: number): SheetColumn => ({ label, width });

function summarySheet(card: Scorecard, words: Words): Sheet {
  const { plan, total, range } = card;
  const strengths = STRENGTHS.map((strength): Values => [
    text(`${words.text('strength')}: ${words.text(strength)}`),
    count(total.evidence[strength]),
  ]);
  const levels = card.scale.levels.map(({ slug, label }): Values => [
    text(`${words.text('level')}: ${label}`),
    count(total.byLevel[slug] ?? 0),
  ]);
  const claims = card.claims.map((claim): Values => [
    text(words.text('claim')),
    text(
      [
        claim.passage,
        claimScope(claim, card, words),
        words.text(claim.verdict),
        claimReason(claim, card, words),
      ]
        .filter((part) => part !== null)
        .join('\n'),
    ),
  ]);
  const facts = [...originFacts(card, words), ...provenanceOf(card, words)];
  const rows: Values[] = [
    [text(words.text('summary')), text(capitalised(readingOf(total, words), words))],
    [text(words.text('organization')), text(plan.organization.name)],
    [text(words.text('holder')), text(plan.holder)],
    [text(words.text('termStart')), day(plan.termStart)],
    [text(words.text('termEnd')), day(plan.termEnd)],
    [text(words.text('objectives')), count(total.objectives)],
    [text(words.text('assessed')), count(total.assessed)],
    [text(words.text('applicable')), count(total.applicable)],
    [text(words.text('complete')), count(total.complete)],
    [text(words.text('atLeast')), count(total.possible.least)],
    [text(words.text('atMost')), count(total.possible.most)],
    [text(words.text('percentComplete')), percent(total.percentComplete)],
    [text(words.text('credit')), decimal(total.credit)],
    [text(words.text('percentCredit')), percent(total.percentCredit)],
    [text(words.text('strict')), count(range.strict.complete)],
    [text(words.text('lenient')), count(range.lenient.complete)],
    [text(words.text('differing')), count(card.differing)],
    ...(card.differing === 0
      ? []
      : [[text(words.text('otherAssessors')), text(differencesAddress(card))] as Values]),
    ...rangeLines(card, words).map((runs): Values => [
      text(words.text('evidenceStrength')),
      text(textOf(runs)),
    ]),
    ...levels,
    ...strengths,
    ...claims,
    [text(words.text('scale')), text(card.scale.name)],
    ...facts.map(([label, value]): Values => [text(label), text(value)]),
  ];
  return {
    name: words.text('summary'),
    columns: [column(words.text('item'), 34), column(words.text('value'), 90)],
    rows: () => rows,
  };
}

function areasSheet(card: Scorecard, words: Words): Sheet {
  const row = (code: string | null, name: string, counts: Counts): Values => [
    text(code),
    text(name),
    count(counts.objectives),
    count(counts.assessed),
    count(counts.applicable),
    count(counts.complete),
    count(counts.possible.least),
    count(counts.possible.most),
    percent(counts.percentComplete),
    decimal(counts.credit),
    percent(counts.percentCredit),
    ...STRENGTHS.map((strength) => count(counts.evidence[strength])),
    ...card.scale.levels.map(({ slug }) => count(counts.byLevel[slug] ?? 0)),
  ];
  return {
    name: words.text('areas'),
    columns: [
      column(words.text('areaCode'), 16),
      column(words.text('area'), 50),
      column(words.text('objectives'), 12),
      column(words.text('assessed'), 12),
      column(words.text('applicable'), 12),
      column(words.text('complete'), 12),
      column(words.text('atLeast'), 14),
      column(words.text('atMost'), 14),
      column(words.text('percentComplete'), 14),
      column(words.text('credit'), 10),
      column(words.text('percentCredit'), 14),
      ...STRENGTHS.map((strength) => column(words.text(strength), 14)),
      ...card.scale.levels.map(({ label }) => column(label, 14)),
    ],
    rows: () => [
      ...card.areas.map((area) => row(area.code, area.name, area)),
      row(null, words.text('total'), card.total),
    ],
  };
}

function objectivesSheet(report: Report, words: Words): Sheet {
  const card = report.scorecard;
  return {
    name: words.text('objectives'),
    columns: [
      column(words.text('areaCode'), 16),
      column(words.text('area'), 36),
      column(words.text('code'), 12),
      column(words.text('objective'), 60),
      column(words.text('basis'), 14),
      column(words.text('level'), 18),
      column(words.text('status'), 20),
      column(words.text('cause'), 14),
      column(words.text('effectiveOn'), 14),
      column(words.text('recordedAt'), 20),
      column(words.text('strength'), 18),
      column(words.text('late'), 14),
      column(words.text('assessor'), 30),
      column(words.text('otherAssessors'), 40),
      column(words.text('rationale'), 60),
      column(words.text('evidence'), 16),
    ],
    async *rows() {
      for await (const objective of report.objectives())
        yield [
          text(objective.area),
          text(objective.areaName),
          text(objective.code),
          text(objective.title),
          text(words.text(objective.basis)),
          text(objective.level),
          text(statusLabel(objective, card, words)),
          text(objective.cause === null ? null : words.text(objective.cause)),
          day(objective.effectiveOn),
          instant(objective.recordedAt),
          text(objective.strength === null ? null : words.text(objective.strength)),
          text(words.text(objective.late ? 'yes' : 'no')),
          text(assessorText(card, words)),
          text(dissentTexts(objective.code, card, words).join('\n') || null),
          text(objective.rationale),
          count(objective.evidence.length),
        ];
    },
  };
}

function evidenceSheet(report: Report, card: Scorecard, words: Words): Sheet {
  return {
    name: words.text('evidence'),
    columns: [
      column(words.text('code'), 12),
      column(words.text('bearing'), 16),
      column(words.text('quotation'), 70),
      column(words.text('summaryOfPassage'), 50),
      column(words.text('source'), 28),
      column(words.text('paragraph'), 10),
      column(words.text('note'), 40),
    ],
    async *rows() {
      for await (const objective of report.objectives())
        for (const evidence of objective.evidence)
          yield [
            text(objective.code),
            text(bearingText(evidence.bearing, isAssessed(card, objective.level), words)),
            text(evidence.exact),
            text(evidence.summary),
            text(evidence.source),
            count(evidence.paragraph),
            text(evidence.note),
          ];
    },
  };
}

/** The sources with their credit. */
export function sourcesSheet(card: Pick<Scorecard, 'sources'>, words: Words): Sheet {
  return {
    name: words.text('sources'),
    columns: [
      column(words.text('source'), 28),
      column(words.text('title'), 60),
      column(words.text('authors'), 36),
      column(words.text('publisher'), 30),
      column(words.text('date'), 12),
      column(words.text('address'), 50),
      column(words.text('rights'), 40),
      column(words.text('citation'), 80),
    ],
    rows: () =>
      card.sources.map((source): Values => [
        text(source.slug),
        text(source.title),
        text(source.authors.join('; ')),
        text(source.publisher),
        day(source.date),
        text(source.address),
        text(source.rights),
        text(source.citation),
      ]),
  };
}

function changesSheets(card: Scorecard, words: Words): Sheet[] {
  const { changes } = card;
  if (changes === undefined) return [];
  return [
    {
      name: words.text('changesSince', { day: changes.since }),
      columns: [
        column(words.text('code'), 12),
        column(words.text('objective'), 60),
        column(words.text('then'), 20),
        column(words.text('now'), 20),
        column(words.text('effectiveOn'), 14),
      ],
      rows: () =>
        changes.objectives.map((objective): Values => [
          text(objective.code),
          text(objective.title),
          text(levelLabel(card, objective.from)),
          text(levelLabel(card, objective.to)),
          day(objective.effectiveOn),
        ]),
    },
  ];
}
