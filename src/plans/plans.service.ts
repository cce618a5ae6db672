import { Injectable } from '@nestjs/common';
import { rowsOf, type Transaction } from '../database/transactions.js';
import { type InputError, invalidInput, Refusal } from '../core/errors.js';
import { requireVersion } from '../core/versions.js';
import { Area } from './area.entity.js';
import { AssessorsService } from './assessors.service.js';
import { newArea } from './areas.service.js';
import type { AreaInput, AssessorInput, PlanChange, PlanInput } from './dto/plan.dto.js';
import { OrganizationsService } from './organizations/organizations.service.js';
import { PlanClock, type PlanInChange } from './plan-clock.js';
import { Plan } from './plan.entity.js';
import { wrongState } from './plan-life.service.js';
import { RatingScale } from './scales/rating-scale.entity.js';

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
    private readonly organizations: OrganizationsService,
  ) {}

  /**
   * Makes a plan with its areas, a draft where nothing else is said; the organization and the assessors too, where they are new.
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
    const organizationId = await this.organizations.findOrCreate(tx, input.organization);
    const scale = await this.scale(tx, input.scale ?? 'completion');
    const assessorIds: number[] = [];
    for (const [at, assessor] of assessors.entries()) {
      assessorIds.push(await this.assessors.findOrCreate(tx, assessor, `/assessors/${at}`));
    }
    const [{ id, instant }] = (await rowsOf<{ id: number; instant: Date }>(
      tx,
      `INSERT INTO plan (slug, organization_id, scale_id, default_assessor_id, title, holder_name, holder_iso3166,
                         term_start, term_end, motto, provenance_note, official_list, language, titles, holder_names,
                         provenance_notes, state, revised_at, created_at, known_from)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, t, t, t
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
        input.state ?? 'draft',
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

  /** @throws Refusal `not-found`, `stale-version`, `already-exists` (the new slug), `wrong-state`, or `invalid-input` */
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
    if (change.slug !== undefined && change.slug !== slug) await this.requireFree(tx, inChange, change.slug);
    const scaleId =
      change.scale === undefined ? undefined : await this.otherScale(tx, inChange, change.scale);
    const { assessors: _added, defaultAssessor, holder, scale: _scale, ...columns } = change;
    await tx.update(
      Plan,
      { id: plan.id },
      {
        ...columns,
        ...(scaleId === undefined ? {} : { scaleId }),
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
    if (change.slug !== undefined) this.clock.started(tx, change.slug);
    // An objective shows its status by the default assessor and on the plan's scale: its entity tag must not outlive that.
    if (defaultAssessor !== undefined || scaleId !== undefined)
      await tx.query('UPDATE objective SET version = version + 1 WHERE plan_id = $1', [plan.id]);
  }

  /** @throws Refusal `wrong-state` where the plan is no draft, `already-exists` */
  private async requireFree(tx: Transaction, plan: PlanInChange, slug: string): Promise<void> {
    if (plan.state !== 'draft') {
      throw wrongState(
        `The plan ${plan.slug} has been published, and others may have cited its address: its slug stays.`,
      );
    }
    if (await this.exists(tx, slug)) {
      throw new Refusal('already-exists', `A plan "${slug}" already exists. Use another slug.`);
    }
  }

  /** @throws Refusal `wrong-state` where something is assessed on the plan's scale, or `invalid-input` */
  private async otherScale(tx: Transaction, plan: PlanInChange, slug: string): Promise<number | undefined> {
    const { id } = await this.scale(tx, slug);
    if (id === plan.scaleId) return undefined;
    const [assessed] = await rowsOf(tx, 'SELECT FROM assessment WHERE plan_id = $1 LIMIT 1', [plan.id]);
    if (assessed) {
      throw wrongState(
        `Objectives of the plan ${plan.slug} have been assessed on its scale, which stays for that. ` +
          'Reports can be read on another scale with ?scale=.',
      );
    }
    return id;
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
