import type { VNode } from 'preact';
import type { ComparedPlan, Comparison } from '../../comparison/compare.js';
import { figuresOf, headlineBlocks, sideBySide } from '../../comparison/formats/document.js';
import { COMPARISON_FORMATS } from '../../comparison/formats/index.js';
import { areasTable, matrixTable } from '../../comparison/formats/matrix.js';
import { titleText } from '../../comparison/formats/naming.js';
import type { Words } from '../../language/words.js';
import { Part } from '../../documents/html/page.js';
import type { Page } from '../page/frame.js';
import { address, pageOf, type Visit } from '../page/visit.js';
import { AttemptPart } from './attempt-part.js';
import type { ComparisonModel, ComparisonPageQuery } from './comparison-model.js';
import { DecisionAttemptPart, DECISIONS_STYLE, DecisionsPart } from './decisions-part.js';
import { FLOW_STYLE, FlowPart, FlowsInWords } from './flow-part.js';
import { LINK_FORMS_STYLE, signed } from './link-forms.js';
import { LinksPart } from './links-part.js';
import { NotFirm, Unfinished } from './objective-lists.js';
import { SUGGESTIONS_STYLE, SuggestionsPart } from './suggestions-part.js';
import { Spoken } from '../../documents/html/spoken.js';

const STYLE = `${FLOW_STYLE}${LINK_FORMS_STYLE}${SUGGESTIONS_STYLE}${DECISIONS_STYLE}
.figure { font-size: 2.6rem; line-height: 1.05; font-weight: bold; color: var(--accent); margin: 1rem 0 .2rem; }
.figure small { font-size: 1.4rem; font-weight: normal; }
.links { min-width: 56rem; }
thead .end { white-space: normal; }
.scroll th, .scroll td { overflow-wrap: break-word; }
.day { margin-top: 1rem; }
.button[aria-current] { border-color: var(--accent); font-weight: bold; }
@media (max-width: 40rem) { .scroll table { min-width: 36rem; } }
@media print { .scroll table { min-width: 0; } }
`;

/** What a later plan makes of an earlier one: the figures first, then each objective, then the links that they rest on. */
export function comparisonPage(model: ComparisonModel, whole: Visit): Page {
  const { comparison, query, attempt, decisionAttempt } = model;
  const visit = withoutNews(whole);
  const { words } = visit;
  const { from, to } = comparison;
  const writer = signed(visit);
  const data = { asOf: query.asOf, knownAt: query.knownAt, scale: query.scale };
  const shown = { comparison, visit };
  return {
    title: titleText(comparison, words),
    above: [
      {
        label: words.text('navComparisons'),
        href: address('/compare', { organization: to.organization.slug }),
      },
    ],
    style: STYLE,
    ...(writer === null ? {} : { scripts: ['decide.js'] }),
    data: { json: address(`${visit.path}.json`, data), csv: address(`${visit.path}.csv`, data) },
    content: (
      <>
        <h1 dir="auto">
          <Spoken text={titleText(comparison, words)} />
        </h1>
        {query.turned !== undefined && <p class="note">{words.text('turnedRound')}</p>}
        <div data-live="attempt">
          {attempt !== null && writer !== null && (
            <AttemptPart attempt={attempt} comparison={comparison} visit={writer} />
          )}
          {decisionAttempt !== undefined && writer !== null && (
            <DecisionAttemptPart attempt={decisionAttempt} comparison={comparison} visit={writer} />
          )}
        </div>
        {[from, to].map((plan) => (
          <About plan={plan} words={words} />
        ))}
        <div data-live="headline">
          <Headline comparison={comparison} words={words} />
          {comparison.compared === 'not' && (
            <p class="note">
              {words.text(writer === null ? 'decisionsSignIn' : 'decisionsBegin')}{' '}
              {writer !== null && (
                <>
                  <a href="#suggestions">{words.text('suggestionsTitle')}</a>{' '}
                </>
              )}
              <a href="#decisions">{words.text('decisionsTitle')}</a>
            </p>
          )}
        </div>
        <DayForm comparison={comparison} query={query} visit={visit} />
        <div data-live="body">
          {comparison.compared !== 'not' && (
            <>
              <h2>{words.text('whereTheyWent')}</h2>
              <FlowPart comparison={comparison} words={words} />
              <FlowsInWords comparison={comparison} words={words} />
              <h2>{words.text('fromAreaToArea')}</h2>
              <p class="muted">{words.text('earlierToLaterMeans')}</p>
              <Part block={matrixTable(comparison, words)} />
              <Unfinished {...shown} />
              <NotFirm {...shown} />
            </>
          )}
          <h2>{words.text('sideBySide')}</h2>
          {sideBySide(comparison, words).map((block) => (
            <Part block={block} />
          ))}
          <h2>{words.text('byArea')}</h2>
          <Part block={areasTable(comparison, words)} />
        </div>
        <LinksPart model={model} visit={visit} />
        {writer !== null && <SuggestionsPart model={model} visit={writer} />}
        <DecisionsPart model={model} visit={visit} />
        <div class="no-print">
          <h2>{words.text('downloadComparison')}</h2>
          <Downloads comparison={comparison} words={words} />
        </div>
      </>
    ),
  };
}

/** What the address says of the last step is of no use for the next. */
function withoutNews(visit: Visit): Visit {
  const query = new URLSearchParams(visit.query);
  for (const name of ['done', 'at', 'turned', 'decided', 'restDone']) query.delete(name);
  return { ...visit, query };
}

function About({ plan, words }: { plan: ComparedPlan; words: Words }): VNode {
  const { title, slug, holder, termStart, termEnd, assessor } = plan;
  const kind = words.text(assessor.kind === 'self_reported' ? 'selfReported' : 'independent');
  return (
    <p dir="auto">
      <a href={pageOf.plan(slug)}>
        <Spoken text={title} />
      </a>{' '}
      <span class="muted">
        <Spoken
          text={words.text('holderTerm', { holder, from: words.day(termStart), to: words.day(termEnd) })}
        />
        . <Spoken text={words.text('assessedBy', { name: assessor.name, kind })} />
      </span>
    </p>
  );
}

function Headline({ comparison, words }: { comparison: Comparison; words: Words }): VNode {
  const figures = figuresOf(comparison, words);
  const { asOf, knownAt } = comparison;
  const moment = words.text('asOfKnownAt', { day: words.day(asOf), instant: words.instant(knownAt) });
  const lines = headlineBlocks(comparison, words, true).flatMap((block) =>
    block.kind === 'headline' ? block.lines : block.kind === 'paragraph' ? [block.runs] : [],
  );
  return (
    <>
      {figures === null ? (
        <p>{moment}.</p>
      ) : (
        <>
          <p class="figure">
            {figures.figure} <small>{figures.percent}</small>
          </p>
          <p>
            {figures.caption}. {moment}.
          </p>
        </>
      )}
      {lines.map((runs) => (
        <Part block={{ kind: 'paragraph', runs }} />
      ))}
    </>
  );
}

/** Asks for the comparison of another day. */
function DayForm({
  comparison,
  query,
  visit,
}: {
  comparison: Comparison;
  query: ComparisonPageQuery;
  visit: Visit;
}): VNode {
  const { words } = visit;
  return (
    <form class="day row no-print" action={visit.path}>
      <div>
        <label for="as-of">{words.text('onDay')}</label>
        <br />
        <input type="date" id="as-of" name="asOf" value={comparison.asOf} />
      </div>
      {(['scale', 'knownAt'] as const).map((name) =>
        query[name] === undefined ? null : <input type="hidden" name={name} value={query[name]} />,
      )}
      <button>{words.text('showDay')}</button>
      {query.asOf !== undefined && (
        <a href={address(visit.path, { scale: query.scale })}>{words.text('showToday')}</a>
      )}
    </form>
  );
}

/** The same comparison in every form that can be handed in. */
function Downloads({ comparison, words }: { comparison: Comparison; words: Words }): VNode {
  const { from, to, origin } = comparison;
  const path = `/api/v1/comparisons/${from.slug}/${to.slug}`;
  return (
    <ul class="plain row" aria-label={words.text('downloadComparison')}>
      {COMPARISON_FORMATS.map(({ extension, name }) => (
        <li>
          <a class="button" href={address(`${path}${extension}`, origin.parameters)}>
            {name.toUpperCase()}
          </a>
        </li>
      ))}
    </ul>
  );
}
