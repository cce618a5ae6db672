import type { ComparedArea, Comparison, OpenObjective } from '../../comparison/compare.js';
import { standingText } from '../../comparison/formats/fate-looks.js';
import { decidedLists } from '../../comparison/formats/lists.js';
import { endText, pageAddress, totalsText } from '../../comparison/formats/naming.js';
import { isCompared } from '../../comparison/totals.js';
import { columns, fold } from './columns.js';
import { wordsOf } from '../../language/words.js';
import { readingOf } from '../../reporting/scorecard/formats/coverage.js';

/** The shell speaks English; counts are read out as everywhere. */
const WORDS = wordsOf('en');
/** How many codes stand in a line. */
const CODES = 12;

/** The comparison as text, without a trailing newline. */
export function comparisonTable(comparison: Comparison, width?: number): string {
  const { from, to, totals, unfinished, notFirm, rows } = comparison;
  const areas = (plan: string): ComparedArea[] => comparison.areas.filter((area) => area.plan === plan);
  return [
    `${from.title}`,
    `  compared with: ${to.title}`,
    `As of ${comparison.asOf}, known at ${comparison.knownAt}`,
    '',
    ...(isCompared(totals)
      ? totalsText(comparison, WORDS)
      : [
          ...totalsText(comparison, WORDS),
          `To begin: scorecard suggest ${from.slug} ${to.slug}, or open ${pageAddress(comparison)}`,
        ]),
    '',
    ...areaLines(areas(from.slug), 'taken up', isCompared(totals), width),
    '',
    ...areaLines(areas(to.slug), 'takes up', isCompared(totals), width),
    ...(comparison.sameScale
      ? []
      : comparison.commonScale !== null
        ? [
            '',
            `The plans use the rating scales ${from.scale} and ${to.scale}; both are converted to ${comparison.commonScale}.`,
          ]
        : [
            '',
            `The plans use the rating scales ${from.scale} and ${to.scale}: complete does not mean the same.`,
          ]),
    ...section(
      'Unfinished:',
      unfinished.map(
        (objective) =>
          `${objective.code}  ${objective.title}: ${objective.level.replaceAll('_', ' ')}; ${taken(objective, comparison)}`,
      ),
    ),
    ...section(
      'Complete, but without firm evidence:',
      notFirm.map(
        (objective) =>
          `${objective.code}  ${objective.title}: ${objective.strength}; ${taken(objective, comparison)}`,
      ),
    ),
    ...section(
      'Links:',
      rows.map(
        ({ from: one, to: other, relation, state, rationale, suggestedReason }) =>
          `${one} ${relation} ${other}${state === 'confirmed' ? '' : ` (${state})`}: ${rationale}${suggestedReason ? ' (suggested reason)' : ''}`,
      ),
    ),
    ...(isCompared(totals) ? decidedSections(comparison) : []),
  ]
    .flatMap((line) => fold(line, width))
    .join('\n');
}

/** Each area with what is assessed and complete of it, and how far it is linked; columns as wide as they must be. */
function areaLines(
  areas: readonly ComparedArea[],
  linked: string,
  isCompared: boolean,
  width: number | undefined,
): string[] {
  const rows = [
    ['Area', 'complete', isCompared ? linked : ''],
    ...areas.map((area) => [area.name, readingOf(area, WORDS), linkedText(area)]),
  ];
  return columns(rows, { width, right: [1, 2] }).flat();
}

function linkedText({ linked, objectives, percentLinked }: ComparedArea): string {
  if (linked === null) return '';
  const count = WORDS.text('countOf', { complete: linked, of: objectives });
  return percentLinked === null
    ? count
    : WORDS.text('withPercent', { count, percent: WORDS.percent(percentLinked) });
}

function taken(objective: OpenObjective, comparison: Comparison): string {
  const { takenUpBy } = objective;
  if (takenUpBy.length === 0) return endText(objective, comparison, WORDS);
  return `taken up by ${takenUpBy.map(({ code, relation }) => `${code} (${relation})`).join(', ')}`;
}

/** What is not continued and new, with the reasons; what nobody has decided on by its codes. */
function decidedSections(comparison: Comparison): string[] {
  return decidedLists(comparison, WORDS).flatMap(({ title, objectives }) => {
    const decided = objectives.filter(({ rationale }) => rationale !== undefined);
    const lines = decided.map(({ code, standing, rationale }) => {
      const stood = standing === undefined ? '' : ` (${standingText(standing, WORDS)})`;
      return `${code}${stood}: ${rationale}`;
    });
    return section(`${title}:`, lines.length > 0 ? lines : codeLines(objectives));
  });
}

function section(heading: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : ['', heading, ...lines.map((line) => `  ${line}`)];
}

function codeLines(objectives: { code: string }[]): string[] {
  return Array.from({ length: Math.ceil(objectives.length / CODES) }, (_, line) =>
    objectives
      .slice(line * CODES, (line + 1) * CODES)
      .map(({ code }) => code)
      .join(' '),
  );
}
