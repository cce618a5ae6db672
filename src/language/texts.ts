import type { EN } from './texts.en.js';

type Catalogue = typeof EN;

/** Texts chosen by a number: the forms that the language tells apart. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** A translation of a part of the catalogue has every text of the English part, and forms where that has forms. */
export type Translated<Part> = { [Key in keyof Part]: Part[Key] extends string ? string : Forms };

/** A translation has every text of the English catalogue. */
export type Translation = Translated<Catalogue>;

/** Texts that stand as they are. */
export type PlainKey = {
  [Key in keyof Catalogue]: Catalogue[Key] extends string ? Key : never;
}[keyof Catalogue];
/** Texts chosen by a number. */
export type CountedKey = Exclude<keyof Catalogue, PlainKey>;

type Named<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Named<Rest> : never;
type Values<Name extends string> = [Name] extends [never] ? [] : [values: Record<Name, string | number>];

/** What a plain text is to be given: nothing where it has no placeholders. */
export type ValuesOf<Key extends PlainKey> = Values<Named<Catalogue[Key]>>;
/** Plain texts without placeholders. */
export type BareKey = { [Key in PlainKey]: ValuesOf<Key> extends [] ? Key : never }[PlainKey];
/** What a counted text is to be given beside its number. */
export type CountedValuesOf<Key extends CountedKey> = Values<
  Exclude<Named<Catalogue[Key][keyof Catalogue[Key]]>, 'n'>
>;
