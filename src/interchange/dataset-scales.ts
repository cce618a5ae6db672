import { readFileSync } from 'node:fs';
import { contradictionErrors, outsideTermErrors } from '../assessments/recording-rules.js';
import { projectPath } from '../config/project.js';
import type { LevelInput, ScaleInput } from '../plans/scales/scale.dto.js';
import type { Dataset, DatasetAssessment } from './dataset.js';
import type { DatasetProblem } from './schema-problems.js';

/** What a dataset's assessments are checked against. Flags that are left out are as in the input of a scale. */
export interface DatasetScale {
  slug: string;
  levels: readonly Pick<LevelInput, 'slug' | 'complete' | 'final' | 'assessed' | 'applicable'>[];
}

/** The rating scales that come with the program, as `seeds/rating-scales.json` holds them. */
export function shippedScales(): ScaleInput[] {
  return JSON.parse(readFileSync(projectPath('seeds/rating-scales.json'), 'utf8')) as ScaleInput[];
}

/**
 * That the plan's scale is there, that every assessment is a level of it, that a final level has evidence, and that what
 * counts as complete does not rest on contradicting passages alone.
 */
export function levelProblems({ plan, sources }: Dataset, scales: readonly DatasetScale[]): DatasetProblem[] {
  const scale = scales.find(({ slug }) => slug === plan.scale);
  if (!scale) {
    const known = scales.map(({ slug }) => `"${slug}"`).join(' or ');
    return [
      {
        pointer: '/plan/scale',
        message: `the rating scale "${plan.scale}" does not exist: add it first, or use ${known}`,
      },
    ];
  }
  const words = new Map(
    sources.flatMap(({ slug, passages }) =>
      passages.map(({ key, exact, summary }) => [`${slug}#${key}`, exact ?? summary ?? key] as const),
    ),
  );
  return inEachAssessment(plan, (assessment) => [
    ...assessmentProblems(scale, assessment),
    ...contradictions(scale, assessment, words),
  ]);
}

/** That each assessment's day lies near the term, or that it is said to be meant. */
export function dayProblems({ plan }: Dataset): DatasetProblem[] {
  return inEachAssessment(plan, ({ effectiveOn, outsideTerm }) =>
    outsideTerm === true ? [] : outsideTermErrors(effectiveOn, plan.termStart, plan.termEnd),
  );
}

/** What a check says of each assessment, with its place in the file. */
function inEachAssessment(
  { objectives }: Dataset['plan'],
  check: (assessment: DatasetAssessment) => DatasetProblem[],
): DatasetProblem[] {
  return objectives.flatMap(({ assessments }, objective) =>
    assessments.flatMap((assessment, at) =>
      check(assessment).map(({ pointer, message }) => ({
        pointer: `/plan/objectives/${objective}/assessments/${at}${pointer}`,
        message,
      })),
    ),
  );
}

/** @param words of each passage of the file, by what names it there */
function contradictions(
  { levels }: DatasetScale,
  { status, evidence }: DatasetAssessment,
  words: ReadonlyMap<string, string>,
): DatasetProblem[] {
  if (levels.find(({ slug }) => slug === status)?.complete !== true) return [];
  const attached = evidence.map(({ passage, bearing }) => ({
    bearing,
    words: words.get(passage) ?? passage,
  }));
  return contradictionErrors(status, attached);
}

function assessmentProblems(scale: DatasetScale, rating: DatasetAssessment): DatasetProblem[] {
  const level = scale.levels.find(({ slug }) => slug === rating.status);
  if (!level) {
    const known = scale.levels.map(({ slug }) => slug).join(', ');
    return [
      { pointer: '/status', message: `"${rating.status}" is not a level of "${scale.slug}": use ${known}` },
    ];
  }
  const problems: DatasetProblem[] = [];
  if (level.final && rating.evidence.length === 0) {
    problems.push({
      pointer: '/evidence',
      message: `"${level.slug}" is a final status: add at least one passage as evidence`,
    });
  }
  if (rating.cause !== undefined && !mayHaveCause(level)) {
    const those = scale.levels.filter(mayHaveCause).map(({ slug }) => slug);
    problems.push({
      pointer: '/status',
      message: `a cause explains why an objective was not achieved: remove it, or use one of ${those.join(', ')}`,
    });
  }
  return problems;
}

/** Of what counts and is not done, one may say why. */
function mayHaveCause({ assessed, applicable, complete }: DatasetScale['levels'][number]): boolean {
  return assessed !== false && applicable !== false && !complete;
}
