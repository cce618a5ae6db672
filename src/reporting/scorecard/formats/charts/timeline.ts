import type { Words } from '../../../../language/words.js';
import type { TimelinePoint } from '../../../timeline/timeline.js';
import type { ReportFigures } from '../report-figures.js';
import { widthOf } from '../../../../documents/charts/fitting.js';
import type { Line, Mark, Scene } from '../../../../documents/charts/scene.js';

const SIZE = 11;
const TOP = 12;
const PLOT = 150;

/** The cumulative count of complete objectives as a step curve over the term, and that of the assessed where it differs. */
export function timelineChart(
  { scorecard, timeline }: Pick<ReportFigures, 'scorecard' | 'timeline'>,
  words: Words,
  width: number,
): Scene {
  const { plan, total, asOf } = scorecard;
  const points = timeline.filter((point) => point.date <= asOf);
  const corners = thinned(points);
  const assessedDiffers = points.some((point) => point.assessed !== point.complete);
  const labels = endLabels(points, total.objectives, assessedDiffers, words);
  const right = width - Math.max(...labels.map(({ text }) => widthOf(text, SIZE, true))) - 10;
  const left = widthOf(words.number(total.objectives), SIZE) + 8;
  const first = points.reduce((day, point) => (point.date < day ? point.date : day), plan.termStart);
  const lastPoint = points.at(-1)?.date ?? plan.termEnd;
  const last = lastPoint > plan.termEnd ? lastPoint : plan.termEnd;
  const x = (day: string): number =>
    left + ((right - left) * days(first, day)) / Math.max(1, days(first, last));
  const y = (count: number): number => TOP + PLOT - (PLOT * count) / Math.max(1, total.objectives);
  const until = asOf < last ? asOf : last;
  const curve = (count: (point: TimelinePoint) => number): [number, number][] =>
    steps(corners, first, until, count).map(([day, value]) => [x(day), y(value)]);

  const marks: Mark[] = [
    ...countAxis(total.objectives, left, right, y, words),
    ...timeAxis(first, last, x, words),
  ];
  if (plan.termEnd < last)
    marks.push(
      line(
        [
          [x(plan.termEnd), TOP],
          [x(plan.termEnd), TOP + PLOT],
        ],
        'muted',
        1,
        true,
      ),
      label(x(plan.termEnd) - 4, TOP + PLOT - 6, words.text('endOfTerm'), 'end', 'muted'),
    );
  marks.push(
    line(
      [
        [left, y(total.objectives)],
        [right, y(total.objectives)],
      ],
      'muted',
      1,
      true,
    ),
  );
  if (assessedDiffers)
    marks.push(
      line(
        curve((point) => point.assessed),
        'muted',
        1.5,
      ),
    );
  if (points.length > 0)
    marks.push(
      line(
        curve((point) => point.complete),
        'accent',
        2.5,
      ),
    );
  else marks.push(label((left + right) / 2, TOP + PLOT / 2, words.text('noTimeline'), 'middle', 'muted'));
  marks.push(...placed(labels, right + 6, y));
  return {
    name: 'timeline',
    width,
    height: TOP + PLOT + 24,
    title: words.text('chartTimeline'),
    description: words.text('chartTimelineDescription', { points: describe(points, words) }),
    marks,
  };
}

/** More corners than these cannot be told apart on paper: of more days, evenly some and the last. */
const MOST_CORNERS = 1000;

function thinned(points: readonly TimelinePoint[]): readonly TimelinePoint[] {
  const every = Math.ceil(points.length / MOST_CORNERS);
  return points.filter((_, at) => at % every === 0 || at === points.length - 1);
}

/** The corners of a step curve: it starts at nothing, keeps its height until a day, and jumps on it. */
function steps(
  points: readonly TimelinePoint[],
  first: string,
  until: string,
  count: (point: TimelinePoint) => number,
): [day: string, count: number][] {
  const corners: [string, number][] = [[first, 0]];
  let height = 0;
  for (const point of points) {
    corners.push([point.date, height], [point.date, count(point)]);
    height = count(point);
  }
  return until > corners.at(-1)![0] ? [...corners, [until, height]] : corners;
}

function countAxis(
  objectives: number,
  left: number,
  right: number,
  y: (count: number) => number,
  words: Words,
): Mark[] {
  const step = niceStep(objectives);
  const marks: Mark[] = [];
  for (let count = 0; count <= objectives; count += step) {
    marks.push(
      line(
        [
          [left, y(count)],
          [right, y(count)],
        ],
        'rule',
        count === 0 ? 1 : 0.6,
      ),
    );
    marks.push(label(left - 6, y(count) + 4, words.number(count), 'end', 'muted'));
  }
  return marks;
}

/** 1, 2 or 5 times a power of ten, so that there are at most so many steps. */
function niceStep(most: number, steps = 5): number {
  const rough = Math.max(1, most / steps);
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
}

/** More ticks than these are no axis any more, whatever days the data hold. */
const MOST_TICKS = 60;

/** Months, or as many years apart as there is room for, named where they begin; January by its year. */
function timeAxis(first: string, last: string, x: (day: string) => number, words: Words): Mark[] {
  const marks: Mark[] = [];
  let free = -Infinity;
  for (const day of tickDays(first, last)) {
    const text = day.slice(5, 7) === '01' ? day.slice(0, 4) : words.monthOf(day);
    marks.push(
      line(
        [
          [x(day), TOP + PLOT],
          [x(day), TOP + PLOT + 4],
        ],
        'muted',
        0.8,
      ),
    );
    const width = widthOf(text, SIZE);
    if (x(day) - width / 2 < free || x(day) + width / 2 > x(last) + 20) continue;
    marks.push(label(x(day), TOP + PLOT + 18, text, 'middle', 'muted'));
    free = x(day) + width / 2 + 4;
  }
  return marks;
}

/** The first days of months, at most {@link MOST_TICKS}; of every so many years where there would be more. */
export function tickDays(first: string, last: string): string[] {
  const month = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const [from, to] = [month(first), month(last)];
  const step = to - from < MOST_TICKS ? 1 : 12 * niceStep((to - from) / 12, MOST_TICKS / 3);
  const starts: string[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    const year = String(Math.floor(at / 12)).padStart(4, '0');
    const day = `${year}-${String((at % 12) + 1).padStart(2, '0')}-01`;
    if (day >= first && day <= last) starts.push(day);
  }
  return starts;
}

interface EndLabel {
  count: number;
  text: string;
  bold: boolean;
}

/** From the top of the plot down. */
function endLabels(
  points: readonly TimelinePoint[],
  objectives: number,
  assessedDiffers: boolean,
  words: Words,
): EndLabel[] {
  const end = points.at(-1);
  const labels = [{ count: objectives, text: words.count('promised', objectives), bold: false }];
  if (end && assessedDiffers)
    labels.push({ count: end.assessed, text: words.text('assessedCount', { n: end.assessed }), bold: false });
  if (end)
    labels.push({ count: end.complete, text: words.text('completeCount', { n: end.complete }), bold: true });
  return labels.sort((a, b) => b.count - a.count);
}

/** Beside the ends of the lines, pushed apart where these lie close. */
function placed(labels: readonly EndLabel[], x: number, y: (count: number) => number): Mark[] {
  let free = 0;
  const tops = labels.map(({ count }) => (free = Math.max(y(count) + 4, free + 15)));
  const over = Math.max(0, free - (TOP + PLOT + 4));
  return labels.map(({ text, bold }, at) => ({
    ...label(x, tops[at]! - over, text, 'start', bold ? 'accent' : 'muted'),
    bold,
  }));
}

function describe(points: readonly TimelinePoint[], words: Words): string {
  if (points.length === 0) return words.text('noTimeline').replace(/\.$/, '');
  const reading = (point: TimelinePoint): string =>
    words.text('pointReading', { day: words.day(point.date), complete: point.complete });
  if (points.length <= MOST_READ) return points.map(reading).join('; ');
  const half = MOST_READ / 2;
  return [
    ...points.slice(0, half).map(reading),
    words.text('pointsLeftOut', { n: points.length - MOST_READ }),
    ...points.slice(-half).map(reading),
  ].join('; ');
}

/** A description with more days than these is no help to anyone who has it read out; the figures stand in the CSV. */
const MOST_READ = 40;

function days(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

function line(points: [number, number][], tone: Line['tone'], width: number, dashed = false): Line {
  return { kind: 'line', points, tone, width, dashed };
}

function label(
  x: number,
  y: number,
  text: string,
  anchor: 'start' | 'middle' | 'end',
  tone: 'ink' | 'muted' | 'accent',
): Extract<Mark, { kind: 'label' }> {
  return { kind: 'label', x, y, text, size: SIZE, anchor, tone };
}
