import { type Columns, csvLine, type CsvOptions } from '../../../documents/csv.js';
import type { Report, ReportObjective } from '../report.js';
import type { Scorecard } from '../scorecard.js';
import { creditOf, passageText, statusLabel } from './wording.js';
import { wordsOf, type Words } from '../../../language/words.js';

/*
 * One row an objective. The names of the columns and the values chosen from a list are the same in every language, so
 * that programs can read them; `level_label` and the places in `evidence` speak the report's language.
 *
 * | column            | holds                                                                             |
 * | ----------------- | --------------------------------------------------------------------------------- |
 * | plan              | the plan's slug                                                                   |
 * | area, area_name   | the area's code and name                                                          |
 * | code, title       | of the objective                                                                  |
 * | basis             | `stated`, `reported` or `secondary`                                               |
 * | level             | the level's slug in the plan's scale                                              |
 * | level_label       | its label in the report's language; where passages are collected but no status is |
 * |                   | given yet, that                                                                   |
 * | complete          | `true` where the level counts as complete, else `false`                           |
 * | assessed          | `false` for "not assessed", else `true`                                           |
 * | applicable        | `false` where the objective leaves the denominator, else `true`                   |
 * | cause             | `external`, `internal`, `mixed`, `unknown`, or empty                              |
 * | effective_on      | `YYYY-MM-DD`, or empty                                                            |
 * | recorded_at       | RFC 3339 in UTC, or empty                                                         |
 * | strength          | `firm`, `qualified`, `contested`, `unsupported`, `unread`; empty unless complete  |
 * | late              | `true` where it was completed after the term's end, else `false`                  |
 * | rationale         | the assessor's words                                                              |
 * | supports          | how many passages support the assessment; `qualifies` and `contradicts` likewise      |
 * | evidence          | the passages, one a line: bearing, words or summary, source and paragraph         |
 * | source_credit     | the references of the sources in `evidence`, with the numbers used there          |
 * | as_of, known_at   | the report's day and instant                                                      |
 * | assessor          | the assessor's slug; `assessor_kind` is `self_reported` or `independent`          |
 * | other_levels      | where other assessors differ: slug and level, one a line, such as `analysts: in_progress` |
 * | provenance_note   | how the list of objectives came to be, where it is not the official one           |
 * | plan_state        | `published`, `draft` or `withdrawn`                                                |
 * | withdrawal_rationale | why the plan is withdrawn, where it is                                          |
 * | address           | the address that gives the report again, from the server's root                   |
 *
 * The columns from `as_of` on are the same in all rows: so each row stands for itself, and the file is nothing but a
 * table. A cell that a spreadsheet would take for a formula gets an apostrophe in front (see csvCell).
 */
/** The report's objectives as CSV (RFC 4180: CRLF, quotes where needed, a header), written as they are read. */
export async function* csv(report: Report, { bom = false }: CsvOptions = {}): AsyncGenerator<string> {
  const words = wordsOf(report.scorecard.language);
  const origin = originColumns(report.scorecard);
  if (bom) yield '\uFEFF';
  yield csvLine(NAMES);
  for await (const objective of report.objectives()) {
    const row: Columns = { ...objectiveColumns(objective, report.scorecard, words), ...origin };
    yield csvLine(NAMES.map((name) => row[name] ?? null));
  }
}

/** In the order in which they stand. */
const NAMES = [
  ...['plan', 'area', 'area_name', 'code', 'title', 'basis', 'level', 'level_label'],
  ...['complete', 'assessed', 'applicable', 'cause', 'effective_on', 'recorded_at', 'strength', 'late'],
  ...['other_levels', 'rationale', 'supports', 'qualifies', 'contradicts', 'evidence', 'source_credit'],
  ...['as_of', 'known_at', 'assessor', 'assessor_kind', 'provenance_note'],
  ...['plan_state', 'withdrawal_rationale', 'address'],
] as const;

function objectiveColumns(objective: ReportObjective, card: Scorecard, words: Words): Columns {
  const level = card.scale.levels.find(({ slug }) => slug === objective.level);
  const bearing = (kind: string): number =>
    objective.evidence.filter((evidence) => evidence.bearing === kind).length;
  return {
    plan: card.plan.slug,
    area: objective.area,
    area_name: objective.areaName,
    code: objective.code,
    title: objective.title,
    basis: objective.basis,
    level: objective.level,
    level_label: statusLabel(objective, card, words),
    complete: level?.complete ?? false,
    assessed: level?.assessed ?? false,
    applicable: level?.applicable ?? true,
    cause: objective.cause,
    effective_on: objective.effectiveOn,
    recorded_at: objective.recordedAt,
    strength: objective.strength,
    late: objective.late,
    rationale: objective.rationale,
    other_levels: (card.dissent.find(({ code }) => code === objective.code)?.others ?? [])
      .map(({ assessor, level: other }) => `${assessor.slug}: ${other}`)
      .join('\n'),
    supports: bearing('supports'),
    qualifies: bearing('qualifies'),
    contradicts: bearing('contradicts'),
    evidence: objective.evidence
      .map((evidence) => `${evidence.bearing}: ${passageText(evidence, card, words)}`)
      .join('\n'),
    source_credit: card.sources
      .map((source, at) => ({ ...source, number: at + 1 }))
      .filter(({ slug }) => objective.evidence.some(({ source }) => source === slug))
      .map((source) => `[${source.number}] ${creditOf(source, words)}`)
      .join('\n'),
  };
}

function originColumns(card: Scorecard): Columns {
  return {
    as_of: card.asOf,
    known_at: card.knownAt,
    assessor: card.assessor.slug,
    assessor_kind: card.assessor.kind,
    provenance_note: card.provenanceNote,
    plan_state: card.plan.state ?? 'published',
    withdrawal_rationale: card.plan.withdrawn?.rationale ?? null,
    address: card.origin.address,
  };
}
