import type { VNode } from 'preact';
import type { Bearing } from '../../assessments/evidence.entity.js';
import type { Words } from '../../language/words.js';
import { pageOf } from '../page/visit.js';

/** As much of a passage as is needed to tell it from others. */
export interface Cited {
  source: string;
  exact: string | null;
  summary: string | null;
  paragraph: number | null;
}

/** The source's own words in quotation marks, our summary without; and where they stand. */
export function Quoted({
  passage,
  bearing,
  words,
}: {
  passage: Cited;
  bearing?: Bearing;
  words: Words;
}): VNode {
  return (
    <blockquote>
      {bearing !== undefined && <span class="muted">{words.text(bearing)}: </span>}
      <Said passage={passage} />{' '}
      <a href={pageOf.source(passage.source)}>
        {passage.source}
        {passage.paragraph !== null && <>, {words.paragraph(passage.paragraph)}</>}
      </a>
    </blockquote>
  );
}

/** What a passage says. */
export function Said({ passage: { exact, summary } }: { passage: Cited }): VNode {
  return exact === null ? <span dir="auto">{summary}</span> : <q dir="auto">{exact}</q>;
}
