import type { VNode } from 'preact';
import { Spoken } from '../../documents/html/spoken.js';
import type { Words } from '../../language/words.js';
import type { BareKey } from '../../language/texts.js';
import { bearingText } from '../../assessments/bearing-text.js';
import type { PassageUse } from '../../assessments/bearings.reader.js';
import type { PassageInText } from '../../sources/places.reader.js';

/** Rules for passages and their bearing. */
export const PASSAGES_STYLE = `
.bearing { display: inline-block; border: 1px solid var(--muted); border-radius: 1rem; padding: 0 .6rem; font-size: .85rem; }
.bearing.contradicts { border-style: double; border-width: 3px; }
.bearing.qualifies { border-style: dashed; }
.quoted { white-space: pre-line; }
`;

const SIGNS: Record<PassageUse['use'], string> = {
  supports: '+',
  qualifies: '±',
  contradicts: '−',
  states: '“”',
};

/**
 * What a passage does for an objective: a word and a sign. Where no status is given yet it does nothing so far but to
 * have been collected.
 */
export function Use({
  use,
  isAssessed = true,
  words,
}: {
  use: PassageUse['use'];
  isAssessed?: boolean;
  words: Words;
}): VNode {
  if (use !== 'states' && !isAssessed) {
    return <span class="bearing">{bearingText(use, false, words)}</span>;
  }
  return (
    <span class={`bearing ${use}`}>
      <span aria-hidden="true">{SIGNS[use]} </span>
      {words.text(use)}
    </span>
  );
}

/** The words of a quotation, marked, between those that were quoted around them; or our summary of a citation. */
export function Quotation({
  passage: { exact, prefix, suffix, summary },
  language,
}: {
  passage: Pick<PassageInText, 'exact' | 'prefix' | 'suffix' | 'summary'>;
  /** Of the source; null where it is not known. */
  language: string | null;
}): VNode {
  if (exact === null)
    return (
      <p dir="auto">
        <Spoken text={summary ?? ''} />
      </p>
    );
  return (
    <blockquote lang={language ?? undefined} dir="auto">
      {prefix !== null && `…${prefix}`}
      <mark>{exact}</mark>
      {suffix !== null && `${suffix}…`}
    </blockquote>
  );
}

const STATES: Partial<Record<PassageInText['anchor'], BareKey>> = {
  relocated: 'passageRelocated',
  ambiguous: 'passageAmbiguous',
  lost: 'passageLost',
};

/**
 * What is to be known of where a quotation stands in the text that we hold; nothing where it stands in its place.
 * @param isMissed whether we hold a text, and cannot show it there
 */
export function AnchorNote({
  passage,
  isMissed,
  words,
}: {
  passage: PassageInText;
  isMissed: boolean;
  words: Words;
}): VNode | null {
  if (passage.exact === null) return <p class="muted">{words.text('passageCitation')}</p>;
  const key = STATES[passage.anchor] ?? (isMissed ? 'passageUnplaced' : undefined);
  if (key === undefined) return null;
  return <p class="note bad">{words.text(key)}</p>;
}
