import { Injectable } from '@nestjs/common';
import type { PassageReference } from '../sources/dto/source.dto.js';
import { PassageReferences } from '../sources/passage-references.js';
import type { ResolvedPassage } from '../sources/passage-resolver.js';
import type { AssessmentInput, EvidenceInput } from './dto/assessment.dto.js';

/**
 * A piece of evidence as the program itself records it: what it brings in with a file may be marked as unread. Nobody
 * can say so of what they attach themselves: no input class has the member.
 */
export type RecordedEvidence = EvidenceInput & { unread?: boolean };

/** An assessment as the program itself records it; `importId` names the file that brought it. */
export type AssessmentToRecord = Omit<AssessmentInput, 'evidence'> & {
  evidence?: RecordedEvidence[];
  importId?: string;
};

declare const resolved: unique symbol;

/**
 * An assessment whose quotations have been looked up in the texts we hold. Only the resolver makes one, so that nobody
 * can record an assessment and forget to look.
 */
export interface ResolvedAssessment {
  readonly input: Readonly<AssessmentToRecord>;
  /** The quotations with their places, by their place in `input.evidence`; what names a stored passage has none. */
  readonly quotations: ReadonlyMap<number, ResolvedPassage>;
  readonly [resolved]: true;
}

/** Looks up the quotations of an assessment's evidence before anything is written. */
@Injectable()
export class AssessmentResolver {
  constructor(private readonly passages: PassageReferences) {}

  /**
   * To be called before a transaction opens: looking up takes long. What names stored passages alone takes no look.
   * @throws Refusal `ambiguous-passage`, `passage-not-found`, or `invalid-input`
   */
  async resolve(input: AssessmentToRecord): Promise<ResolvedAssessment> {
    const quotations = await this.passages.resolve((input.evidence ?? []).map(referenceOf), '/evidence');
    const looked: Omit<ResolvedAssessment, typeof resolved> = { input, quotations };
    return looked as ResolvedAssessment;
  }
}

/** The passage that a piece of evidence names, without how it bears on the status. */
export function referenceOf({
  bearing: _bearing,
  note: _note,
  unread: _unread,
  ...reference
}: RecordedEvidence): PassageReference {
  return reference;
}
