import type { SourceView } from '../../sources/sources.reader.js';
import type { TextStretch } from '../../sources/texts.reader.js';
import type { Page } from '../page/frame.js';
import type { Visit } from '../page/visit.js';
import { SOURCE_TEXT_STYLE, SourceText } from './source-text.js';

/** A source with its text, where we hold it. */
export function sourcePage(source: SourceView, stretch: TextStretch | null, { words }: Visit): Page {
  return {
    title: source.title,
    above: [{ label: words.text('navSources'), href: '/sources' }],
    style: SOURCE_TEXT_STYLE,
    content: (
      <>
        <h1>{source.title}</h1>
        {stretch !== null && <SourceText {...stretch} marks={[]} />}
      </>
    ),
  };
}
