import type { VNode } from 'preact';
import type { Words } from '../../language/words.js';
import { citationOf } from '../../sources/formats/citation.js';
import type { SourceView } from '../../sources/sources.reader.js';
import { Spoken } from '../../documents/html/spoken.js';

/** The script behind the buttons that copy. */
export const COPY_SCRIPT = 'copy-citation.js';

/**
 * How a source is cited: the reference to read, the API's forms of it as links, and buttons that a script unhides to copy
 * each.
 */
export function Citation({ source, words }: { source: SourceView; words: Words }): VNode {
  const reference = citationOf(source);
  const api = `/api/v1/sources/${source.slug}`;
  return (
    <div class="cite" data-copying>
      <p dir="auto">
        <Spoken text={reference} own={source.language} />
      </p>
      <p class="row no-print">
        <button type="button" hidden data-copy-text={reference}>
          {words.text('copyReference')}
        </button>
        <button type="button" hidden data-copy-from={`${api}.bib`}>
          {words.text('copyBibtex')}
        </button>
        <button type="button" hidden data-copy-from={`${api}.csl.json`}>
          {words.text('copyCsl')}
        </button>
        <span>
          {words.text('citationFiles')} <a href={`${api}.bib`}>BibTeX</a>{' '}
          <a href={`${api}.csl.json`}>CSL-JSON</a>
        </span>
        <span
          role="status"
          data-copied={words.text('copied')}
          data-not-copied={words.text('notCopied')}
        ></span>
      </p>
    </div>
  );
}
