import { because } from '../language/reasons.js';
import { Injectable } from '@nestjs/common';
import { rowsOf, type Transaction } from '../database/transactions.js';
import { invalidInput, notFound, Refusal } from '../core/errors.js';
import { requireVersion } from '../core/versions.js';
import { Assessor, type AssessorKind, independentAmong } from './assessor.entity.js';
import type { AssessorChange } from './dto/assessor.dto.js';
import type { AssessorInput } from './dto/plan.dto.js';
import { PlanClock, type PlanInChange } from './plan-clock.js';
import { Plan, PlanAssessor } from './plan.entity.js';

/** An assessor of a plan, as far as a change of the plan needs to know it. */
interface Known {
  id: number;
  slug: string;
  name: string;
  kind: AssessorKind;
}

/** Says whose judgements a plan holds, and whose a new one is. */
@Injectable()
export class AssessorsService {
  constructor(private readonly clock: PlanClock) {}

  /**
   * Adds an assessor to a plan; where others know it by that slug already, it must be the same one.
   * @throws Refusal `not-found` (plan), `stale-version`, `already-exists`, or `invalid-input`
   */
  async add(tx: Transaction, slug: string, read: readonly number[], input: AssessorInput): Promise<void> {
    const plan = await this.clock.advance(tx, slug);
    requireVersion(read, plan.version, `the plan ${slug}`);
    if ((await assessorsOf(tx, plan.id)).some((known) => known.slug === input.slug)) {
      throw new Refusal(
        'already-exists',
        `"${input.slug}" assesses the plan ${slug} already; PATCH /api/v1/plans/${slug}/assessors/${input.slug} renames it.`,
      );
    }
    await this.join(tx, plan.id, [await this.findOrCreate(tx, input, '')], plan.instant);
    await tx.increment(Plan, { id: plan.id }, 'version', 1);
  }

  /**
   * Renames an assessor, in every plan that they assess.
   * @throws Refusal `not-found` (plan or assessor), or `stale-version`
   */
  async rename(
    tx: Transaction,
    slug: string,
    assessor: string,
    read: readonly number[],
    change: AssessorChange,
  ): Promise<void> {
    const plan = await this.clock.advance(tx, slug);
    requireVersion(read, plan.version, `the plan ${slug}`);
    const known = (await assessorsOf(tx, plan.id)).find((one) => one.slug === assessor);
    if (!known) throw noAssessor(slug, assessor);
    if (Object.keys(change).length > 0) await tx.update(Assessor, { id: known.id }, { ...change });
    // Each of these plans shows the name, and so has another entity tag now.
    await tx.query(
      `UPDATE plan SET version = version + 1
        WHERE id IN (SELECT plan_id FROM plan_assessor WHERE assessor_id = $1)`,
      [known.id],
    );
  }

  /**
   * Lets the assessors join a plan that came with a later version of the program: those it lacks, each once. A slug that
   * is known with another kind is somebody else's and stays so.
   */
  async joinShipped(tx: Transaction, slug: string, shipped: readonly AssessorInput[]): Promise<void> {
    const { id } = await tx.findOneByOrFail(Plan, { slug });
    const there = new Set((await assessorsOf(tx, id)).map((known) => known.slug));
    for (const input of shipped.filter((one) => !there.has(one.slug))) {
      const known = await tx.findOneBy(Assessor, { slug: input.slug });
      if (known && known.kind !== input.kind) continue;
      const plan = await this.clock.advance(tx, slug);
      await this.join(tx, id, [known?.id ?? (await this.findOrCreate(tx, input, ''))], plan.instant);
      await tx.increment(Plan, { id }, 'version', 1);
    }
  }

  /**
   * Lets assessors join a plan, after those there are; who assesses it already stays as they are.
   * @param since the instant at which it becomes known; null while the plan is being made
   */
  async join(
    tx: Transaction,
    planId: number,
    assessorIds: readonly number[],
    since: Date | null,
  ): Promise<void> {
    const last = (await tx.maximum(PlanAssessor, 'position', { planId })) ?? 0;
    const rows = [...new Set(assessorIds)].map((assessorId, at) => {
      return { planId, assessorId, position: last + at + 1, knownFrom: since };
    });
    if (rows.length === 0) return;
    await tx.createQueryBuilder().insert().into(PlanAssessor).values(rows).orIgnore().execute();
  }

  /** @throws Refusal `invalid-input` where the slug is another's */
  async findOrCreate(tx: Transaction, input: AssessorInput, pointer: string): Promise<number> {
    const known = await tx.findOneBy(Assessor, { slug: input.slug });
    if (!known) {
      await tx.upsert(Assessor, { ...input }, ['slug']);
      return (await tx.findOneByOrFail(Assessor, { slug: input.slug })).id;
    }
    if (known.name !== input.name || known.kind !== input.kind) {
      throw invalidInput({
        pointer: `${pointer}/slug`,
        message: `"${input.slug}" already exists as "${known.name}" (${known.kind}): give that name and kind, or use another slug`,
      });
    }
    return known.id;
  }

  /**
   * The assessor of a plan by name.
   * @param pointer where the name stands in the body, for the error
   * @throws Refusal `invalid-input` naming those there are
   */
  async named(tx: Transaction, plan: PlanInChange, slug: string, pointer: string): Promise<number> {
    const all = await assessorsOf(tx, plan.id);
    const found = all.find((assessor) => assessor.slug === slug);
    if (found) return found.id;
    throw invalidInput({
      pointer,
      message:
        `"${slug}" is not an assessor of the plan ${plan.slug}; its assessors are ${all.map((one) => one.slug).join(', ')}. ` +
        `Add one with POST /api/v1/plans/${plan.slug}/assessors`,
      reason: because('reason:notAssessor'),
    });
  }

  /**
   * Whose judgement is recorded: whom `slug` names, or where it names nobody, see {@link independentAmong}.
   * @throws Refusal `invalid-input` at `/assessor`
   */
  async forRecording(tx: Transaction, plan: PlanInChange, slug: string | undefined): Promise<number> {
    if (slug !== undefined) return this.named(tx, plan, slug, '/assessor');
    const all = await assessorsOf(tx, plan.id);
    const first = independentAmong(all);
    if (first) return first.id;
    const [own] = all;
    throw invalidInput({
      pointer: '/assessor',
      message:
        `is required: the plan ${plan.slug} has no independent assessor yet. To record your own assessments, add one with ` +
        `POST /api/v1/plans/${plan.slug}/assessors; to transcribe what the presidency says of itself, name "${own?.slug}"`,
      reason: because('reason:assessorRequired'),
    });
  }
}

/** The one sentence for an assessor that a plan does not have. */
export function noAssessor(plan: string, slug: string): Error {
  return notFound('assessor', slug, `GET /api/v1/plans/${plan}/assessors lists the assessors of this plan.`);
}

/** Grain: one row an assessor of the plan: the default one first, then as they joined. */
function assessorsOf(tx: Transaction, planId: number): Promise<Known[]> {
  return rowsOf<Known>(
    tx,
    `SELECT a.id, a.slug, a.name, a.kind
       FROM plan p JOIN plan_assessor pa ON pa.plan_id = p.id JOIN assessor a ON a.id = pa.assessor_id
      WHERE p.id = $1 ORDER BY a.id <> p.default_assessor_id, pa.position, a.id`,
    [planId],
  );
}
