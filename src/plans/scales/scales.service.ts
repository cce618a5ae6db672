import { Injectable } from '@nestjs/common';
import { type Transaction } from '../../database/transactions.js';
import { type InputError, invalidInput, Refusal } from '../../core/errors.js';
import type { LevelInput, ScaleInput } from './scale.dto.js';
import { RatingLevel, RatingScale } from './rating-scale.entity.js';

/** Makes rating scales. A scale is never changed: assessments made on it must keep their meaning. */
@Injectable()
export class ScalesService {
  /** @throws Refusal `already-exists`, or `invalid-input` where the levels contradict themselves */
  async create(tx: Transaction, input: ScaleInput): Promise<void> {
    const errors = problemsOf(input.levels);
    if (input.source === undefined && (input.sourceUrl ?? input.sourceCheckedOn) !== undefined) {
      errors.push({ pointer: '/source', message: 'is required: name the publication at the address' });
    }
    if (errors.length > 0) throw invalidInput(...errors);
    if (await this.exists(tx, input.slug)) {
      throw new Refusal(
        'already-exists',
        `A rating scale "${input.slug}" already exists, and scales cannot be changed. Use another slug.`,
      );
    }
    const { levels, ...scale } = input;
    const { identifiers } = await tx.insert(RatingScale, scale);
    const scaleId = (identifiers[0] as { id: number }).id;
    await tx.insert(
      RatingLevel,
      levels.map((level, position) => ({ scaleId, position, ...withDefaults(level) })),
    );
  }

  exists(tx: Transaction, slug: string): Promise<boolean> {
    return tx.existsBy(RatingScale, { slug });
  }
}

function withDefaults(level: LevelInput): Omit<RatingLevel, 'scaleId' | 'position'> {
  return {
    slug: level.slug,
    label: level.label,
    labels: level.labels ?? {},
    credit: level.credit === undefined ? null : String(level.credit),
    complete: level.complete ?? false,
    final: level.final ?? false,
    assessed: level.assessed ?? true,
    applicable: level.applicable ?? true,
  };
}

/** The rules that the table's constraints hold too, told before they strike and by their place. */
function problemsOf(levels: LevelInput[]): InputError[] {
  const errors: InputError[] = [];
  if (levels.filter((level) => level.assessed === false).length !== 1) {
    errors.push({
      pointer: '/levels',
      message: 'exactly one level must have "assessed": false, for objectives that are not assessed yet',
    });
  }
  levels.forEach((raw, at) => {
    const level = withDefaults(raw);
    const counts = level.assessed && level.applicable;
    const add = (property: string, message: string): number =>
      errors.push({ pointer: `/levels/${at}/${property}`, message });
    if (counts && level.credit === null)
      add('credit', 'is required: how much the level counts for, from 0 to 1');
    if (!counts && level.credit !== null) add('credit', 'must be left out, because the level is not counted');
    if (!counts && level.complete) add('complete', 'must be false, because the level is not counted');
    if (!level.assessed && level.final) add('final', 'must be false, because the level means "not assessed"');
    if (levels.findIndex((other) => other.slug === raw.slug) !== at)
      add('slug', `"${raw.slug}" is used twice; slugs must be unique`);
  });
  return errors;
}
