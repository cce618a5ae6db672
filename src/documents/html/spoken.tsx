import { createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from '../../language/languages.js';
import { partsOf, type TextPart } from './foreign-words.js';

/** The language of the page that is being written; null where it is no page, and nothing is marked. */
export const PageLanguage = createContext<Language | null>(null);

/** What a text is made of, on the page that is being written. */
function usePartsOf(text: string, own?: string | null): TextPart[] {
  const page = useContext(PageLanguage);
  return page === null ? [{ words: text }] : partsOf(text, page, own);
}

/** The `lang` of what can hold no elements, such as an option or a text in a drawing: that of its first foreign words. */
export function useForeignLanguage(text: string): string | undefined {
  return usePartsOf(text).find(({ lang }) => lang !== undefined)?.lang;
}

/**
 * Words of people, or a sentence that holds some, in whatever language they are: what is not in the page's language is
 * marked with its own, so that it is read aloud and broken into lines as it should be.
 * @param own the language of what they belong to, such as a plan or a source, where that is known
 */
export function Spoken({ text, own }: { text: string; own?: string | null | undefined }): VNode {
  return (
    <>
      {usePartsOf(text, own).map(({ words, lang }) =>
        lang === undefined ? words : <bdi lang={lang}>{words}</bdi>,
      )}
    </>
  );
}

/** An entry of a list to choose from, marked as {@link Spoken} marks other words. */
export function SpokenOption({
  value,
  text,
  selected,
}: {
  value: string;
  text: string;
  selected?: boolean;
}): VNode {
  return (
    <option value={value} selected={selected} lang={useForeignLanguage(text)}>
      {text}
    </option>
  );
}
