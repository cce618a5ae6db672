import type { VNode } from 'preact';
import type { Page as ListPage } from '../../core/cursors.js';
import type { BareKey } from '../../language/texts.js';
import type { OrganizationView, PlanSummary } from '../../plans/plans.reader.js';
import { inLanguage } from '../../plans/translations.js';
import { type Kind, KINDS } from '../../search/dto/search.dto.js';
import type { Match, SearchHit } from '../../search/search.reader.js';
import type { Mistakes } from '../page/forms.js';
import type { Page } from '../page/frame.js';
import { describedBy, Field, idOf, Pager } from '../page/pieces.js';
import { address, pageOf, type Visit } from '../page/visit.js';
import { csvLine } from '../../documents/csv.js';
import { Spoken, SpokenOption } from '../../documents/html/spoken.js';

const STYLE = `
.asked { background: var(--raised); border: 1px solid var(--rule); border-radius: .4rem; padding: .2rem .9rem .8rem; margin: 1rem 0; }
.asked .field { margin: .4rem 0; flex: 1 1 9rem; }
.asked select, .asked input { width: 100%; }
.hit { margin: 1.2rem 0; }
.hit h3 { margin: 0; }
`;

const CHOICES: Record<Kind, BareKey> = {
  objective: 'kindObjectives',
  passage: 'kindPassages',
  source: 'kindSources',
};
const KIND_NAMES: Record<Kind, BareKey> = {
  objective: 'kindObjective',
  passage: 'kindPassage',
  source: 'kindSource',
};
/** Whatever has all the words needs no remark. */
const MATCHES: Record<Match, BareKey | null> = {
  code: 'matchCode',
  words: null,
  similar: 'matchSimilar',
  some: 'matchSome',
};

/** What was found, and what the form's lists hold. */
export interface SearchModel {
  found: ListPage<SearchHit>;
  plans: PlanSummary[];
  organizations: OrganizationView[];
  mistakes: Mistakes;
}

/** The search: its form, and what was found, with what matched marked. */
export function searchPage(model: SearchModel, visit: Visit): Page {
  const { words } = visit;
  const { found, mistakes } = model;
  const typed = visit.query.get('q') ?? '';
  const isAsked = typed !== '' && mistakes.size === 0;
  const query = Object.fromEntries(visit.query);
  return {
    title: typed === '' ? words.text('searchTitle') : words.text('searchTitleFor', { words: typed }),
    style: STYLE,
    // Without words there is nothing to have in another form.
    ...(isAsked
      ? { data: { json: address('/search.json', query), csv: address('/search.csv', query) } }
      : { data: false as const }),
    content: (
      <>
        <h1>{words.text('searchTitle')}</h1>
        {mistakes.size > 0 && (
          <div class="note bad" role="alert">
            <p>
              <strong>{words.text('searchRefused')}</strong>
            </p>
            <ul>
              {[...mistakes].map(([name, message]) => (
                <li>{FIELDS.has(name) ? <a href={`#${idOf(name)}`}>{message}</a> : `${name}: ${message}`}</li>
              ))}
            </ul>
          </div>
        )}
        <SearchForm model={model} typed={typed} visit={visit} />
        {isAsked && found.items.length === 0 && <Nothing typed={typed} visit={visit} />}
        {found.items.length > 0 && (
          <>
            <h2>{words.text('searchResults')}</h2>
            <ol class="plain">
              {found.items.map((hit) => (
                <Hit hit={hit} plans={model.plans} visit={visit} />
              ))}
            </ol>
          </>
        )}
        <Pager visit={visit} nextCursor={found.nextCursor} />
      </>
    ),
  };
}

const FIELDS: ReadonlySet<string> = new Set(['q', 'kind', 'organization', 'plan']);

function SearchForm({ model, typed, visit }: { model: SearchModel; typed: string; visit: Visit }): VNode {
  const { words, language, query } = visit;
  const { plans, organizations, mistakes } = model;
  const lists: [name: string, label: string, options: [string, string][]][] = [
    ['kind', words.text('searchKind'), KINDS.map((kind) => [kind, words.text(CHOICES[kind])])],
    [
      'organization',
      words.text('organization'),
      organizations.map(({ slug, name, names }) => [slug, inLanguage(name, names, language)]),
    ],
    [
      'plan',
      words.text('plan'),
      plans.map(({ slug, title, titles }) => [slug, inLanguage(title, titles, language)]),
    ],
  ];
  return (
    <form class="asked no-print" action="/search">
      <Field name="q" label={words.text('searchWords')} hint={words.text('searchHint')} mistakes={mistakes}>
        <input type="search" {...describedBy('q', mistakes, true)} maxLength={200} required value={typed} />
      </Field>
      <div class="row">
        {lists.map(([name, label, options]) => (
          <Field name={name} label={label} mistakes={mistakes}>
            <Choice
              attributes={describedBy(name, mistakes, false)}
              all={words.text('all')}
              chosen={query.get(name)}
              options={options}
            />
          </Field>
        ))}
        <button class="main">{words.text('searchTitle')}</button>
      </div>
    </form>
  );
}

/** A list with whatever is chosen in it, also where it is not among the first. */
function Choice({
  attributes,
  all,
  chosen,
  options,
}: {
  attributes: ReturnType<typeof describedBy>;
  all: string;
  chosen: string | null;
  options: [value: string, label: string][];
}): VNode {
  const isListed = chosen === null || options.some(([value]) => value === chosen);
  return (
    <select {...attributes}>
      <option value="">{all}</option>
      {!isListed && (
        <option value={chosen} selected>
          {chosen}
        </option>
      )}
      {options.map(([value, label]) => (
        <SpokenOption value={value} text={label} selected={value === chosen} />
      ))}
    </select>
  );
}

function Nothing({ typed, visit }: { typed: string; visit: Visit }): VNode {
  const { words, query } = visit;
  const isFiltered = ['kind', 'organization', 'plan'].some((name) => query.has(name));
  return (
    <>
      <p>
        <strong dir="auto">{words.text('searchNothing', { words: typed })}</strong>
      </p>
      <p>{words.text('searchTry')}</p>
      <ul>
        {isFiltered && (
          <li>
            <a href={address('/search', { q: typed })}>{words.text('searchTryAll')}</a>
          </li>
        )}
        <li>{words.text('searchTryFewer')}</li>
        <li>{words.text('searchTryOther')}</li>
        <li>{words.text('searchTryCode')}</li>
      </ul>
    </>
  );
}

function Hit({ hit, plans, visit }: { hit: SearchHit; plans: readonly PlanSummary[]; visit: Visit }): VNode {
  const { words } = visit;
  const remark = MATCHES[hit.match];
  return (
    <li class="hit keep">
      <h3 dir="auto">
        <a href={hrefOf(hit)}>
          <Spoken text={hit.kind === 'objective' ? `${hit.code} ${hit.title}` : hit.title} />
        </a>
      </h3>
      <p class="muted" dir="auto">
        <span class="tag">{words.text(KIND_NAMES[hit.kind])}</span>
        {remark !== null && <> · {words.text(remark)}</>}
        {hit.kind === 'objective' && <OfPlan slug={hit.plan} plans={plans} visit={visit} />}
        {hit.kind === 'passage' && (
          <>
            {hit.paragraph !== null && <> · {words.paragraph(hit.paragraph)}</>} ·{' '}
            <a href={pageOf.source(hit.source)}>{words.text('kindSource')}</a>
          </>
        )}
      </p>
      <p dir="auto">
        {hit.snippet.map(({ text, match }) =>
          match ? (
            <mark>
              <Spoken text={text} />
            </mark>
          ) : (
            <Spoken text={text} />
          ),
        )}
      </p>
    </li>
  );
}

function OfPlan({
  slug,
  plans,
  visit,
}: {
  slug: string;
  plans: readonly PlanSummary[];
  visit: Visit;
}): VNode {
  const plan = plans.find((one) => one.slug === slug);
  const title = plan === undefined ? slug : inLanguage(plan.title, plan.titles, visit.language);
  return (
    <>
      {' '}
      ·{' '}
      <a href={pageOf.plan(slug)}>
        <Spoken text={visit.words.text('searchOfPlan', { plan: title })} />
      </a>
    </>
  );
}

/** The page of what was found; of a passage, its place in the text of its source. */
function hrefOf(hit: SearchHit): string {
  switch (hit.kind) {
    case 'objective':
      return pageOf.objective(hit.plan, hit.code);
    case 'passage':
      return pageOf.passage(hit.source, hit.passage);
    case 'source':
      return pageOf.source(hit.source);
  }
}

/** A row a thing found: what it is, how it matched, where it stands, and the words around what matched. */
export function* searchCsv(hits: readonly SearchHit[]): Generator<string> {
  yield csvLine(['kind', 'match', 'plan', 'code', 'source', 'passage', 'paragraph', 'title', 'text', 'url']);
  for (const hit of hits) {
    const { kind, match, title, url, snippet } = hit;
    const place =
      kind === 'objective'
        ? [hit.plan, hit.code, null, null, null]
        : [null, null, hit.source, ...(kind === 'passage' ? [hit.passage, hit.paragraph] : [null, null])];
    yield csvLine([kind, match, ...place, title, snippet.map(({ text }) => text).join(''), url]);
  }
}
