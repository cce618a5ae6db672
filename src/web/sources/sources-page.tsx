import type { VNode } from 'preact';
import type { BareKey } from '../../language/texts.js';
import type { Words } from '../../language/words.js';
import type { Session } from '../../auth/sessions.service.js';
import type { Page as ListPage } from '../../core/cursors.js';
import type { ListedSource } from '../../sources/sources.reader.js';
import type { Fields, Mistakes } from '../page/forms.js';
import type { Page } from '../page/frame.js';
import { describedBy, Field, MistakeSummary, Pager, Proof } from '../page/pieces.js';
import { may, pageOf, type Visit } from '../page/visit.js';
import { Spoken } from '../../documents/html/spoken.js';

/** A new source that was refused: what was typed, and why. */
export interface RefusedSource {
  fields: Fields;
  mistakes: Mistakes;
  /** What else stands against it, in the language of the page. */
  notice: string | null;
}

/** All sources; for analysts, a form to add one. */
export function sourcesPage(
  { items, nextCursor }: ListPage<ListedSource>,
  visit: Visit,
  refused?: RefusedSource,
): Page {
  const { words, session } = visit;
  return {
    title: words.text('navSources'),
    content: (
      <>
        {refused && <MistakeSummary mistakes={refused.mistakes} words={words} />}
        {refused?.notice != null && (
          <p class="note bad" role="alert">
            {refused.notice}
          </p>
        )}
        <h1>{words.text('navSources')}</h1>
        <p class="lead">{words.text('sourcesLead')}</p>
        {items.length === 0 && <p>{words.text('noSourcesYet')}</p>}
        <ul class="plain">
          {items.map((source) => (
            <li class="field keep" dir="auto">
              <a href={pageOf.source(source.slug)}>
                <Spoken text={source.title} own={source.language} />
              </a>
              <br />
              <span class="muted">
                <Spoken text={factsOf(source, words).join(' · ')} own={source.language} />
              </span>
            </li>
          ))}
        </ul>
        <Pager visit={visit} nextCursor={nextCursor} />
        {session !== null && may(visit, 'analyst') && (
          <SourceForm visit={visit} session={session} refused={refused} />
        )}
      </>
    ),
  };
}

/** What tells a source apart in the list: who, when, how much of it is quoted, and whether we hold it. */
function factsOf(source: ListedSource, words: Words): string[] {
  const { authors, publisher, publishedOn, passages, hasText } = source;
  return [
    ...(authors.length === 0 ? [] : [authors.join(', ')]),
    ...(publisher === null ? [] : [publisher]),
    ...(publishedOn === null ? [] : [words.publicationDate(publishedOn)]),
    words.count('passageCount', passages),
    ...(hasText ? [words.text('withText')] : []),
  ];
}

const NOTHING: RefusedSource = { fields: {}, mistakes: new Map(), notice: null };

interface SourceField {
  name: string;
  label: BareKey;
  hint?: BareKey;
  lines?: number;
  required?: boolean;
}

/** Named by the place of each in the API's input. */
const FIELDS: readonly SourceField[] = [
  { name: '/slug', label: 'sourceSlug', hint: 'sourceSlugHint', required: true },
  { name: '/title', label: 'title', required: true },
  { name: '/authors', label: 'authors', hint: 'authorsHint', lines: 3 },
  { name: '/publisher', label: 'publisher' },
  { name: '/publishedOn', label: 'publishedOn', hint: 'publishedOnHint' },
  { name: '/language', label: 'sourceLanguage', hint: 'sourceLanguageHint' },
  { name: '/url', label: 'sourceUrl' },
  { name: '/archiveUrl', label: 'archivedCopy' },
  { name: '/rights', label: 'rights' },
  { name: '/note', label: 'note', lines: 2 },
];

function SourceForm({
  visit: { words },
  session,
  refused = NOTHING,
}: {
  visit: Visit;
  session: Session;
  refused: RefusedSource | undefined;
}): VNode {
  const { fields, mistakes } = refused;
  return (
    <section class="no-print">
      <h2>{words.text('addSource')}</h2>
      <form method="post" action="/sources">
        <Proof session={session} />
        {FIELDS.map(({ label, hint, ...field }) => (
          <Field
            name={field.name}
            label={words.text(label)}
            hint={hint && words.text(hint)}
            mistakes={mistakes}
          >
            {inputFor(field, fields[field.name] ?? '', {
              ...describedBy(field.name, mistakes, hint !== undefined),
              required: field.required ?? false,
            })}
          </Field>
        ))}
        <button class="main">{words.text('addSource')}</button>
      </form>
    </section>
  );
}

function inputFor(
  { lines }: Pick<SourceField, 'lines'>,
  value: string,
  attributes: ReturnType<typeof describedBy> & { required: boolean },
): VNode {
  if (lines === undefined) return <input {...attributes} size={40} value={value} />;
  return (
    <textarea {...attributes} rows={lines}>
      {value}
    </textarea>
  );
}
