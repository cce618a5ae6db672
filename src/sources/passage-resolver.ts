import { because } from '../language/reasons.js';
import { Injectable } from '@nestjs/common';
import { Reads } from '../database/reads.js';
import { invalidInput, Refusal } from '../core/errors.js';
import type { PassageInput } from './dto/source.dto.js';
import { refuseUnreadable } from './texts/refusals.js';
import { TextWorkers } from './texts/text-workers.js';

/** Grain: one row, the source with its current text if we hold it. */
const TEXT = {
  name: 'source-held-text',
  text: `
    SELECT t.sha256, t.content
      FROM source s LEFT JOIN source_text t ON t.source_id = s.id AND t.sha256 = s.text_sha256
     WHERE s.slug = $1`,
};

/** Grain: one row, the text we hold of a source, with what stands from $2 to $3 and 32 characters around it. */
const SLICE = {
  name: 'source-text-slice',
  text: `
    SELECT t.sha256, t.content, t.characters,
           substr(t.content, $2::int + 1, greatest($3::int - $2::int, 0)) AS exact,
           substr(t.content, greatest($2::int - 31, 1), greatest($2::int - greatest($2::int - 32, 0), 0)) AS prefix,
           substr(t.content, $3::int + 1, 32) AS suffix
      FROM source s JOIN source_text t ON t.source_id = s.id AND t.sha256 = s.text_sha256
     WHERE s.slug = $1`,
};

/** A passage's words as they are to be stored. */
export type PassageWords = Omit<PassageInput, 'start' | 'end'>;

/** Where a quotation stands in the source's normalised text, in code points. */
export interface Position {
  start: number;
  end: number;
}

declare const resolved: unique symbol;

/**
 * A passage that was looked up in the text that we hold, with its place where it was found. Only the resolver makes one,
 * so that nobody can store a quotation and forget to look.
 */
export interface ResolvedPassage {
  readonly words: PassageWords;
  readonly position?: Position;
  /** SHA-256 of the text that was looked into; null where we hold none. */
  readonly heldText: string | null;
  readonly [resolved]: true;
}

interface Slice {
  sha256: string;
  content: string;
  characters: number;
  exact: string;
  prefix: string;
  suffix: string;
}

/**
 * Finds the place of a quotation before anything is written, so that no transaction waits for the search. Where the
 * text is not held, words are taken as they are given; a source that does not exist is left to the writer to refuse.
 */
@Injectable()
export class PassageResolver {
  constructor(
    private readonly reads: Reads,
    private readonly workers: TextWorkers,
  ) {}

  /**
   * @param pointer where the input stands in the body, for errors
   * @throws Refusal `ambiguous-passage` with `candidates`, `passage-not-found` with `nearest`, or `invalid-input`
   */
  async resolve(source: string, input: PassageInput, pointer = ''): Promise<ResolvedPassage> {
    const { start, end, ...words } = input;
    if (start !== undefined || end !== undefined) return this.byPosition(source, input, pointer);
    const row = await this.reads.first<{ sha256: string | null; content: string | null }>(TEXT, [source]);
    const [content, heldText] = [row?.content ?? null, row?.sha256 ?? null];
    if (content === null || words.exact === undefined) return resolvedPassage({ words, heldText });
    return this.byWords(content, heldText, { ...words, exact: words.exact }, pointer);
  }

  private async byWords(
    content: string,
    heldText: string | null,
    words: PassageInput & { exact: string },
    pointer: string,
  ): Promise<ResolvedPassage> {
    const result = await refuseUnreadable(this.workers.locate(content, words));
    if (result.state === 'found') {
      const { start, end, exact, prefix, suffix, paragraph } = result.passage;
      return resolvedPassage({
        words: { ...words, exact, prefix, suffix, paragraph },
        position: { start, end },
        heldText,
      });
    }
    if (result.state === 'ambiguous') {
      throw new Refusal(
        'ambiguous-passage',
        `The quotation was found in ${result.count} places. Copy "prefix" and "suffix" of the right place from "candidates", or quote more words.`,
        [
          {
            pointer: `${pointer}/exact`,
            message: 'was found in several places',
            reason: because('reason:ambiguous'),
          },
        ],
        { places: result.count, candidates: result.candidates },
      );
    }
    throw new Refusal(
      'passage-not-found',
      result.nearest.length > 0
        ? 'The quotation was not found in the text of the source. "nearest" lists the closest passages, with the number of characters that differ.'
        : 'The quotation was not found in the text of the source, nor anything similar. Check the source and the wording.',
      [
        {
          pointer: `${pointer}/exact`,
          message: 'was not found in the text',
          reason: because('reason:quotationNotFound'),
        },
      ],
      { nearest: result.nearest },
    );
  }

  private async byPosition(source: string, input: PassageInput, pointer: string): Promise<ResolvedPassage> {
    const { start = -1, end = -1, ...words } = input;
    const row = await this.reads.first<Slice>(SLICE, [source, start, end]);
    if (!row) throw needsText(source, pointer);
    if (start < 0 || start >= end || end > row.characters) {
      throw invalidInput({
        pointer: `${pointer}/start`,
        message: `and "end" must be the start and the end of the passage, in code points from 0 to ${row.characters}`,
        reason: because('reason:quotationNotFound'),
      });
    }
    const { exact, prefix, suffix, content, sha256 } = row;
    if (words.exact !== undefined && words.exact !== exact) {
      throw invalidInput({
        pointer: `${pointer}/exact`,
        message: `does not match the text at this position, which is "${exact.slice(0, 200)}"`,
        reason: because('reason:quotationNotFound'),
      });
    }
    const found = await refuseUnreadable(this.workers.locate(content, { exact, prefix, suffix }));
    const places =
      found.state === 'found' ? [found.passage] : found.state === 'ambiguous' ? found.candidates : [];
    const described = places.find((place) => place.start === start) ?? { exact, prefix, suffix };
    return resolvedPassage({
      words: { paragraph: words.paragraph, summary: words.summary, ...wordsOf(described) },
      position: { start, end },
      heldText: sha256,
    });
  }
}

function resolvedPassage(passage: Omit<ResolvedPassage, typeof resolved>): ResolvedPassage {
  return passage as ResolvedPassage;
}

function wordsOf({ exact, prefix, suffix, paragraph }: PassageInput): PassageInput {
  return { exact, prefix, suffix, ...(paragraph === undefined ? {} : { paragraph }) };
}

function needsText(source: string, pointer: string): Refusal {
  return invalidInput({
    pointer: `${pointer}/start`,
    message: `cannot be used, because the text of "${source}" is not loaded. Load it with PUT /api/v1/sources/${source}/text, or give the quotation in "exact"`,
    reason: because('reason:textNotLoaded'),
  });
}
