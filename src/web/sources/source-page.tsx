import type { ComponentChildren, VNode } from 'preact';
import type { PassageUse } from '../../assessments/bearings.reader.js';
import { inLanguage } from '../../plans/translations.js';
import { printableThroughout } from '../../documents/printable.js';
import type { PassageInText } from '../../sources/places.reader.js';
import type { TextStretch } from '../../sources/texts.reader.js';
import type { SourceView } from '../../sources/sources.reader.js';
import type { Page } from '../page/frame.js';
import { Pager } from '../page/pieces.js';
import { assessorText } from '../page/assessor-text.js';
import { here, may, pageOf, type Visit } from '../page/visit.js';
import { Citation, COPY_SCRIPT } from './citation.js';
import { LOAD_TEXT_SCRIPT, LoadTextForm, type RefusedText } from './load-text-form.js';
import { marksIn } from './marks.js';
import { AnchorNote, PASSAGES_STYLE, Quotation, Use } from './passages.js';
import type { SourceModel } from './source-model.js';
import { type Marked, SOURCE_TEXT_STYLE, SourceText } from './source-text.js';
import { Spoken } from '../../documents/html/spoken.js';

const STYLE = `${SOURCE_TEXT_STYLE}${PASSAGES_STYLE}
.entry { margin: 1.2rem 0; }
.entry h3 { margin: 0; }
.entry:target { outline: 3px solid var(--accent); outline-offset: .4rem; }
`;

/** A source: what it is and how to cite it, its text where we hold one, and its passages with what rests on them. */
export function sourcePage(model: SourceModel, visit: Visit, refused?: RefusedText): Page {
  const { words, session } = visit;
  const { source, version, stretch, passages } = model;
  const marks = stretch === null ? [] : marksIn(stretch, passages.items);
  const marked = new Set(marks.map(({ id }) => id));
  const mayLoad = session !== null && may(visit, 'analyst');
  return {
    title: source.title,
    above: [{ label: words.text('navSources'), href: '/sources' }],
    style: STYLE,
    scripts: [COPY_SCRIPT, ...(mayLoad ? [LOAD_TEXT_SCRIPT] : [])],
    content: (
      <>
        {refused && (
          <p class="note bad" role="alert">
            {refused.notice}
          </p>
        )}
        <h1 dir="auto">
          <Spoken text={source.title} own={source.language} />
        </h1>
        <Credit source={source} visit={visit} />
        {stretch !== null && <Text model={model} stretch={stretch} marks={marks} visit={visit} />}
        <h2 id="passages">{words.text('passages')}</h2>
        <p>
          {passages.items.length === 0
            ? words.text('noPassagesHere')
            : words.text(stretch === null ? 'passagesAlone' : 'passagesInText')}
        </p>
        <ol class="plain">
          {passages.items.map((passage, at) => (
            <Entry
              passage={passage}
              number={at + 1}
              isMarked={marked.has(passage.id)}
              isMissed={stretch !== null && !marked.has(passage.id)}
              language={source.language}
              uses={model.uses.get(passage.id) ?? []}
              visit={visit}
            />
          ))}
        </ol>
        <Pager visit={visit} nextCursor={passages.nextCursor} />
        {mayLoad && (
          <section class="no-print">
            <h2>{words.text(stretch === null ? 'loadText' : 'loadOtherText')}</h2>
            <LoadTextForm
              slug={source.slug}
              version={version}
              words={words}
              session={session}
              refused={refused}
            />
          </section>
        )}
      </>
    ),
  };
}

/** Who wrote it, where it stands, under which terms it may be used, and how to cite it. */
function Credit({ source, visit: { words } }: { source: SourceView; visit: Visit }): VNode {
  const { authors, publisher, publishedOn, language, url, archiveUrl, rights, note } = source;
  return (
    <>
      <dl class="facts">
        <Fact term={words.text('authors')}>
          {authors.length === 0 ? null : <Spoken text={words.list(authors)} />}
        </Fact>
        <Fact term={words.text('publisher')}>{publisher === null ? null : <Spoken text={publisher} />}</Fact>
        <Fact term={words.text('publishedOn')}>
          {publishedOn === null ? null : words.publicationDate(publishedOn)}
        </Fact>
        <Fact term={words.text('sourceLanguage')}>
          {language === null ? null : words.languageName(language)}
        </Fact>
        <Fact term={words.text('sourceUrl')}>{webLink(url)}</Fact>
        <Fact term={words.text('archivedCopy')}>{webLink(archiveUrl)}</Fact>
        <Fact term={words.text('rights')}>{rights === null ? null : <Spoken text={rights} />}</Fact>
        <Fact term={words.text('note')}>{note === null ? null : <Spoken text={note} />}</Fact>
      </dl>
      <h2>{words.text('cite')}</h2>
      <Citation source={source} words={words} />
    </>
  );
}

function Fact({ term, children }: { term: string; children: ComponentChildren }): VNode | null {
  if (children === null) return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}

/** The address as a link where it is one of the web; else as it stands. It does not tell where somebody came from. */
function webLink(address: string | null): VNode | string | null {
  if (address === null || !/^https?:\/\//.test(address)) return address;
  return (
    <a href={address} rel="noreferrer">
      {address}
    </a>
  );
}

/** The stretch with its marks, and in its margin the paragraphs' numbers and the way to each passage's entry. */
function Text({
  model: { source, passages, places },
  stretch,
  marks,
  visit,
}: {
  model: SourceModel;
  stretch: TextStretch;
  marks: readonly Marked[];
  visit: Visit;
}): VNode {
  const { words } = visit;
  const { from, next, characters } = stretch;
  const numbers = new Map(passages.items.map(({ id }, at) => [id, at + 1]));
  return (
    <>
      <h2 id="text">{words.text('textOfSource')}</h2>
      <p class="muted">{words.text('placesInText', places)}</p>
      {(from > 0 || next !== null) && (
        <p class="muted">
          {words.text('partOfText', {
            from: words.number(from + 1),
            to: words.number(next ?? characters),
            of: words.number(characters),
          })}
        </p>
      )}
      <SourceText
        {...stretch}
        language={source.language}
        marks={marks}
        margin={(paragraph, begins) => (
          <>
            {paragraph !== undefined && <span>{words.paragraph(paragraph)}</span>}
            {begins.map((id) => (
              <a
                href={`#entry-${id}`}
                aria-label={words.text('passageNumber', { n: String(numbers.get(id) ?? '') })}
              >
                ↓{numbers.get(id)}
              </a>
            ))}
          </>
        )}
      />
      {(from > 0 || next !== null) && (
        <p class="row no-print">
          {from > 0 && (
            <a class="button" href={partAt(visit, undefined)}>
              {words.text('textBeginning')}
            </a>
          )}
          {next !== null && (
            <a class="button" href={partAt(visit, String(next))} rel="next">
              {words.text('textNext')}
            </a>
          )}
        </p>
      )}
    </>
  );
}

function partAt(visit: Visit, from: string | undefined): string {
  return `${here(visit, { from, passage: undefined, cursor: undefined })}#text`;
}

/** A passage with what rests on it. Its id is the passage's own only where no mark in the text has that. */
function Entry({
  passage: given,
  number,
  isMarked,
  isMissed,
  language: spoken,
  uses,
  visit,
}: {
  passage: PassageInText;
  number: number;
  isMarked: boolean;
  /** Whether there is a text, and no mark in it. */
  isMissed: boolean;
  /** Of the source. */
  language: string | null;
  uses: readonly PassageUse[];
  visit: Visit;
}): VNode {
  const { words } = visit;
  const passage = printableThroughout(given);
  return (
    <li class="entry keep" id={`${isMarked ? 'entry' : 'passage'}-${passage.id}`}>
      <h3>
        {words.text('passageNumber', { n: String(number) })}
        {passage.paragraph !== null && <span class="muted"> {words.paragraph(passage.paragraph)}</span>}
      </h3>
      {isMarked ? (
        <blockquote lang={spoken ?? undefined} dir="auto">
          <q>{passage.exact}</q>
        </blockquote>
      ) : (
        <Quotation passage={passage} language={spoken} />
      )}
      {passage.exact !== null && passage.summary !== null && (
        <p dir="auto">
          <Spoken text={passage.summary} />
        </p>
      )}
      {isMarked ? (
        <p class="no-print">
          <a href={`#passage-${passage.id}`}>
            {words.text('showInText')}
            <span class="unseen"> ({words.text('passageNumber', { n: String(number) })})</span>
          </a>
        </p>
      ) : (
        <AnchorNote passage={passage} isMissed={isMissed} words={words} />
      )}
      {isMarked && passage.found !== null && (
        <p dir="auto">
          <Spoken
            text={words.text('wordsThere', { words: words.text('quoted', { words: passage.found }) })}
          />
        </p>
      )}
      {uses.length === 0 && <p class="muted">{words.text('notUsed')}</p>}
      <ul>
        {uses.map((used) => (
          <li>
            <Used used={used} visit={visit} />
          </li>
        ))}
      </ul>
    </li>
  );
}

/** What a passage does for an objective: where that stands, and by whose judgement. */
function Used({ used, visit: { words, language } }: { used: PassageUse; visit: Visit }): VNode {
  const { use, plan, code, title, titles, level, assessor, evidenceWithoutStatus } = used;
  const status =
    level === null
      ? null
      : evidenceWithoutStatus
        ? words.text('evidenceWithoutStatus')
        : inLanguage(level.label, level.labels, language);
  return (
    <>
      <Use use={use} isAssessed={level?.assessed ?? true} words={words} />{' '}
      <a href={pageOf.objective(plan.slug, code)} dir="auto">
        {code} <Spoken text={inLanguage(title, titles, language)} />
      </a>
      {status !== null && (
        <>
          : <Spoken text={status} />
        </>
      )}
      <span class="muted" dir="auto">
        {level?.assessed === true && assessor !== null && (
          <>
            {' · '}
            <Spoken text={assessorText(assessor, words, language)} />
          </>
        )}
        {' · '}
        <Spoken text={inLanguage(plan.title, plan.titles, language)} />
      </span>
    </>
  );
}
