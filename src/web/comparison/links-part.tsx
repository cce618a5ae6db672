import type { VNode } from 'preact';
import type { Comparison } from '../../comparison/compare.js';
import type { LinkView } from '../../comparison/links/links.reader.js';
import { LINK_STATES, type LinkState } from '../../comparison/links/objective-link.entity.js';
import type { BareKey } from '../../language/texts.js';
import { Pager } from '../page/pieces.js';
import { here, may, type Visit } from '../page/visit.js';
import type { ComparisonModel, Place } from './comparison-model.js';
import { Ends } from './plan-pair.js';
import { codesOf, LinkForm, pairText, PairForm, signed, STATES } from './link-forms.js';
import { Named } from './objective-lists.js';
import { Spoken } from '../../documents/html/spoken.js';

const FILTERS: Record<LinkState, BareKey> = {
  confirmed: 'statesConfirmed',
  suggested: 'statesSuggested',
  rejected: 'statesRejected',
};

/** Says what was just saved, where that was done: a region that is read out when it changes. */
export function Told({ model, at, visit }: { model: ComparisonModel; at: Place; visit: Visit }): VNode {
  const { done, query } = model;
  const { words } = visit;
  return (
    <p
      class="told"
      role="status"
      tabIndex={-1}
      data-live={`told-${at}`}
      data-trouble={words.text('linkNotSent')}
    >
      {done !== null &&
        query.at === at &&
        words.text('linkSaved', { ...codesOf(done), state: words.text(STATES[done.state]) })}
    </p>
  );
}

/** The links between the two plans, each with who decided on it, and for those who may the forms to do so. */
export function LinksPart({ model, visit }: { model: ComparisonModel; visit: Visit }): VNode {
  const { comparison, links, query, attempt } = model;
  const { words } = visit;
  const writer = signed(visit);
  const filters: [LinkState | undefined, BareKey][] = [
    [undefined, 'statesAll'],
    ...LINK_STATES.map((state): [LinkState, BareKey] => [state, FILTERS[state]]),
  ];
  return (
    <section id="links">
      <h2>{words.text('links')}</h2>
      <Told model={model} at="links" visit={visit} />
      {query.knownAt !== undefined && <p class="muted">{words.text('linksStandNow')}</p>}
      <ul class="plain row no-print">
        {filters.map(([state, key]) => (
          <li>
            <a
              class="button"
              href={`${here(visit, { state, cursor: undefined })}#links`}
              aria-current={query.state === state ? 'true' : undefined}
            >
              {words.text(key)}
            </a>
          </li>
        ))}
      </ul>
      <div data-live="links">
        {links.items.length === 0 ? (
          <p>{words.text(query.state === undefined ? 'noLinks' : 'noLinksThere')}</p>
        ) : (
          <LinksTable links={links.items} comparison={comparison} visit={visit} />
        )}
        <Pager visit={visit} nextCursor={links.nextCursor} />
      </div>
      {writer !== null && (
        <div class="no-print" data-live="propose">
          {attempt === null && (
            <details data-item>
              <summary>{words.text('proposeTitle')}</summary>
              <LinkForm
                fields={{}}
                mistakes={new Map()}
                link={null}
                at="links"
                comparison={comparison}
                visit={writer}
              />
            </details>
          )}
        </div>
      )}
    </section>
  );
}

function LinksTable({
  links,
  comparison,
  visit,
}: {
  links: readonly LinkView[];
  comparison: Comparison;
  visit: Visit;
}): VNode {
  const { words } = visit;
  const editor = may(visit, 'editor') ? signed(visit) : null;
  const ends = new Ends(comparison);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={words.text('links')}>
      <table class="links">
        <caption class="unseen">{words.text('links')}</caption>
        <thead>
          <tr>
            <th scope="col">{words.text('earlierObjective')}</th>
            <th scope="col">{words.text('relation')}</th>
            <th scope="col">{words.text('laterObjective')}</th>
            <th scope="col">{words.text('rationale')}</th>
            <th scope="col">{words.text('linkSaidBy')}</th>
          </tr>
        </thead>
        <tbody>
          {links.map((link) => (
            <tr data-item>
              <th scope="row">
                <Named plan={comparison.from.slug} objective={ends.of('from', link.from)} />
              </th>
              <td>
                {words.text(link.relation)}
                <br />
                <span class="tag">{words.text(STATES[link.state])}</span>
              </td>
              <td>
                <Named plan={comparison.to.slug} objective={ends.of('to', link.to)} />
              </td>
              <td dir="auto">
                <Spoken text={link.rationale} />
                {link.suggestedReason && (
                  <>
                    {' '}
                    <span class="tag">{words.text('suggestedReason')}</span>
                  </>
                )}
              </td>
              <td>
                <span dir="auto">
                  <Spoken text={link.decidedBy} />
                </span>
                <br />
                <span class="muted">{words.day(link.decidedAt.slice(0, 10))}</span>
                {editor !== null && (
                  <details class="no-print">
                    <summary>
                      {words.text(link.state === 'suggested' ? 'linkDecide' : 'linkRevise')}
                      <span class="unseen"> {pairText(codesOf(link), words)}</span>
                    </summary>
                    <PairForm
                      pair={codesOf(link)}
                      relation={link.relation}
                      rationale={link.suggestedReason ? '' : link.rationale}
                      suggestedReason={link.suggestedReason ? link.rationale : null}
                      state={link.state}
                      link={link}
                      at="links"
                      comparison={comparison}
                      visit={editor}
                    />
                  </details>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
