import type { VNode } from 'preact';
import type { Words } from '../../language/words.js';
import { Kinds } from '../../reporting/scorecard/formats/charts/kinds.js';
import { capitalised, captionOf, figureOf, shareOf } from '../../reporting/scorecard/formats/coverage.js';
import { kindOf } from '../../reporting/scorecard/formats/wording.js';
import type { OverviewReport } from '../../reporting/overview/overview.js';
import type { Scorecard } from '../../reporting/scorecard/scorecard.js';
import type { Page } from '../page/frame.js';
import { LevelMarks, MARKS_STYLE } from '../page/level-marks.js';
import { Pager } from '../page/pieces.js';
import { address, pageOf, type Visit } from '../page/visit.js';
import { Spoken } from '../../documents/html/spoken.js';

const STYLE = `${MARKS_STYLE}
.plan { margin: 1.6rem 0; }
.plan h2 { border: 0; margin: 0; padding: 0; font-size: 1.1rem; }
.plan .count { font-size: 1.5rem; font-weight: bold; color: var(--accent); margin: 0; }
.plan .head { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; align-items: baseline; }
.plan .head > div { flex: 1 1 20rem; }
`;

/** The presidencies, newest first, each with its bar and its count. */
export function homePage({ overview, cards }: OverviewReport, visit: Visit): Page {
  const { words } = visit;
  const drawn = cards.map((card) => new Kinds(card.scale.levels, words).ofCounts(card.total));
  const marks = new LevelMarks(
    drawn.flat().map(({ look }) => look),
    words,
  );
  const { organization } = overview;
  const known = new Map(cards.map(({ plan }) => [plan.organization.slug, plan.organization]));
  return {
    title:
      organization === null
        ? words.text('homeTitle')
        : words.text('overviewOf', { organization: organization.name }),
    above: organization === null ? [] : [{ label: words.text('navPresidencies'), href: '/' }],
    style: STYLE,
    content: (
      <>
        {marks.definitions()}
        <h1>
          {organization === null ? (
            words.text('homeTitle')
          ) : (
            <Spoken text={words.text('overviewOf', { organization: organization.name })} />
          )}
        </h1>
        <p class="lead">{words.text('homeLead')}</p>
        <p class="muted">{words.text('overviewAsOf', { day: words.day(overview.asOf) })}</p>
        {organization === null && known.size > 1 && (
          <ul class="plain row">
            {[...known.values()].map(({ slug, name, acronym }) => (
              <li>
                <a class="button" href={address('/', { organization: slug })}>
                  <Spoken text={acronym ?? name} />
                </a>
              </li>
            ))}
          </ul>
        )}
        {cards.some(({ total }) => total.complete > 0) && <p class="muted">{words.text('strengthsMean')}</p>}
        {cards.length === 0 && <p>{words.text('noPresidencies')}</p>}
        {cards.map((card, at) => (
          <Plan
            card={card}
            bar={marks.bar(drawn[at]!, card.total.objectives, captionOf(card.total, words))}
            words={words}
          >
            {marks.legend(drawn[at]!)}
          </Plan>
        ))}
        <Pager visit={visit} nextCursor={overview.nextCursor} />
      </>
    ),
  };
}

function Plan({
  card,
  bar,
  words,
  children,
}: {
  card: Scorecard;
  bar: VNode;
  words: Words;
  children: VNode;
}): VNode {
  const { plan, total, claims, assessor, differing } = card;
  const share = shareOf(total, words);
  return (
    <section class="plan keep">
      <div class="head">
        <div>
          <h2>
            <a href={pageOf.plan(plan.slug)}>
              <Spoken text={plan.title} />
            </a>
          </h2>
          <p class="muted">
            <Spoken
              text={words.text('holderTerm', {
                holder: plan.holder,
                from: words.day(plan.termStart),
                to: words.day(plan.termEnd),
              })}
            />
          </p>
        </div>
        <p class="count">
          {capitalised(figureOf(total, words), words)}
          {share !== '' && <small class="muted"> {share}</small>}
        </p>
      </div>
      {bar}
      {children}
      <p class="muted">
        <Spoken text={words.text('assessedBy', { name: assessor.name, kind: kindOf(card, words) })} />
        {differing > 0 && (
          <>
            {' · '}
            <a href={pageOf.differences(plan.slug, { asOf: card.asOf, knownAt: card.knownAt })}>
              {words.count('differingOn', differing)}
            </a>
          </>
        )}
      </p>
      {claims.map((claim) => (
        <p class="muted">
          <Spoken
            text={words.text('claimIs', { claimed: claim.passage, verdict: words.text(claim.verdict) })}
          />
        </p>
      ))}
    </section>
  );
}
