import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/transactions.js';
import { invalidInput } from '../core/errors.js';
import { because } from '../language/reasons.js';
import type { PassageReference } from './dto/source.dto.js';
import { PassageResolver, type ResolvedPassage } from './passage-resolver.js';
import { PassagesService } from './passages.service.js';
import { SourcesService } from './sources.service.js';

/** Finds the passages that a body names: by their id, or by a source and words that may be a new passage of it. */
@Injectable()
export class PassageReferences {
  constructor(
    private readonly sources: SourcesService,
    private readonly passages: PassagesService,
    private readonly resolver: PassageResolver,
  ) {}

  /**
   * Looks up quotations in the texts we hold, before anything is written.
   * @param pointer where the list stands in the body, for errors
   * @returns the quotations with their places, by their place in the list
   * @throws Refusal `ambiguous-passage` or `passage-not-found`
   */
  async resolve(
    references: readonly PassageReference[],
    pointer: string,
  ): Promise<Map<number, ResolvedPassage>> {
    const placed = new Map<number, ResolvedPassage>();
    for (const [at, reference] of references.entries()) {
      const found = await this.resolveOne(reference, `${pointer}/${at}`);
      if (found !== undefined) placed.set(at, found);
    }
    return placed;
  }

  /** The same for one reference; undefined where it names a passage. */
  async resolveOne(
    { passage, source, ...words }: PassageReference,
    pointer = '',
  ): Promise<ResolvedPassage | undefined> {
    if (passage !== undefined || source === undefined) return undefined;
    return this.resolver.resolve(source, words, pointer);
  }

  /**
   * The id of the passage, which is made where it is new.
   * @param placed the quotation as {@link resolve} found it; undefined where the reference names a passage
   * @throws Refusal `invalid-input`, `text-changed`
   */
  async idOf(
    tx: Transaction,
    { passage, source, ...place }: PassageReference,
    placed: ResolvedPassage | undefined,
    pointer: string,
  ): Promise<string> {
    if ((passage === undefined) === (source === undefined)) {
      throw invalidInput({
        pointer,
        message:
          'must have either "passage" (the id of an existing passage) or "source" (with "exact" or "summary")',
        reason: because('reason:sourceRequired'),
      });
    }
    if (passage !== undefined) {
      if (Object.values(place).some((value) => value !== undefined)) {
        throw invalidInput({
          pointer,
          message: 'identifies an existing passage; leave out its quotation, place and summary',
        });
      }
      if (await this.passages.exists(tx, passage)) return passage;
      throw invalidInput({
        pointer: `${pointer}/passage`,
        message: 'no passage has this id',
        reason: because('reason:noPassage'),
      });
    }
    const sourceId = await this.sources.idOf(tx, source as string);
    if (sourceId === undefined) {
      throw invalidInput({
        pointer: `${pointer}/source`,
        message: `the source "${source}" does not exist; add it first with POST /api/v1/sources`,
        reason: because('reason:noSource', { name: source as string }),
      });
    }
    return (await this.passages.findOrCreate(tx, sourceId, placed!, pointer)).id;
  }
}
