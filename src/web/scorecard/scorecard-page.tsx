import type { VNode } from 'preact';
import { STRENGTHS } from '../../assessments/strength.js';
import type { Words } from '../../language/words.js';
import type { PlanSummary, PlanView } from '../../plans/plans.reader.js';
import { Kinds } from '../../reporting/scorecard/formats/charts/kinds.js';
import { timelineChart } from '../../reporting/scorecard/formats/charts/timeline.js';
import {
  capitalised,
  captionOf,
  figureOf,
  isWhole,
  rangeText,
  readingOf,
  shareOf,
} from '../../reporting/scorecard/formats/coverage.js';
import { Drawing } from '../../documents/svg/drawing.js';
import { claimReason, claimScope, kindOf, statusLabel } from '../../reporting/scorecard/formats/wording.js';
import type { Report } from '../../reporting/scorecard/report.js';
import type { AreaCounts } from '../../reporting/scorecard/counts.js';
import type { Scorecard } from '../../reporting/scorecard/scorecard.js';
import { inLanguage } from '../../plans/translations.js';
import type { Page } from '../page/frame.js';
import { LevelMarks, MARKS_STYLE } from '../page/level-marks.js';
import { address, pageOf, type Visit } from '../page/visit.js';
import { DayForm } from './day-form.js';
import { Findings } from './findings.js';
import { ObjectiveTable } from './objective-table.js';
import { REPORT_FORMATS } from '../../reporting/scorecard/formats/index.js';
import { Spoken } from '../../documents/html/spoken.js';

/** More squares than this are better looked for in the list of objectives. */
const MOST_SQUARES = 500;
const CURVE_WIDTH = 560;

const STYLE = `${MARKS_STYLE}
.figure { font-size: 3.2rem; line-height: 1.05; font-weight: bold; color: var(--accent); margin: 1rem 0 .2rem; }
.figure small { font-size: 1.5rem; font-weight: normal; display: inline-block; }
.areas { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); gap: 1rem 2rem; }
.areas h3 { display: flex; justify-content: space-between; gap: 1rem; margin: 0 0 .3rem; font-weight: normal; }
.areas h3 span { flex: 1; }
.areas h3 strong { flex: none; max-width: 60%; text-align: end; }
.day { background: var(--raised); border: 1px solid var(--rule); border-radius: .4rem; padding: .6rem .9rem; margin: 1.2rem 0; }
.day .slide { flex: 1 1 14rem; }
.day .slide input { width: 100%; }
.strengths > div { display: flex; gap: .8rem; padding: .15rem 0; flex-wrap: wrap; }
.strengths dt { flex: 0 0 9rem; color: inherit; }
.finding { margin: 1rem 0; }
.finding h3 { margin-bottom: 0; }
@media (max-width: 40rem) { .figure { font-size: 2.6rem; } }
`;

/** Everything that the scorecard page shows. */
export interface ScorecardModel {
  report: Report;
  plan: PlanView;
  /** Plans of the same organization, newest first, this one among them. */
  others: PlanSummary[];
}

/** The scorecard as a citizen reads it: the figure first, then what it is made of, then how to check it. */
export function scorecardPage({ report, plan, others }: ScorecardModel, visit: Visit): Page {
  const { words } = visit;
  const { scorecard: card } = report;
  const kinds = new Kinds(card.scale.levels, words);
  const total = kinds.ofCounts(card.total);
  const cells = report.cells !== null && report.cells.length <= MOST_SQUARES ? report.cells : null;
  const looks = [...total, ...kinds.ofCells(cells ?? [])].map(({ look }) => look);
  const marks = new LevelMarks(
    [...looks, ...card.areas.flatMap((area) => kinds.ofCounts(area).map(({ look }) => look))],
    words,
  );
  const reading = captionOf(card.total, words);
  const share = shareOf(card.total, words);
  // Where the title is translated, so is the rest.
  const own = Object.hasOwn(plan.titles, visit.language) ? visit.language : plan.language;
  return {
    title: card.plan.title,
    above: [
      { label: words.text('navPresidencies'), href: '/' },
      {
        label: card.plan.organization.acronym ?? card.plan.organization.name,
        href: address('/', { organization: card.plan.organization.slug }),
      },
    ],
    style: STYLE,
    scripts: ['as-of.js'],
    content: (
      <>
        <h1>
          <Spoken text={card.plan.title} own={own} />
        </h1>
        <p class="muted">
          <Spoken
            text={words.text('holderTerm', {
              holder: card.plan.holder,
              from: words.day(card.plan.termStart),
              to: words.day(card.plan.termEnd),
            })}
          />
          {plan.motto !== null && (
            <>
              {' · '}
              <Spoken text={words.text('quoted', { words: plan.motto })} own={own} />
            </>
          )}
        </p>
        <p class="unseen" role="status" data-live="status">
          {words.text('changedTo', {
            day: words.day(card.asOf),
            count: readingOf(card.total, words),
          })}
        </p>
        <div data-live="headline">
          {marks.definitions()}
          <p class="figure">
            {capitalised(figureOf(card.total, words), words)}
            {share !== '' && <small> {share}</small>}
          </p>
          <p>
            {isWhole(card.total) && <>{reading}. </>}
            {words.text('asOfKnownAt', { day: words.day(card.asOf), instant: words.instant(card.knownAt) })}.
          </p>
          {marks.bar(total, card.total.objectives, reading)}
          {marks.legend(total)}
          {card.total.complete > 0 && <p class="muted">{words.text('strengthsMean')}</p>}
          {card.total.assessed < card.total.objectives && <p>{words.text('notAssessedMeans')}</p>}
          {card.differing > 0 && (
            <p>
              <a href={pageOf.differences(card.plan.slug, clocksOf(card))}>
                {words.count('differingOn', card.differing)}
              </a>
              .
            </p>
          )}
          <Claims card={card} words={words} />
          <p>
            <Spoken
              text={words.text('assessedBy', { name: card.assessor.name, kind: kindOf(card, words) })}
            />
            . {card.assessor.kind === 'self_reported' && words.text('selfReportedMeans')}
          </p>
        </div>
        {card.provenanceNote !== null && (
          <p class="note">
            <strong>{words.text('provenanceNote')}:</strong> <Spoken text={card.provenanceNote} own={own} />
          </p>
        )}
        <DayForm card={card} plan={plan} timeline={report.timeline} visit={visit} />
        <div data-live="body">
          <h2>{words.text('byArea')}</h2>
          <div class="areas">
            {card.areas.map((area) => (
              <Area
                area={area}
                words={words}
                bar={marks.bar(kinds.ofCounts(area), area.objectives, areaReading(area, words))}
              >
                {cells !== null && (
                  <ul class="squares">
                    {cells
                      .filter((cell) => cell.area === area.code)
                      .map((cell) => {
                        const kind = kinds.of(cell)!;
                        const name = words.text('openObjective', {
                          code: cell.code,
                          title: cell.title,
                          status: kind.isOpen ? statusLabel(cell, card, words) : kind.label,
                        });
                        return (
                          <li>
                            <a
                              href={pageOf.objective(card.plan.slug, cell.code)}
                              aria-label={name}
                              title={name}
                            >
                              {marks.square(kind.look, cell.late)}
                            </a>
                          </li>
                        );
                      })}
                  </ul>
                )}
              </Area>
            ))}
          </div>
          {cells === null && <p>{words.text('tooManyToDraw')}</p>}
          {cells !== null && cells.length > 0 && <ObjectiveTable cells={cells} card={card} words={words} />}
          <p class="no-print">
            <a class="button" href={pageOf.objectives(card.plan.slug)}>
              {words.text('allObjectives')}
            </a>
          </p>
          <Findings card={card} words={words} />
          <h2>{words.text('evidenceStrength')}</h2>
          <Strengths card={card} words={words} />
          <h2>{words.text('curve')}</h2>
          {report.timeline.length === 0 ? (
            <p>{words.text('noTimeline')}</p>
          ) : (
            <figure class="chart">
              <div class="scroll" tabIndex={0} role="region" aria-label={words.text('chartTimeline')}>
                <Drawing scene={timelineChart(report, words, CURVE_WIDTH)} fixed={false} />
              </div>
            </figure>
          )}
          <div class="no-print">
            <h2>{words.text('download')}</h2>
            <Downloads card={card} words={words} />
          </div>
          <h2>{words.text('sourcesOfPlan')}</h2>
          {card.sources.length === 0 && <p>{words.text('noSources')}</p>}
          <ol>
            {card.sources.map((source) => (
              <li>
                <a href={pageOf.source(source.slug)}>
                  <Spoken text={source.citation} />
                </a>
                {source.rights !== null && (
                  <span class="muted">
                    {' '}
                    <Spoken text={words.text('rightsAre', { rights: source.rights })} />
                  </span>
                )}
              </li>
            ))}
          </ol>
          <p class="print-only">
            <strong>{words.text('origin')}:</strong> <code>{card.origin.address}</code>
          </p>
        </div>
        {others.length > 1 && (
          <div class="no-print">
            <h2>{words.text('laterPresidencies')}</h2>
            <ul>
              {others
                .filter(({ slug }) => slug !== card.plan.slug)
                .map((other) => (
                  <li>
                    <a href={comparisonOf(card.plan, other)}>
                      <Spoken text={inLanguage(other.title, other.titles, visit.language)} />
                    </a>
                  </li>
                ))}
            </ul>
          </div>
        )}
      </>
    ),
  };
}

/** The earlier presidency first. */
function comparisonOf(one: Pick<PlanSummary, 'slug' | 'termStart'>, other: PlanSummary): string {
  return one.termStart <= other.termStart
    ? pageOf.comparison(one.slug, other.slug)
    : pageOf.comparison(other.slug, one.slug);
}

function areaReading(area: AreaCounts, words: Words): string {
  return words.text('areaReading', { area: area.name, reading: readingOf(area, words) });
}

/** What gives the same moment again on another page. */
function clocksOf({ origin }: Scorecard): Record<string, string> {
  const { asOf = '', knownAt = '' } = origin.parameters;
  return { asOf, knownAt };
}

function Area({
  area,
  bar,
  words,
  children,
}: {
  area: AreaCounts;
  bar: VNode;
  words: Words;
  children: VNode | false;
}): VNode {
  return (
    <section class="keep">
      <h3>
        <span>
          <Spoken text={area.name} />
        </span>
        <strong>{capitalised(figureOf(area, words), words)}</strong>
      </h3>
      {bar}
      {children}
    </section>
  );
}

/** The headline that somebody gave out, beside the one that the records give. */
function Claims({ card, words }: { card: Scorecard; words: Words }): VNode {
  return (
    <>
      {card.claims.map((claim) => {
        const reason = claimReason(claim, card, words);
        const scope = claimScope(claim, card, words);
        return (
          <p>
            <strong>
              <Spoken
                text={words.text('claimIs', { claimed: claim.passage, verdict: words.text(claim.verdict) })}
              />
            </strong>
            {scope !== null && (
              <>
                {' '}
                (<Spoken text={scope} />)
              </>
            )}
            {reason !== null && (
              <>
                {' '}
                <Spoken text={reason} />
              </>
            )}
          </p>
        );
      })}
    </>
  );
}

/** The strength of evidence of the complete ones, and the range from the strict to the lenient count. */
function Strengths({ card, words }: { card: Scorecard; words: Words }): VNode {
  return (
    <>
      {card.total.complete > 0 && (
        <p>
          <strong>
            {words.text('rangeLabel')}: {rangeText(card, words)}.
          </strong>{' '}
          {words.text('rangeMeans')}
        </p>
      )}
      <dl class="strengths">
        {STRENGTHS.filter(
          // Only plans that a file was imported into have any.
          (strength) => strength !== 'unread' || card.total.evidence.unread > 0,
        ).map((strength) => (
          <div>
            <dt>
              <a href={address(pageOf.objectives(card.plan.slug), { strength })}>
                {words.text('strengthCount', {
                  count: card.total.evidence[strength],
                  strength: words.text(strength),
                })}
              </a>
            </dt>
            <dd class="muted">{words.text(`${strength}Means`)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** The same scorecard in every form that can be handed in, as of the same day. */
function Downloads({ card, words }: { card: Scorecard; words: Words }): VNode {
  const { parameters } = card.origin;
  return (
    <ul class="plain row" aria-label={words.text('download')}>
      {REPORT_FORMATS.map(({ extension, name }) => (
        <li>
          <a
            class="button"
            href={address(`/api/v1/plans/${card.plan.slug}/scorecard${extension}`, parameters)}
          >
            {name.toUpperCase()}
          </a>
        </li>
      ))}
    </ul>
  );
}
