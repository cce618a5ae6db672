import { Injectable } from '@nestjs/common';
import { Reads } from '../database/reads.js';
import { noOrganization } from '../plans/organizations.reader.js';
import { type Chain, type ChainLink, chainOf, type ChainPlan } from './chain.js';

/** Grain: one row, the organization $1 with its plans in the order of their terms, and the confirmed links between them. */
const CHAIN = {
  name: 'chain-of-plans',
  text: `
    SELECT (SELECT coalesce(json_agg(json_build_object('id', p.id, 'slug', p.slug, 'title', p.title,
                     'holder', p.holder_name, 'termStart', p.term_start, 'termEnd', p.term_end,
                     'objectives', (SELECT count(*) FROM objective x WHERE x.plan_id = p.id AND x.struck_at IS NULL))
                   ORDER BY p.term_start, p.term_end, p.slug), '[]')
              FROM listed_plan p WHERE p.organization_id = o.id) AS plans,
           (SELECT coalesce(json_agg(json_build_object('fromPlan', l.plan_id, 'from', l.objective_id,
                     'toPlan', l.later_plan_id, 'to', l.later_objective_id, 'relation', l.relation)), '[]')
              FROM listed_plan p JOIN objective_link l ON l.plan_id = p.id AND l.state = 'confirmed'
              JOIN objective f ON f.plan_id = l.plan_id AND f.id = l.objective_id AND f.struck_at IS NULL
              JOIN objective g ON g.plan_id = l.later_plan_id AND g.id = l.later_objective_id AND g.struck_at IS NULL
              JOIN listed_plan t ON t.id = l.later_plan_id AND t.organization_id = o.id
             WHERE p.organization_id = o.id) AS links
      FROM organization o WHERE o.slug = $1`,
};

@Injectable()
export class ChainReader {
  constructor(private readonly reads: Reads) {}

  /** @throws Refusal `not-found` (organization) */
  async get(organization: string): Promise<Chain> {
    const row = await this.reads.first<{ plans: ChainPlan[]; links: ChainLink[] }>(CHAIN, [organization]);
    if (!row) throw noOrganization(organization);
    return chainOf(row.plans, row.links);
  }
}
