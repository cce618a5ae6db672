import type { ComponentChildren, VNode } from 'preact';
import type { EvidenceView } from '../../assessments/history.reader.js';
import type { Words } from '../../language/words.js';
import type { PassageInContext } from '../../sources/places.reader.js';
import type { SourceView } from '../../sources/sources.reader.js';
import { pageOf } from '../page/visit.js';
import { Citation } from '../sources/citation.js';
import { AnchorNote, Quotation, Use } from '../sources/passages.js';
import { Spoken } from '../../documents/html/spoken.js';

/** A passage of an assessment with its bearing and note, in its context, with its source and how to cite that. */
export function EvidencePassage({
  evidence,
  passage,
  source,
  isAssessed = true,
  words,
  children,
}: {
  evidence: Pick<EvidenceView, 'passage' | 'source' | 'paragraph'> & Partial<EvidenceView>;
  passage: PassageInContext | undefined;
  source: SourceView | undefined;
  /** Whether the assessment that it belongs to gives a status. */
  isAssessed?: boolean;
  words: Words;
  /** What else is to be said of it. */
  children?: ComponentChildren;
}): VNode {
  const { bearing, note } = evidence;
  return (
    <li class="passage keep">
      {bearing !== undefined && (
        <p>
          <Use use={bearing} isAssessed={isAssessed} words={words} />
          {note != null && (
            <span dir="auto">
              {' '}
              <Spoken text={note} />
            </span>
          )}
        </p>
      )}
      {passage && <InContext passage={passage} language={source?.language ?? null} words={words} />}
      <p>
        <a href={pageOf.passage(evidence.source, evidence.passage)} dir="auto">
          <Spoken text={source?.title ?? evidence.source} own={source?.language} />
        </a>
        {evidence.paragraph !== null && <span class="muted"> {words.paragraph(evidence.paragraph)}</span>}
      </p>
      {children}
      {source && (
        <details>
          <summary>
            {words.text('cite')}
            <span class="unseen">
              : <Spoken text={source.title} own={source.language} />
            </span>
          </summary>
          <Citation source={source} words={words} />
        </details>
      )}
    </li>
  );
}

/** The passage in its paragraph, where we hold the text; else between the words quoted around it. */
function InContext({
  passage,
  language,
  words,
}: {
  passage: PassageInContext;
  language: string | null;
  words: Words;
}): VNode {
  const { context } = passage;
  return (
    <>
      {context === null ? (
        <Quotation passage={passage} language={language} />
      ) : (
        <blockquote class="quoted" lang={language ?? undefined} dir="auto">
          {context.isCutBefore && '…'}
          {context.before}
          <mark>{context.words}</mark>
          {context.after}
          {context.isCutAfter && '…'}
        </blockquote>
      )}
      {passage.exact !== null && passage.summary !== null && (
        <p dir="auto">
          <Spoken text={passage.summary} />
        </p>
      )}
      <AnchorNote passage={passage} isMissed={false} words={words} />
    </>
  );
}
