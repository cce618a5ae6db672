import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/transactions.js';
import { invalidInput } from '../core/errors.js';
import type { PassageReference } from './dto/source.dto.js';
import { PassageReferences } from './passage-references.js';
import type { ResolvedPassage } from './passage-resolver.js';
import { ObjectiveStatement } from './statement.entity.js';

/** Says which passages state an objective. */
@Injectable()
export class CitationsService {
  constructor(private readonly passages: PassageReferences) {}

  /** Says that these passages state the objective, in this order. */
  async stateObjective(
    tx: Transaction,
    planId: number,
    objectiveId: number,
    passageIds: readonly string[],
  ): Promise<void> {
    if (passageIds.length === 0) return;
    const rows = passageIds.map((passageId, at) => ({ planId, objectiveId, passageId, position: at + 1 }));
    await tx.insert(ObjectiveStatement, rows);
  }

  /**
   * Says in which passages an objective is stated, instead of those it was said of before.
   * @param placed the quotations as they were looked up
   * @param pointer where the references stand in the body, for errors
   * @throws Refusal `invalid-input`, `text-changed`
   */
  async restateObjective(
    tx: Transaction,
    { planId, id }: { planId: number; id: number },
    references: readonly PassageReference[],
    placed: ReadonlyMap<number, ResolvedPassage>,
    pointer = '/statedIn',
  ): Promise<void> {
    const passageIds: string[] = [];
    for (const [at, reference] of references.entries()) {
      const passageId = await this.passages.idOf(tx, reference, placed.get(at), `${pointer}/${at}`);
      if (passageIds.includes(passageId)) {
        throw invalidInput({
          pointer: `${pointer}/${at}`,
          message: 'is the same passage as an earlier one; list each passage once',
        });
      }
      passageIds.push(passageId);
    }
    await tx.delete(ObjectiveStatement, { planId, objectiveId: id });
    await this.stateObjective(tx, planId, id, passageIds);
  }
}
