import { Injectable } from '@nestjs/common';
import { rowsOf, type Transaction } from '../database/transactions.js';
import { type InputError, invalidInput, Refusal } from '../core/errors.js';
import { requireVersion } from '../core/versions.js';
import { Area } from './area.entity.js';
import { AssessorsService } from './assessors.service.js';
import type {
  AreaChange,
  AreaInput,
  AssessorInput,
  OrganizationInput,
  PlanChange,
  PlanInput,
} from './dto/plan.dto.js';
import { Organization } from './organization.entity.js';
import { PlanClock } from './plan-clock.js';
import { Plan } from './plan.entity.js';
import { noArea } from './plans.reader.js';
import { RatingScale } from './rating-scale.entity.js';

/** Who assesses where a plan names nobody. */
const ANALYSTS: AssessorInput = {
  slug: 'analysts',
  name: 'The analysts of this service',
  kind: 'independent',
};

/** Makes and changes plans and their areas. */
@Injectable()
export class PlansService {
  constructor(
    private readonly clock: PlanClock,
    private readonly assessors: AssessorsService,
  ) {}

  /**
   * Makes a plan with its areas; the organization and the assessors too, where they are new.
   * @throws Refusal `already-exists`, or `invalid-input`
   */
  async create(tx: Transaction, input: PlanInput): Promise<void> {
    const assessors = input.assessors?.length ? input.assessors : [ANALYSTS];
    const errors = [...termErrors(input.termStart, input.termEnd), ...repeatedCodes(input.areas ?? [])];
    if (errors.length > 0) throw invalidInput(...errors);
    if (await this.exists(tx, input.slug)) {
      throw new Refusal(
        'already-exists',
        `A plan "${input.slug}" already exists. Use another slug, or change that plan with PATCH /api/v1/plans/${input.slug}.`,
      );
    }
    const organizationId = await this.organization(tx, input.organization);
    const scale = await this.scale(tx, input.scale ?? 'completion');
    const assessorIds: number[] = [];
    for (const [at, assessor] of assessors.entries()) {
      assessorIds.push(await this.assessors.findOrCreate(tx, assessor, `/assessors/${at}`));
    }
    const [{ id, instant }] = (await rowsOf<{ id: number; instant: Date }>(
      tx,
      `INSERT INTO plan (slug, organization_id, scale_id, default_assessor_id, title, holder_name, holder_iso3166,
                         term_start, term_end, motto, provenance_note, official_list, language, titles, holder_names,
                         provenance_notes, revised_at, created_at, known_from)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, t, t, t
         FROM (SELECT date_trunc('milliseconds', clock_timestamp()) AS t) now
       RETURNING id, revised_at AS instant`,
      [
        input.slug,
        organizationId,
        scale.id,
        assessorIds[0],
        input.title,
        input.holder.name,
        input.holder.iso3166 ?? null,
        input.termStart,
        input.termEnd,
        input.motto ?? null,
        input.provenanceNote ?? null,
        input.officialList ?? null,
        input.language ?? 'en',
        input.titles ?? {},
        input.holder.names ?? {},
        input.provenanceNotes ?? {},
      ],
    )) as [{ id: number; instant: Date }];
    this.clock.started(tx, input.slug);
    await this.assessors.join(tx, id, assessorIds, null);
    const areas = (input.areas ?? []).map((area, at) => newArea(id, area, at + 1, instant));
    if (areas.length > 0) await tx.insert(Area, areas);
  }

  exists(tx: Transaction, slug: string): Promise<boolean> {
    return tx.existsBy(Plan, { slug });
  }

  /** @throws Refusal `not-found`, `stale-version` or `invalid-input` */
  async change(tx: Transaction, slug: string, read: readonly number[], change: PlanChange): Promise<void> {
    const inChange = await this.clock.advance(tx, slug);
    requireVersion(read, inChange.version, `the plan ${slug}`);
    const plan = await tx.findOneByOrFail(Plan, { id: inChange.id });
    const errors = termErrors(change.termStart ?? plan.termStart, change.termEnd ?? plan.termEnd);
    if (errors.length > 0) throw invalidInput(...errors);
    for (const [at, assessor] of (change.assessors ?? []).entries()) {
      const assessorId = await this.assessors.findOrCreate(tx, assessor, `/assessors/${at}`);
      await this.assessors.join(tx, plan.id, [assessorId], inChange.instant);
    }
    const { assessors: _added, defaultAssessor, holder, ...columns } = change;
    await tx.update(
      Plan,
      { id: plan.id },
      {
        ...columns,
        ...(holder
          ? {
              holderName: holder.name,
              holderIso3166: holder.iso3166 ?? null,
              holderNames: holder.names ?? {},
            }
          : {}),
        ...(defaultAssessor
          ? {
              defaultAssessorId: await this.assessors.named(
                tx,
                inChange,
                defaultAssessor,
                '/defaultAssessor',
              ),
            }
          : {}),
        version: plan.version + 1,
      },
    );
    // An objective shows its assessment by the default assessor: its entity tag must not outlive that.
    if (defaultAssessor)
      await tx.query('UPDATE objective SET version = version + 1 WHERE plan_id = $1', [plan.id]);
  }

  /** @throws Refusal `not-found` (plan) or `already-exists` */
  async addArea(tx: Transaction, slug: string, input: AreaInput): Promise<void> {
    const plan = await this.clock.advance(tx, slug);
    if (await tx.existsBy(Area, { planId: plan.id, code: input.code })) {
      throw new Refusal(
        'already-exists',
        `The plan ${slug} already has an area "${input.code}". Use another code.`,
      );
    }
    const last = await tx.maximum(Area, 'position', { planId: plan.id });
    await tx.insert(Area, newArea(plan.id, input, (last ?? 0) + 1, plan.instant));
    await tx.increment(Plan, { id: plan.id }, 'version', 1);
  }

  /** @throws Refusal `not-found` or `stale-version` */
  async changeArea(
    tx: Transaction,
    slug: string,
    code: string,
    read: readonly number[],
    change: AreaChange,
  ): Promise<void> {
    const plan = await this.clock.advance(tx, slug);
    const area = await tx.findOneBy(Area, { planId: plan.id, code });
    if (!area) throw noArea(slug, code);
    requireVersion(read, area.version, `the area ${code}`);
    await tx.update(Area, { planId: plan.id, id: area.id }, { ...change, version: area.version + 1 });
    await tx.increment(Plan, { id: plan.id }, 'version', 1);
  }

  private async organization(tx: Transaction, input: OrganizationInput): Promise<number> {
    const known = await tx.findOneBy(Organization, { slug: input.slug });
    if (!known) {
      if (input.name === undefined) {
        throw invalidInput({
          pointer: '/organization/name',
          message: `is required, because the organization "${input.slug}" does not exist yet`,
        });
      }
      const { slug, name, names = {}, acronym = null } = input;
      await tx.upsert(Organization, { slug, name, names, acronym }, ['slug']);
      return (await tx.findOneByOrFail(Organization, { slug: input.slug })).id;
    }
    if (input.name !== undefined && input.name !== known.name) {
      throw invalidInput({
        pointer: '/organization/name',
        message: `does not match: the name of "${input.slug}" is "${known.name}"`,
      });
    }
    return known.id;
  }

  private async scale(tx: Transaction, slug: string): Promise<RatingScale> {
    const scale = await tx.findOneBy(RatingScale, { slug });
    if (scale) return scale;
    throw invalidInput({
      pointer: '/scale',
      message: `the rating scale "${slug}" does not exist; GET /api/v1/scales lists the scales`,
    });
  }
}

function newArea(
  planId: number,
  input: AreaInput,
  position: number,
  knownFrom: Date,
): Omit<Area, 'id' | 'version' | 'removedAt'> {
  return {
    planId,
    code: input.code,
    name: input.name,
    names: input.names ?? {},
    sourceHeading: input.sourceHeading ?? null,
    position,
    knownFrom,
  };
}

function termErrors(start: string, end: string): InputError[] {
  return start <= end
    ? []
    : [{ pointer: '/termEnd', message: `must not be before the start of the term, ${start}` }];
}

function repeatedCodes(areas: AreaInput[]): InputError[] {
  return areas.flatMap((area, at) =>
    areas.findIndex((other) => other.code === area.code) === at
      ? []
      : [{ pointer: `/areas/${at}/code`, message: `"${area.code}" is used twice; codes must be unique` }],
  );
}
