import type { ComparedArea, Comparison, OpenObjective } from '../comparison/compare.js';

/** How many codes stand in a line. */
const CODES = 12;

/** The comparison as text, without a trailing newline. */
export function comparisonTable(comparison: Comparison): string {
  const { from, to, totals, unfinished, notFirm, rows } = comparison;
  const width = Math.max(...comparison.areas.map(({ name }) => name.length), 'Area'.length);
  const areas = (plan: string): ComparedArea[] => comparison.areas.filter((area) => area.plan === plan);
  return [
    `${from.title}`,
    `  compared with: ${to.title}`,
    `As of ${comparison.asOf}, known at ${comparison.knownAt}`,
    '',
    `Of ${totals.from} objectives ${totals.carriedOn} carried on, ${totals.widened} widened, ${totals.narrowed} narrowed, ` +
      `${totals.related} related, ${totals.dropped} dropped.`,
    `Of ${totals.to} later objectives ${totals.new} new.`,
    '',
    areaLine('Area', 'complete', 'taken up', width),
    ...areas(from.slug).map((area) => countsLine(area, width)),
    '',
    areaLine('Area', 'complete', 'takes up', width),
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
          `${objective.code}  ${objective.title}: ${objective.level.replaceAll('_', ' ')}; ${taken(objective)}`,
      ),
    ),
    ...section(
      'Complete, but without firm evidence:',
      notFirm.map(
        (objective) => `${objective.code}  ${objective.title}: ${objective.strength}; ${taken(objective)}`,
      ),
    ),
    ...section(
      'Links:',
      rows.map(
        ({ from: one, to: other, relation, state, rationale }) =>
          `${one} ${relation} ${other}${state === 'confirmed' ? '' : ` (${state})`}: ${rationale}`,
      ),
    ),
    ...section('New:', codeLines(comparison.new)),
    ...section('Dropped:', codeLines(comparison.dropped)),
  ].join('\n');
}

function areaLine(name: string, complete: string, linked: string, width: number): string {
  return `${name.padEnd(width)}  ${complete.padStart(18)}  ${linked.padStart(18)}`;
}

function countsLine(area: ComparedArea, width: number): string {
  const share = (part: number, percent: number | null): string =>
    `${part} of ${area.objectives}`.padStart(9) +
    (percent === null ? 'n/a' : `${percent.toFixed(1)} %`).padStart(9);
  return areaLine(
    area.name,
    share(area.complete, area.percentComplete),
    share(area.linked, area.percentLinked),
    width,
  );
}

function taken({ takenUpBy }: OpenObjective): string {
  if (takenUpBy.length === 0) return 'nothing takes it up';
  return `taken up by ${takenUpBy.map(({ code, relation }) => `${code} (${relation})`).join(', ')}`;
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
