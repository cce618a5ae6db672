import { Injectable } from '@nestjs/common';
import { type Transaction } from '../../database/transactions.js';
import { type InputError, invalidInput, notFound, Refusal } from '../../core/errors.js';
import type { ScaleMappingInput } from './scale-mapping.dto.js';
import { RatingLevel, RatingScale } from './rating-scale.entity.js';
import { ScaleMapping } from './scale-mapping.entity.js';

/** What a mapping must keep of a level, and what it means. */
const KEPT = [
  ['assessed', 'whether the level says anything'],
  ['applicable', 'whether it counts in the denominator'],
  ['complete', 'whether it counts as done'],
] as const;

/** Makes mappings between rating scales. Like the scales, a mapping is never changed. */
@Injectable()
export class ScaleMappingsService {
  /**
   * Makes the mapping from `fromSlug` to `input.to`.
   *
   * It has to say of every level what it reads as, and to keep whether a level is assessed, applicable and complete:
   * a mapping translates and does not judge again, so no plan looks more or less complete through it.
   * @throws Refusal `not-found` (the scale that is read), `already-exists`, or `invalid-input`
   */
  async create(tx: Transaction, fromSlug: string, input: ScaleMappingInput): Promise<void> {
    const from = await tx.findOneBy(RatingScale, { slug: fromSlug });
    if (!from) throw notFound('scale', fromSlug, 'GET /api/v1/scales lists the scales.');
    const to = await tx.findOneBy(RatingScale, { slug: input.to });
    if (!to || to.id === from.id) {
      throw invalidInput({
        pointer: '/to',
        message: to
          ? 'must not be the scale itself; name another scale'
          : `the rating scale "${input.to}" does not exist; GET /api/v1/scales lists the scales`,
      });
    }
    if (await this.exists(tx, from.slug, to.slug)) {
      throw new Refusal(
        'already-exists',
        `A mapping from "${from.slug}" to "${to.slug}" already exists, and mappings cannot be changed.`,
      );
    }
    const levels = { from: await this.levels(tx, from.id), to: await this.levels(tx, to.id) };
    const errors = problemsOf(input, from.slug, levels);
    if (errors.length > 0) throw invalidInput(...errors);
    const rows = input.levels.map((level) => ({
      fromScaleId: from.id,
      toScaleId: to.id,
      fromLevel: level.from,
      toLevel: level.to,
      note: level.note ?? null,
    }));
    await tx.insert(ScaleMapping, rows);
  }

  async exists(tx: Transaction, from: string, to: string): Promise<boolean> {
    const [fromScale, toScale] = [
      await tx.findOneBy(RatingScale, { slug: from }),
      await tx.findOneBy(RatingScale, { slug: to }),
    ];
    if (!fromScale || !toScale) return false;
    return tx.existsBy(ScaleMapping, { fromScaleId: fromScale.id, toScaleId: toScale.id });
  }

  private levels(tx: Transaction, scaleId: number): Promise<RatingLevel[]> {
    return tx.find(RatingLevel, { where: { scaleId }, order: { position: 'ASC' } });
  }
}

function problemsOf(
  input: ScaleMappingInput,
  fromSlug: string,
  levels: { from: RatingLevel[]; to: RatingLevel[] },
): InputError[] {
  const slugs = (of: RatingLevel[]): string => of.map(({ slug }) => slug).join(', ');
  const errors = input.levels.flatMap((pair, at): InputError[] => {
    const pointer = `/levels/${at}`;
    const from = levels.from.find(({ slug }) => slug === pair.from);
    const to = levels.to.find(({ slug }) => slug === pair.to);
    if (!from)
      return [
        {
          pointer: `${pointer}/from`,
          message: `is not a level of "${fromSlug}"; its levels are ${slugs(levels.from)}`,
        },
      ];
    if (!to)
      return [
        {
          pointer: `${pointer}/to`,
          message: `is not a level of "${input.to}"; its levels are ${slugs(levels.to)}`,
        },
      ];
    if (input.levels.findIndex((other) => other.from === pair.from) !== at)
      return [{ pointer: `${pointer}/from`, message: `"${pair.from}" is mapped twice; map each level once` }];
    return KEPT.filter(([flag]) => from[flag] !== to[flag]).map(([flag, meaning]) => ({
      pointer: `${pointer}/to`,
      message: `"${flag}" is ${from[flag]} of "${from.slug}" and ${to[flag]} of "${to.slug}": a mapping keeps ${meaning}`,
    }));
  });
  const missing = levels.from.filter(({ slug }) => !input.levels.some((pair) => pair.from === slug));
  if (missing.length > 0)
    errors.push({
      pointer: '/levels',
      message: `must map every level; these are missing: ${slugs(missing)}`,
    });
  return errors;
}
