import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../database/transactions.js';
import { invalidInput, Refusal } from '../../core/errors.js';
import { requireVersion } from '../../core/versions.js';
import type { NewOrganizationInput, OrganizationChange } from './organization.dto.js';
import type { OrganizationInput } from '../dto/plan.dto.js';
import { Organization } from './organization.entity.js';
import { noOrganization } from './organizations.reader.js';

/** Makes and changes organizations. */
@Injectable()
export class OrganizationsService {
  /** @throws Refusal `already-exists` */
  async create(tx: Transaction, input: NewOrganizationInput): Promise<void> {
    if (await tx.existsBy(Organization, { slug: input.slug })) {
      throw new Refusal(
        'already-exists',
        `An organization "${input.slug}" already exists. Use another slug, or change that one with PATCH /api/v1/organizations/${input.slug}.`,
      );
    }
    await tx.insert(Organization, input);
  }

  /** The reports of its plans show it: a trigger moves their revision. @throws Refusal `not-found` or `stale-version` */
  async change(
    tx: Transaction,
    slug: string,
    read: readonly number[],
    change: OrganizationChange,
  ): Promise<void> {
    const known = await tx.findOne(Organization, { where: { slug }, lock: { mode: 'pessimistic_write' } });
    if (!known) throw noOrganization(slug);
    requireVersion(read, known.version, `the organization ${slug}`);
    await tx.update(Organization, { id: known.id }, { ...change, version: known.version + 1 });
  }

  /**
   * The organization that a new plan names, made where it is new.
   * @throws Refusal `invalid-input` where it is new and has no name, or is known by another
   */
  async findOrCreate(tx: Transaction, input: OrganizationInput): Promise<number> {
    const known = await tx.findOneBy(Organization, { slug: input.slug });
    if (!known) {
      if (input.name === undefined) {
        throw invalidInput({
          pointer: '/organization/name',
          message: `is required, because the organization "${input.slug}" does not exist yet`,
        });
      }
      const { slug, name, names = {}, acronym = null, acronyms = {} } = input;
      await tx.upsert(Organization, { slug, name, names, acronym, acronyms }, ['slug']);
      return (await tx.findOneByOrFail(Organization, { slug: input.slug })).id;
    }
    if (input.name !== undefined && input.name !== known.name) {
      throw invalidInput({
        pointer: '/organization/name',
        message: `does not match: the name of "${input.slug}" is "${known.name}"; PATCH /api/v1/organizations/${input.slug} renames it`,
      });
    }
    return known.id;
  }
}
