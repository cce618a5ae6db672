import type { ComparedArea, Comparison, OpenObjective } from '../comparison/compare.js';
import { standingText } from '../comparison/formats/fate-looks.js';
import { decidedLists } from '../comparison/formats/lists.js';
import { endText, pageAddress, totalsText } from '../comparison/formats/naming.js';
import { isCompared } from '../comparison/totals.js';
import { type Words, wordsOf } from '../language/words.js';

/** How many codes stand in a line. */
const CODES = 12;

/** The comparison as text, without a trailing newline. */
export function comparisonTable(comparison: Comparison): string {
  const { from, to, totals, unfinished, notFirm, rows } = comparison;
  const words = wordsOf('en');
  const width = Math.max(...comparison.areas.map(({ name }) => name.length), 'Area'.length);
  const areas = (plan: string): ComparedArea[] => comparison.areas.filter((area) => area.plan === plan);
  return [
    `${from.title}`,
    `  compared with: ${to.title}`,
    `As of ${comparison.asOf}, known at ${comparison.knownAt}`,
    '',
    ...(isCompared(totals)
      ? totalsText(comparison, words)
      : [
          ...totalsText(comparison, words),
          `To begin: scorecard suggest ${from.slug} ${to.slug}, or open ${pageAddress(comparison)}`,
        ]),
    '',
    areaLine('Area', 'complete', isCompared(totals) ? 'taken up' : '', width),
    ...areas(from.slug).map((area) => countsLine(area, width)),
    '',
    areaLine('Area', 'complete', isCompared(totals) ? 'takes up' : '', width),
    ...areas(to.slug).map((area) => countsLine(area, width)),
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
          `${objective.code}  ${objective.title}: ${objective.level.replaceAll('_', ' ')}; ${taken(objective, comparison, words)}`,
      ),
    ),
    ...section(
      'Complete, but without firm evidence:',
      notFirm.map(
        (objective) =>
          `${objective.code}  ${objective.title}: ${objective.strength}; ${taken(objective, comparison, words)}`,
      ),
    ),
    ...section(
      'Links:',
      rows.map(
        ({ from: one, to: other, relation, state, rationale, suggestedReason }) =>
          `${one} ${relation} ${other}${state === 'confirmed' ? '' : ` (${state})`}: ${rationale}${suggestedReason ? ' (suggested reason)' : ''}`,
      ),
    ),
    ...(isCompared(totals) ? decidedSections(comparison, words) : []),
  ].join('\n');
}

function areaLine(name: string, complete: string, linked: string, width: number): string {
  return `${name.padEnd(width)}  ${complete.padStart(18)}  ${linked.padStart(18)}`.trimEnd();
}

function countsLine(area: ComparedArea, width: number): string {
  const share = (part: number, percent: number | null): string =>
    `${part} of ${area.objectives}`.padStart(9) +
    (percent === null ? 'n/a' : `${percent.toFixed(1)} %`).padStart(9);
  return areaLine(
    area.name,
    share(area.complete, area.percentComplete),
    area.linked === null ? '' : share(area.linked, area.percentLinked),
    width,
  );
}

function taken(objective: OpenObjective, comparison: Comparison, words: Words): string {
  const { takenUpBy } = objective;
  if (takenUpBy.length === 0) return endText(objective, comparison, words);
  return `taken up by ${takenUpBy.map(({ code, relation }) => `${code} (${relation})`).join(', ')}`;
}

/** What is not continued and new, with the reasons; what nobody has decided on by its codes. */
function decidedSections(comparison: Comparison, words: Words): string[] {
  return decidedLists(comparison, words).flatMap(({ title, objectives }) => {
    const decided = objectives.filter(({ rationale }) => rationale !== undefined);
    const lines = decided.map(({ code, standing, rationale }) => {
      const stood = standing === undefined ? '' : ` (${standingText(standing, words)})`;
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
