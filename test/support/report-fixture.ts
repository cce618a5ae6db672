import { readFileSync } from 'node:fs';
import type { Strength } from '../../src/assessments/strength.js';
import type { Language } from '../../src/language/languages.js';
import type { ScaleLevel } from '../../src/reporting/scorecard/scorecard.js';
import type { Report, ReportEvidence, ReportObjective } from '../../src/reporting/scorecard/report.js';
import { computeScorecard, percent } from '../../src/reporting/scorecard/scorecard.js';
import type { TimelinePoint } from '../../src/reporting/timeline/timeline.js';

/*
 * Whole reports made from the shipped datasets, without a database: what the forms print is compared with them.
 */

interface Seed {
  organization: { slug: string; name: string; acronym: string | null };
  assessors: { slug: string; name: string; kind: 'self_reported' | 'independent' }[];
  sources: {
    slug: string;
    title: string;
    authors?: string[];
    publisher?: string;
    publishedOn?: string;
    url?: string;
    rights?: string;
    passages: { key: string; exact?: string; summary?: string; paragraph?: number }[];
  }[];
  plan: {
    slug: string;
    title: string;
    holder: { name: string };
    termStart: string;
    termEnd: string;
    defaultAssessor: string;
    provenanceNote?: string;
    areas: { code: string; name: string }[];
    objectives: {
      code: string;
      area: string;
      title: string;
      basis: ReportObjective['basis'];
      assessments: {
        status: string;
        effectiveOn: string;
        rationale: string;
        cause?: ReportObjective['cause'];
        evidence?: { passage: string; bearing: ReportEvidence['bearing']; note?: string }[];
      }[];
    }[];
    claims: { text: string; complete?: number; total?: number }[];
  };
}

const LABELS: Record<Language, Record<string, string>> = {
  en: {
    not_assessed: 'Not assessed',
    not_started: 'Not started',
    in_progress: 'In progress',
    implemented: 'Implemented',
    not_implemented: 'Not implemented',
    withdrawn: 'Withdrawn',
    not_applicable: 'Not applicable',
  },
  ru: {
    not_assessed: 'Не оценено',
    not_started: 'Не начато',
    in_progress: 'Выполняется',
    implemented: 'Выполнено',
    not_implemented: 'Не выполнено',
    withdrawn: 'Снято',
    not_applicable: 'Неприменимо',
  },
};

function levelsIn(language: Language): ScaleLevel[] {
  const [scale] = JSON.parse(readFileSync('seeds/rating-scales.json', 'utf8')) as [
    { levels: (Partial<ScaleLevel> & { slug: string })[] },
  ];
  return scale.levels.map(({ slug, credit, complete, final, assessed, applicable }) => ({
    slug,
    label: LABELS[language][slug]!,
    credit: credit ?? null,
    complete: complete ?? false,
    final: final ?? false,
    assessed: assessed ?? true,
    applicable: applicable ?? true,
  }));
}

const TODAY = '2026-11-23';

/** The shipped plan that the figures of the README are about. */
export const BELARUS = 'csto-2023-belarus';

/** A report of a shipped plan as of the end of its term. */
export function reportOf(slug: string = BELARUS, language: Language = 'en'): Report {
  const seed = JSON.parse(readFileSync(`seeds/${slug}.json`, 'utf8')) as Seed;
  const objectives = objectivesOf(seed, levelsIn(language));
  return assembled(seed, objectives, language);
}

/** The same report with other objectives, its figures counted anew. */
export function withObjectives(objectives: ReportObjective[], language: Language = 'en'): Report {
  const seed = JSON.parse(readFileSync(`seeds/${BELARUS}.json`, 'utf8')) as Seed;
  return assembled(seed, objectives, language);
}

/** All objectives of a report, read to the end. */
export async function allObjectives(report: Report): Promise<ReportObjective[]> {
  const all: ReportObjective[] = [];
  for await (const objective of report.objectives()) all.push(objective);
  return all;
}

/** A report in which every text is replaced; what is no text, or is chosen from a list, stays. */
export function withTexts(report: Report, hostile: string, objectives: ReportObjective[]): Report {
  const card = structuredClone(report.scorecard);
  card.plan.title = card.plan.holder = card.plan.organization.name = hostile;
  card.assessor.name = card.scale.name = card.provenanceNote = hostile;
  for (const level of card.scale.levels) level.label = hostile;
  for (const area of card.areas) area.name = hostile;
  for (const claim of card.claims) claim.passage = hostile;
  for (const open of card.notComplete) {
    open.title = open.rationale = hostile;
    for (const passage of open.passages) passage.exact = passage.summary = hostile;
  }
  for (const source of card.sources) {
    source.title = source.publisher = source.rights = source.citation = hostile;
    source.authors = [hostile];
    source.address = 'javascript:alert(1)';
  }
  card.late = [{ code: 'EXT-01', title: hostile, level: 'implemented', effectiveOn: '2024-02-01' }];
  card.changes = {
    since: '2023-09-01',
    total: { complete: 3, assessed: 3 },
    objectives: [
      { code: 'EXT-01', title: hostile, from: 'not_assessed', to: 'implemented', effectiveOn: '2023-11-23' },
    ],
  };
  const changed = objectives.map((objective) => ({
    ...objective,
    title: hostile,
    areaName: hostile,
    levelLabel: hostile,
    rationale: hostile,
    evidence: objective.evidence.map((evidence) => ({ ...evidence, exact: hostile, note: hostile })),
  }));
  return {
    scorecard: card,
    cells: report.cells?.map((cell) => ({ ...cell, title: hostile, late: true })) ?? null,
    timeline: report.timeline,
    objectives: () => streamed(changed),
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- stands for rows read from the database
async function* streamed(objectives: readonly ReportObjective[]): AsyncGenerator<ReportObjective> {
  yield* objectives;
}

function objectivesOf(seed: Seed, levels: readonly ScaleLevel[]): ReportObjective[] {
  return seed.plan.objectives.map((objective) => {
    const rating = objective.assessments.at(-1);
    const level = levels.find(({ slug }) => slug === (rating?.status ?? 'not_assessed'))!;
    const evidence = (rating?.evidence ?? []).map((piece) => ({
      ...passageOf(seed, piece.passage),
      bearing: piece.bearing,
      note: piece.note ?? null,
    }));
    return {
      area: objective.area,
      areaName: seed.plan.areas.find(({ code }) => code === objective.area)!.name,
      code: objective.code,
      title: objective.title,
      basis: objective.basis,
      level: level.slug,
      levelLabel: level.label,
      cause: rating?.cause ?? null,
      effectiveOn: rating?.effectiveOn ?? null,
      recordedAt: rating === undefined ? null : '2026-11-23T12:00:00.000Z',
      strength: level.complete ? strengthOf(evidence) : null,
      hasEvidence: evidence.length > 0,
      late: level.complete && (rating?.effectiveOn ?? '') > seed.plan.termEnd,
      rationale: rating?.rationale ?? null,
      evidence,
    };
  });
}

function passageOf(seed: Seed, reference: string): Omit<ReportEvidence, 'bearing'> {
  const [source = '', key = ''] = reference.split('#');
  const passage = seed.sources
    .find(({ slug }) => slug === source)!
    .passages.find((candidate) => candidate.key === key)!;
  return {
    note: null,
    exact: passage.exact ?? null,
    summary: passage.summary ?? null,
    source,
    paragraph: passage.paragraph ?? null,
  };
}

function strengthOf(evidence: readonly ReportEvidence[]): Strength {
  if (evidence.some(({ bearing }) => bearing === 'contradicts')) return 'contested';
  if (evidence.some(({ bearing }) => bearing === 'qualifies')) return 'qualified';
  return evidence.length > 0 ? 'firm' : 'unsupported';
}

function assembled(seed: Seed, objectives: ReportObjective[], language: Language): Report {
  const { slug, title, holder, termStart, termEnd, areas, claims, provenanceNote, defaultAssessor } =
    seed.plan;
  const levels = levelsIn(language);
  const assessor = seed.assessors.find((candidate) => candidate.slug === defaultAssessor)!;
  const unfinished = objectives.filter(({ level }) => {
    const { assessed, applicable, complete } = levels.find((candidate) => candidate.slug === level)!;
    return assessed && applicable && !complete;
  });
  const scorecard = computeScorecard(
    {
      plan: { slug, title, holder: holder.name, termStart, termEnd, organization: seed.organization },
      assessor,
      provenanceNote: provenanceNote ?? null,
      scale: { slug: 'completion', name: 'Completion', levels },
      areas: areas.map(({ code, name }) => ({ code, name })),
      groups: objectives.map(({ area, level, strength }) => ({ area, level, strength, objectives: 1 })),
      claims: claims.map(({ text, complete, total }) => ({
        complete: complete ?? null,
        total: total ?? null,
        passage: text,
      })),
      notComplete: unfinished.map((objective) => ({
        code: objective.code,
        title: objective.title,
        level: objective.level,
        cause: objective.cause,
        effectiveOn: objective.effectiveOn!,
        rationale: objective.rationale!,
        passages: objective.evidence,
      })),
      dissent: [],
      late: objectives
        .filter(({ late }) => late)
        .map(({ code, title: name, level, effectiveOn }) => ({
          code,
          title: name,
          level,
          effectiveOn: effectiveOn!,
        })),
      sources: seed.sources.map((source) => ({
        slug: source.slug,
        title: source.title,
        authors: source.authors ?? [],
        publisher: source.publisher ?? null,
        publishedOn: source.publishedOn ?? null,
        url: source.url ?? null,
        archiveUrl: null,
        rights: source.rights ?? null,
      })),
    },
    { asOf: termEnd < TODAY ? termEnd : TODAY, knownAt: `${TODAY}T12:00:00.000Z`, language },
  );
  return {
    scorecard,
    cells:
      objectives.length > 2000
        ? null
        : objectives.map(({ area, code, title: name, level, strength, late, effectiveOn, hasEvidence }) => ({
            area,
            code,
            title: name,
            level,
            strength,
            late,
            effectiveOn,
            hasEvidence,
          })),
    timeline: timelineOf(objectives, levels),
    objectives: () => streamed(objectives),
  };
}

function timelineOf(objectives: readonly ReportObjective[], levels: readonly ScaleLevel[]): TimelinePoint[] {
  const days = [...new Set(objectives.map(({ effectiveOn }) => effectiveOn))].filter((day) => day !== null);
  return days.sort().map((date) => {
    const there = objectives.filter(({ effectiveOn }) => effectiveOn !== null && effectiveOn <= date);
    const is = (flag: 'complete' | 'assessed') => (objective: ReportObjective) =>
      levels.find(({ slug }) => slug === objective.level)![flag];
    const complete = there.filter(is('complete')).length;
    const assessed = there.filter(is('assessed')).length;
    const byLevel: Record<string, number> = {};
    for (const { level } of there) byLevel[level] = (byLevel[level] ?? 0) + 1;
    return {
      date,
      assessed,
      applicable: objectives.length,
      complete,
      percentComplete: assessed < objectives.length ? null : percent(complete, objectives.length),
      byLevel,
    };
  });
}
