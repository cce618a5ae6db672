import { reasonOf } from '../../comparison/suggestions/reason.js';
import type { VNode } from 'preact';
import type { Comparison } from '../../comparison/compare.js';
import { PAGE_LIMIT } from '../../core/cursors.js';
import { here, may } from '../page/visit.js';
import { type ComparisonModel, type Suggested, SUGGESTIONS_AT_ONCE } from './comparison-model.js';
import { Ends } from './plan-pair.js';
import { codesOf, PairForm, pairText, type Signed } from './link-forms.js';
import { Told } from './links-part.js';
import { Named } from './objective-lists.js';
import { Spoken } from '../../documents/html/spoken.js';

export const SUGGESTIONS_STYLE = `
.suggestion { border: 1px solid var(--rule); border-radius: .4rem; padding: .3rem .9rem; margin: .8rem 0; }
.suggestion h3 { margin-top: .4rem; }
.told:not(:empty) { border-left: 4px solid var(--good); background: var(--raised); padding: .6rem .9rem; margin: 1rem 0; }
`;

/** Pairs that may belong together, best first, each with a form to decide on it at once. */
export function SuggestionsPart({ model, visit }: { model: ComparisonModel; visit: Signed }): VNode {
  const { suggested, query, comparison } = model;
  const { words } = visit;
  const { objective, suggestions = SUGGESTIONS_AT_ONCE } = query;
  const ends = new Ends(comparison);
  const more = Math.min(suggestions + SUGGESTIONS_AT_ONCE, PAGE_LIMIT.most - 1);
  return (
    <section id="suggestions" class="no-print">
      <h2>{words.text('suggestionsTitle')}</h2>
      <p>{words.text('suggestionsLead')}</p>
      <Told model={model} at="suggestions" visit={visit} />
      {objective !== undefined && (
        <p>
          {words.text('suggestionsFor', { code: objective })}{' '}
          <a href={`${here(visit, { objective: undefined })}#suggestions`}>
            {words.text('suggestionsForAll')}
          </a>
        </p>
      )}
      <div data-live="suggestions">
        {suggested == null ? (
          <p class="note bad">{words.text('suggestionsTrouble')}</p>
        ) : (
          <>
            {suggested.items.length === 0 && <p>{words.text('suggestionsNone')}</p>}
            <ol class="plain">
              {suggested.items.map((suggestion) => (
                <Candidate suggestion={suggestion} ends={ends} comparison={comparison} visit={visit} />
              ))}
            </ol>
            {suggested.hasMore && more > suggestions && (
              <p>
                <a class="button" href={`${here(visit, { suggestions: String(more) })}#suggestions`}>
                  {words.text('suggestionsMore')}
                </a>
              </p>
            )}
          </>
        )}
      </div>
    </section>
  );
}

function Candidate({
  suggestion,
  ends,
  comparison,
  visit,
}: {
  suggestion: Suggested['items'][number];
  ends: Ends;
  comparison: Comparison;
  visit: Signed;
}): VNode {
  const { from, to, relation, shared, link } = suggestion;
  const { words } = visit;
  // What a program offered before is said again in the language of the page.
  const again = reasonOf(shared, words);
  const suggested = link?.suggestedReason === true ? (again ?? link.rationale) : again;
  const pair = codesOf(suggestion);
  return (
    <li class="suggestion" tabIndex={-1} data-item>
      <h3>{pairText(pair, words)}</h3>
      <p>
        <Named plan={comparison.from.slug} objective={ends.of('from', from)} />{' '}
        <span class="muted" dir="auto">
          <Spoken text={ends.areaOf('from', from)} />
        </span>
      </p>
      <p>
        <Named plan={comparison.to.slug} objective={ends.of('to', to)} />{' '}
        <span class="muted" dir="auto">
          <Spoken text={ends.areaOf('to', to)} />
        </span>
      </p>
      {suggested !== null && (
        <p>
          <span class="muted">{words.text('suggestedReasonIs')}:</span>{' '}
          <span dir="auto">
            <Spoken text={suggested} />
          </span>
        </p>
      )}
      {link !== null && !link.suggestedReason && (
        <p dir="auto">
          <span class="muted">{link.decidedBy}:</span> <Spoken text={link.rationale} />
        </p>
      )}
      <ul class="plain row" aria-label={words.text('sharedWords')}>
        {shared.map((one) => (
          <li class="tag" dir="auto">
            {one.from.toLowerCase() === one.to.toLowerCase() ? one.from : words.text('sharedPair', one)}
          </li>
        ))}
      </ul>
      {link !== null && !may(visit, 'editor') ? (
        <p>
          <strong>{words.text('suggested')}.</strong> {words.text('linkEditorsOnly')}
        </p>
      ) : (
        <PairForm
          pair={pair}
          relation={relation}
          rationale={link === null || link.suggestedReason ? '' : link.rationale}
          suggestedReason={suggested}
          state={link === null ? undefined : 'suggested'}
          link={link}
          at="suggestions"
          comparison={comparison}
          visit={visit}
        />
      )}
    </li>
  );
}
