import { Injectable } from '@nestjs/common';
import { PassageResolver } from '../sources/passage-resolver.js';
import type { PlacedPassage } from '../sources/passages.service.js';
import type { EvidenceInput } from './dto/assessment.dto.js';

/** Looks up the quotations of an assessment's evidence in the texts we hold, before anything is written. */
@Injectable()
export class EvidenceResolver {
  constructor(private readonly passages: PassageResolver) {}

  /**
   * @returns the quotations with their places, by their place in the evidence
   * @throws Refusal `ambiguous-passage` or `passage-not-found`
   */
  async resolve(evidence: readonly EvidenceInput[] = []): Promise<Map<number, PlacedPassage>> {
    const placed = new Map<number, PlacedPassage>();
    for (const [at, { passage, source, bearing: _bearing, note: _note, ...words }] of evidence.entries()) {
      if (passage !== undefined || source === undefined) continue;
      placed.set(at, await this.passages.resolve(source, words, `/evidence/${at}`));
    }
    return placed;
  }
}
