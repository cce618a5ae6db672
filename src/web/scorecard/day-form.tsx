import type { VNode } from 'preact';
import { today } from '../../core/dates.js';
import { inLanguage } from '../../plans/translations.js';
import type { PlanView } from '../../plans/plans.reader.js';
import type { Scorecard } from '../../reporting/scorecard/scorecard.js';
import type { TimelinePoint } from '../../reporting/timeline/timeline.js';
import { Choice } from '../page/pieces.js';
import { here, type Visit } from '../page/visit.js';

const DAY = 24 * 3600 * 1000;

/**
 * Asks for the scorecard of another day or another assessor: a form that works by itself, and a slider over the term that a
 * script unhides.
 */
export function DayForm({
  card,
  plan,
  timeline,
  visit,
}: {
  card: Scorecard;
  plan: PlanView;
  timeline: readonly TimelinePoint[];
  visit: Visit;
}): VNode {
  const { words, language } = visit;
  const days = [plan.termStart, ...timeline.map(({ date }) => date)].toSorted();
  const first = days[0]!;
  const last = min([[plan.termEnd, days.at(-1)!].toSorted().at(-1)!, today()]);
  const span = daysBetween(first, last);
  return (
    <form class="day row no-print" action={visit.path} data-as-of>
      <div>
        <label for="as-of">{words.text('onDay')}</label>
        <br />
        <input type="date" id="as-of" name="asOf" value={card.asOf} />
      </div>
      {span > 0 && (
        <div class="slide" hidden data-slide>
          <label for="as-of-slide">{words.text('dayHelp')}</label>
          <input
            type="range"
            id="as-of-slide"
            min="0"
            max={span}
            value={Math.max(0, Math.min(span, daysBetween(first, card.asOf)))}
            data-first={first}
            aria-valuetext={words.day(card.asOf)}
          />
        </div>
      )}
      {plan.assessors.length > 1 && (
        <Choice
          name="assessor"
          label={words.text('moreAboutAssessor')}
          chosen={card.assessor.slug}
          options={plan.assessors.map(({ slug, name, names }) => [slug, inLanguage(name, names, language)])}
        />
      )}
      {['scale', 'since', 'knownAt'].map((name) =>
        visit.query.has(name) ? <input type="hidden" name={name} value={visit.query.get(name)!} /> : null,
      )}
      <button>{words.text('showDay')}</button>
      <a href={here(visit, { asOf: plan.termEnd })}>{words.text('endOfTermDay')}</a>
      <a href={here(visit, { asOf: undefined })}>{words.text('showToday')}</a>
    </form>
  );
}

function daysBetween(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / DAY);
}

function min(days: readonly string[]): string {
  return days.toSorted()[0]!;
}
