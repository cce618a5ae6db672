import { Injectable } from '@nestjs/common';
import { BearingsReader, type PassageUse } from '../../assessments/bearings.reader.js';
import { invalidQuery } from '../../core/errors.js';
import { type Page, PAGE_LIMIT } from '../../core/cursors.js';
import { type AnchorCounts, type PassageInText, PlacesReader } from '../../sources/places.reader.js';
import { SourcesReader, type SourceView } from '../../sources/sources.reader.js';
import { TextsReader, type TextStretch } from '../../sources/texts.reader.js';

/** Which part of a source is asked for. */
export interface SourceQuestion {
  /** The code point that the text begins at. */
  from?: number;
  /** A passage that is to be seen: it chooses the stretch of the text. */
  passage?: string;
  cursor?: string;
  limit?: number;
}

/** Everything that a source's page shows. */
export interface SourceModel {
  source: SourceView;
  /** What a change of the source names. */
  version: number;
  /** Null where we hold no text. */
  stretch: TextStretch | null;
  /** In reading order: of the stretch, or of the whole source where there is none. */
  passages: Page<PassageInText>;
  uses: ReadonlyMap<string, PassageUse[]>;
  /** How many quotations of the source stand how in the current text. */
  places: AnchorCounts;
}

/** A passage with what it is used for. */
export type UsedPassage = PassageInText & { uses: PassageUse[] };

/** Reads what a source's page shows. */
@Injectable()
export class SourcePageReader {
  constructor(
    private readonly sources: SourcesReader,
    private readonly texts: TextsReader,
    private readonly places: PlacesReader,
    private readonly bearings: BearingsReader,
  ) {}

  /** @throws Refusal `not-found` (source), or `invalid-query` */
  async read(slug: string, question: SourceQuestion): Promise<SourceModel> {
    const { version, source } = await this.sources.get(slug);
    const passage =
      question.passage === undefined ? undefined : await this.places.find(slug, question.passage);
    const stretch = await this.stretch(slug, question.from ?? 0, passage);
    const range = { from: stretch?.from ?? 0, to: stretch?.next ?? null };
    const { cursor, limit = PAGE_LIMIT.most } = question;
    let passages = await this.places.within(slug, range, { cursor, limit });
    if (passage && cursor === undefined && !passages.items.some(({ id }) => id === passage.id)) {
      passages = await this.places.within(slug, range, { passage, limit });
    }
    const uses = await this.bearings.of(passages.items.map(({ id }) => id));
    const places = await this.places.counts(slug);
    return { source, version, stretch, passages, uses, places };
  }

  /** All passages of a source with what they are used for, in reading order, read as they are needed. */
  async *passages(slug: string): AsyncGenerator<UsedPassage> {
    let cursor: string | undefined;
    do {
      const page = await this.places.within(slug, { from: 0, to: null }, { cursor, limit: PAGE_LIMIT.most });
      const uses = await this.bearings.of(page.items.map(({ id }) => id));
      for (const passage of page.items) yield { ...passage, uses: uses.get(passage.id) ?? [] };
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  private async stretch(
    slug: string,
    from: number,
    passage: PassageInText | undefined,
  ): Promise<TextStretch | null> {
    const stretch = await this.texts.stretch(slug, from);
    if (stretch === null) return null;
    const { characters, next } = stretch;
    if (from >= characters) {
      throw invalidQuery('from', `must lie before the end of the text, which has ${characters} code points`);
    }
    if (passage === undefined || (from === 0 && next === null)) return stretch;
    // What has no place is listed where it stood, or with the last stretch.
    const start = Math.min(passage.start ?? characters, characters - 1);
    const beginning = await this.texts.beginningFor(slug, passage.place ?? { start, end: start + 1 });
    return beginning === from ? stretch : this.texts.stretch(slug, beginning);
  }
}
