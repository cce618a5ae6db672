import type { ComponentChildren, VNode } from 'preact';
import { type Language, LANGUAGES } from '../../language/languages.js';
import type { BareKey } from '../../language/texts.js';
import type { Role } from '../../core/roles.js';
import { inLanguage } from '../../plans/translations.js';
import { standingOf } from '../../reporting/scorecard/formats/wording.js';
import { assetAddress } from './assets.js';
import { STYLE } from './style.js';
import { here, may, type Visit } from './visit.js';
import { PageLanguage, Spoken } from '../../documents/html/spoken.js';

/** A page: what is its own; the frame around it is the same everywhere. */
export interface Page {
  /** Names it in the browser's tab, before the name of the site. */
  title: string;
  content: ComponentChildren;
  /** Where it stands: the pages above it, from the top. */
  above?: { label: string; href: string }[];
  /** Rules for this page alone. */
  style?: string;
  /** Scripts of src/web/browser, such as `as-of.js`. Without them the page shows all the same. */
  scripts?: string[];
  /** Whether `.json` and `.csv` behind its address give its data; they do unless it says that there are none. */
  data?: false | { json?: string; csv?: string };
}

export const ROLE_NAMES: Record<Role, BareKey> = {
  reader: 'roleReader',
  analyst: 'roleAnalyst',
  editor: 'roleEditor',
  admin: 'roleAdmin',
};

/** What each language calls itself. */
const NAMES: Record<Language, string> = { en: 'English', ru: 'Русский' };

/** The contents of a page's <style> elements. */
export function stylesOf({ style }: Page): string[] {
  return style === undefined ? [STYLE] : [STYLE, style];
}

/** The whole document. */
export function Document({ page, visit }: { page: Page; visit: Visit }): VNode {
  const { words, language } = visit;
  const data = dataOf(page, visit);
  return (
    <PageLanguage.Provider value={language}>
      <html lang={language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{`${page.title} · ${words.text('siteName')}`}</title>
          <link rel="icon" href="data:," />
          {stylesOf(page).map((style) => (
            <style dangerouslySetInnerHTML={{ __html: style }} />
          ))}
          {data.map(({ type, href }) => (
            <link rel="alternate" type={type} href={href} />
          ))}
          {page.scripts?.map((name) => (
            <script type="module" src={assetAddress(name)} />
          ))}
        </head>
        <body>
          <a class="skip" href="#content">
            {words.text('skipToContent')}
          </a>
          <Top visit={visit} />
          <main id="content" tabIndex={-1}>
            <Crumbs above={page.above ?? []} visit={visit} />
            <Unpublished visit={visit} />
            {page.content}
          </main>
          <footer class="foot">
            {data.length > 0 && (
              <p class="no-print">
                {words.text('dataOfThisPage')}{' '}
                {data.map(({ label, href }) => (
                  <>
                    <a href={href}>{label}</a>{' '}
                  </>
                ))}
              </p>
            )}
            <p class="no-print">
              <Around text={words.text('api', { link: '{link}' })}>
                <a href="/api/docs">{words.text('apiLink')}</a>
              </Around>
            </p>
          </footer>
        </body>
      </html>
    </PageLanguage.Provider>
  );
}

/** That a plan of the page is a draft, or since when and why it is withdrawn. */
function Unpublished({ visit: { unpublished, words, language } }: { visit: Visit }): VNode {
  return (
    <>
      {unpublished.map(({ title, titles, state, withdrawn }) =>
        standingOf(
          { state: state === 'draft' ? 'draft' : 'withdrawn', withdrawn: withdrawn ?? undefined },
          words,
        ).map(([label, text]) => (
          <p class="note bad">
            <strong>
              {label}: <Spoken text={inLanguage(title, titles, language)} />.
            </strong>{' '}
            <Spoken text={text} />
          </p>
        )),
      )}
    </>
  );
}

/** A text with an element where its `{link}` stands. */
export function Around({ text, children }: { text: string; children: ComponentChildren }): VNode {
  const [before = '', after = ''] = text.split('{link}', 2);
  return (
    <>
      {before}
      {children}
      {after}
    </>
  );
}

function dataOf({ data }: Page, visit: Visit): { label: string; type: string; href: string }[] {
  if (data === false) return [];
  const path = visit.path === '/' ? '/index' : visit.path;
  const forms = [
    { label: 'JSON', type: 'application/json', href: data?.json ?? here({ ...visit, path: `${path}.json` }) },
    { label: 'CSV', type: 'text/csv', href: data?.csv ?? here({ ...visit, path: `${path}.csv` }) },
  ];
  return forms;
}

const PLACES: { path: string; key: BareKey; needs?: Role; within: RegExp }[] = [
  { path: '/', key: 'navPresidencies', within: /^\/(plans\/.*)?$/ },
  { path: '/compare', key: 'navComparisons', within: /^\/compare/ },
  { path: '/sources', key: 'navSources', within: /^\/sources/ },
  { path: '/audit', key: 'navAudit', needs: 'admin', within: /^\/audit/ },
  { path: '/import', key: 'navImport', needs: 'editor', within: /^\/import/ },
  { path: '/tokens', key: 'navTokens', needs: 'admin', within: /^\/tokens/ },
];

function Top({ visit }: { visit: Visit }): VNode {
  const { words, path, query } = visit;
  return (
    <header class="top">
      <div class="site">
        <a class="brand" href="/">
          {words.text('siteName')}
        </a>
        <nav aria-label={words.text('mainNavigation')}>
          <ul>
            {PLACES.filter(({ needs }) => needs === undefined || may(visit, needs)).map(
              ({ path: href, key, within }) => (
                <li>
                  <a
                    href={href}
                    aria-current={href === path ? 'page' : within.test(path) ? 'true' : undefined}
                  >
                    {words.text(key)}
                  </a>
                </li>
              ),
            )}
          </ul>
        </nav>
        <form action="/search" role="search">
          <input
            type="search"
            name="q"
            required
            maxLength={200}
            aria-label={words.text('searchFor')}
            placeholder={words.text('navSearch')}
            value={path === '/search' ? (query.get('q') ?? '') : ''}
          />
          <button>{words.text('navSearch')}</button>
        </form>
        <nav aria-label={words.text('navLanguage')}>
          <ul>
            {LANGUAGES.map((language) => (
              <li>
                <a
                  href={here(visit, { lang: language })}
                  lang={language}
                  hreflang={language}
                  aria-current={language === visit.language ? 'true' : undefined}
                >
                  {NAMES[language]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <Me visit={visit} />
      </div>
    </header>
  );
}

function Me({ visit }: { visit: Visit }): VNode {
  const { words, session } = visit;
  if (session === null) {
    const back = encodeURIComponent(here(visit));
    return (
      <a
        class="me"
        href={visit.path === '/sign-in' ? '/sign-in' : `/sign-in?return_to=${back}`}
        rel="nofollow"
      >
        {words.text('signIn')}
      </a>
    );
  }
  const role = words.text(ROLE_NAMES[session.role]);
  return (
    <a class="me" href="/account">
      {words.text('signedInAs', { name: session.name, role })}
    </a>
  );
}

function Crumbs({ above, visit }: { above: NonNullable<Page['above']>; visit: Visit }): VNode | null {
  if (above.length === 0) return null;
  return (
    <nav aria-label={visit.words.text('youAreHere')}>
      <ol class="crumbs">
        {above.map(({ label, href }) => (
          <li>
            <a href={href}>
              <Spoken text={label} />
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
