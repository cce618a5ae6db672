import { readFileSync } from 'node:fs';
import {
  compare,
  type Comparison,
  type DecisionFact,
  type LinkFact,
  type PlanFacts,
} from '../../src/comparison/compare.js';
import { COMPARISON_FORMATS } from '../../src/comparison/formats/index.js';
import type { Relation } from '../../src/comparison/links/objective-link.entity.js';
import type { Language } from '../../src/language/languages.js';
import { bytesIn, type FormName } from './read-formats.js';
import { BELARUS, reportOf } from './report-fixture.js';

/*
 * Comparisons made from the shipped datasets, without a database: what the formats print is compared with them.
 */

const KAZAKHSTAN = 'csto-2024-kazakhstan';

/** A shipped plan as the comparison reads it. */
export function factsOf(slug: string, language: Language = 'en'): PlanFacts {
  const { scorecard, cells } = reportOf(slug, language);
  const objectives = cells!.map(({ code, title, area, level, strength }, id) => ({
    id,
    level,
    code,
    title,
    area,
    strength,
  }));
  return { scorecard, scale: scorecard.scale.slug, objectives };
}

/** The shipped comparison of 2023 with 2024, and a link that is only suggested. */
export function comparisonOf(language: Language = 'en'): Comparison {
  const [from, to] = [factsOf(BELARUS, language), factsOf(KAZAKHSTAN, language)];
  const { links, notCarriedOver, newInLater } = JSON.parse(
    readFileSync('seeds/links-csto-2023-2024.json', 'utf8'),
  ) as {
    links: { from: string; to: string; relation: Relation; rationale: string }[];
    notCarriedOver: { code: string; rationale: string }[];
    newInLater: { code: string; rationale: string }[];
  };
  const idOf = ({ objectives }: PlanFacts, code: string): number =>
    objectives.find((objective) => objective.code === code)!.id;
  const suggested = { from: 'INT-04', to: 'KZ4.2', relation: 'relatedMatch' as const, rationale: 'Perhaps.' };
  return compare(
    from,
    to,
    [...links, suggested].map((link): LinkFact => ({
      ...link,
      ...{ from: idOf(from, link.from), to: idOf(to, link.to) },
      state: link === suggested ? 'suggested' : 'confirmed',
      ...{ suggestedReason: false, decidedBy: 'seed', decidedAt: DECIDED_AT },
    })),
    [
      ...notCarriedOver.map((one) => decisionOf(from, 'from', one)),
      ...newInLater.map((one) => decisionOf(to, 'to', one)),
    ],
  );
}

const DECIDED_AT = '2026-11-23T12:00:00.000Z';

function decisionOf(
  { objectives }: PlanFacts,
  side: 'from' | 'to',
  { code, rationale }: { code: string; rationale: string },
): DecisionFact {
  return {
    side,
    objective: objectives.find((objective) => objective.code === code)!.id,
    decision: side === 'from' ? 'notContinued' : 'new',
    ...{ version: 1, rationale, decidedBy: 'seed', decidedAt: DECIDED_AT },
  };
}

/** The shipped comparison of 2025 with 2026, which nobody has made. */
export function notComparedOf(language: Language = 'en'): Comparison {
  return compare(factsOf('csto-2025-kyrgyzstan', language), factsOf('csto-2026-russia', language), []);
}

/** A comparison in which every text of a user is replaced. */
export function comparisonFullOf(hostile: string): Comparison {
  const comparison = structuredClone(comparisonOf());
  const {
    from,
    to,
    objectives,
    unfinished,
    notFirm,
    notContinued,
    undecided,
    undecidedLater,
    new: added,
    rows,
    areas,
  } = comparison;
  for (const plan of [from, to]) {
    plan.title = plan.holder = plan.organization.name = plan.assessor.name = hostile;
    plan.readOn.name = plan.provenanceNote = hostile;
    for (const level of plan.readOn.levels) level.label = hostile;
    for (const source of plan.sources) {
      source.title = source.citation = source.rights = hostile;
      source.address = 'javascript:alert(1)';
    }
  }
  for (const objective of [...objectives.from, ...objectives.to]) {
    objective.title = hostile;
    if (objective.decision !== null) objective.decision.rationale = objective.decision.decidedBy = hostile;
  }
  for (const objective of [...undecided, ...undecidedLater]) objective.title = hostile;
  for (const one of [...notContinued, ...added]) one.title = one.rationale = one.decidedBy = hostile;
  for (const objective of [...unfinished, ...notFirm]) {
    objective.title = hostile;
    for (const taken of objective.takenUpBy) taken.title = taken.rationale = hostile;
  }
  for (const row of rows) row.rationale = row.decidedBy = hostile;
  for (const area of areas) area.name = hostile;
  return comparison;
}

/** A comparison in a format, as the bytes that a reader gets. */
export async function comparisonIn(comparison: Comparison, name: FormName): Promise<Buffer> {
  return bytesIn(await COMPARISON_FORMATS.find((format) => format.name === name)!.render(comparison));
}
