import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import { notFound } from '../../core/errors.js';
import { decodeCursor, type Page, PAGE_LIMIT, pageOf } from '../../core/cursors.js';
import type { PageQuery } from '../../http/page-query.js';
import type { OrganizationView, PlanSummary } from '../plans.reader.js';

/** An organization with its plans, newest term first. */
export interface OrganizationWithPlans extends OrganizationView {
  plans: Pick<PlanSummary, 'slug' | 'title' | 'titles' | 'holder' | 'termStart' | 'termEnd' | 'state'>[];
}

/** An organization `o` with those of its plans that the request under way finds in lists. */
const COLUMNS = `
    o.slug, o.name, o.names, o.acronym, o.acronyms,
           (SELECT coalesce(json_agg(json_build_object('slug', p.slug, 'title', p.title, 'titles', p.titles,
                     'holder', json_build_object('name', p.holder_name, 'names', p.holder_names, 'iso3166', p.holder_iso3166),
                     'termStart', p.term_start, 'termEnd', p.term_end, 'state', p.state)
                   ORDER BY p.term_start DESC, p.slug), '[]')
              FROM listed_plan p WHERE p.organization_id = o.id) AS plans`;

/** Grain: one row an organization, by its slug. */
const LIST = {
  name: 'organizations-with-plans',
  text: `SELECT ${COLUMNS} FROM organization o WHERE ($1::text IS NULL OR o.slug > $1) ORDER BY o.slug LIMIT $2`,
};

/** Grain: one row, the organization. */
const ONE = {
  name: 'organization-with-plans',
  text: `SELECT o.version, ${COLUMNS} FROM organization o WHERE o.slug = $1`,
};

const KNOWN = { name: 'organization-known', text: 'SELECT true AS known FROM organization WHERE slug = $1' };

/** All organizations, also those that have no plan yet: an organization is never a draft. */
@Injectable()
export class OrganizationsReader {
  constructor(private readonly reads: Reads) {}

  async list(query: PageQuery): Promise<Page<OrganizationWithPlans>> {
    const limit = query.limit ?? PAGE_LIMIT.default;
    const [slug] = decodeCursor(query.cursor, ['string']) ?? [null];
    const rows = await this.reads.rows<OrganizationWithPlans>(LIST, [slug, limit + 1]);
    return pageOf(
      rows,
      limit,
      (row) => [row.slug],
      (row) => row,
    );
  }

  /** @throws Refusal `not-found` */
  async get(slug: string): Promise<{ version: number; organization: OrganizationWithPlans }> {
    const row = await this.reads.first<OrganizationWithPlans & { version: number }>(ONE, [slug]);
    if (!row) throw noOrganization(slug);
    const { version, ...organization } = row;
    return { version, organization };
  }

  /** @throws Refusal `not-found` */
  async requireKnown(slug: string): Promise<void> {
    if (!(await this.reads.first(KNOWN, [slug]))) throw noOrganization(slug);
  }
}

/** The one sentence for an organization that is not there. */
export function noOrganization(slug: string): Error {
  return notFound('organization', slug, 'GET /api/v1/organizations lists the organizations.');
}
