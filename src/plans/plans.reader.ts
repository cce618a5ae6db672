import { Injectable } from '@nestjs/common';
import { inUtc, Reads } from '../database/reads.js';
import { notFound } from '../core/errors.js';
import { decodeCursor, type Page, PAGE_LIMIT, pageOf } from '../core/cursors.js';
import type { AssessorKind } from './assessor.entity.js';
import type { PageQuery } from '../http/page-query.js';
import type { PlansQuery } from './dto/plan.dto.js';
import { LEVELS_JSON, type ScaleView } from './scales/scales.reader.js';
import type { PlanState } from './plan.entity.js';
import type { Translations } from './translations.js';

export interface OrganizationView {
  slug: string;
  name: string;
  names: Translations;
  acronym: string | null;
  acronyms: Translations;
}

export interface PlanSummary {
  slug: string;
  organization: OrganizationView;
  title: string;
  /** The title in further languages, by language tag; so `names` of the others. */
  titles: Translations;
  holder: { name: string; names: Translations; iso3166: string | null };
  termStart: string;
  termEnd: string;
  state: PlanState;
  /** How many objectives the plan has. */
  objectives: number;
}

/** Why a plan is in no list. */
export interface Withdrawn {
  at: string;
  rationale: string;
}

/** A plan that is a draft or withdrawn, as every page about it says. */
export interface UnpublishedPlan extends Pick<PlanSummary, 'title' | 'titles' | 'state'> {
  withdrawn: Withdrawn | null;
}

export interface AreaView {
  code: string;
  name: string;
  names: Translations;
  sourceHeading: string | null;
  /** Where it stands among the plan's areas: they come in this order, and there may be gaps. */
  position: number;
  /** What If-Match names in a change of the area: `"<version>"`. */
  version: number;
}

/** A claim as the source makes it, with the words. */
export interface ClaimView {
  id: number;
  text: string;
  complete: number | null;
  total: number | null;
  /** The levels that it counts; null for the complete ones. */
  levels: string[] | null;
  /** The area that it is about; null for the whole plan. */
  area: string | null;
  source: string;
  passage: string | null;
}

export interface PlanView extends Omit<PlanSummary, 'objectives'> {
  /** Since when it is withdrawn, and why; null unless it is. */
  withdrawn: Withdrawn | null;
  motto: string | null;
  provenanceNote: string | null;
  provenanceNotes: Translations;
  /** The language (BCP 47) of the title and of the wording of areas and objectives. */
  language: string;
  officialList: string | null;
  scale: ScaleView;
  assessors: { slug: string; name: string; names: Translations; kind: AssessorKind; default: boolean }[];
  areas: AreaView[];
  claims: ClaimView[];
}

const HEAD = `
  p.slug, json_build_object('slug', o.slug, 'name', o.name, 'names', o.names, 'acronym', o.acronym,
                              'acronyms', o.acronyms) AS organization,
  p.title, p.titles,
  json_build_object('name', p.holder_name, 'names', p.holder_names, 'iso3166', p.holder_iso3166) AS holder,
  p.term_start AS "termStart", p.term_end AS "termEnd", p.state`;

/** Since when plan `p` is withdrawn and why, as JSON; null unless it is. */
export const WITHDRAWN = `
  CASE WHEN p.state = 'withdrawn' THEN json_build_object('at', ${inUtc('p.withdrawn_at')},
                                                        'rationale', p.withdrawal_rationale) END`;

/** Grain: one row a plan, newest term first. $1 organization or null, $2 pattern or null, $3/$4 the last row before, $5 how many, $6 state or null. */
const LIST = {
  name: 'plans',
  text: `
    SELECT ${HEAD},
           (SELECT count(*)::int FROM objective x WHERE x.plan_id = p.id AND x.struck_at IS NULL) AS objectives
      FROM seen_plan p JOIN organization o ON o.id = p.organization_id
     WHERE ($1::text IS NULL OR o.slug = $1)
       AND ($2::text IS NULL OR filter_fold(p.title) LIKE filter_fold($2) OR filter_fold(p.holder_name) LIKE filter_fold($2)
            OR p.slug LIKE filter_fold($2))
       AND ($3::date IS NULL OR p.term_start < $3 OR (p.term_start = $3 AND p.slug > $4))
       AND CASE WHEN $6::text IS NULL THEN p.state <> 'withdrawn' ELSE p.state = $6 END
     ORDER BY p.term_start DESC, p.slug
     LIMIT $5`,
};

const AREAS_JSON = `
  (SELECT coalesce(json_agg(json_build_object('code', a.code, 'name', a.name, 'names', a.names,
            'sourceHeading', a.source_heading, 'position', a.position,
            'version', a.version) ORDER BY a.position), '[]') FROM area a WHERE a.plan_id = p.id AND a.removed_at IS NULL)`;

/** Grain: one row, the plan. */
const ONE = {
  name: 'plan',
  text: `
    SELECT p.version, ${HEAD}, ${WITHDRAWN} AS withdrawn, p.motto, p.provenance_note AS "provenanceNote",
           p.provenance_notes AS "provenanceNotes", p.language, p.official_list AS "officialList",
           json_build_object('slug', s.slug, 'name', s.name, 'names', s.names, 'description', s.description, 'source', s.source,
                             'sourceUrl', s.source_url, 'sourceCheckedOn', s.source_checked_on,
                             'levels', ${LEVELS_JSON}) AS scale,
           (SELECT json_agg(json_build_object('slug', a.slug, 'name', a.name, 'names', a.names, 'kind', a.kind,
                     'default', a.id = p.default_assessor_id)
                     ORDER BY a.id <> p.default_assessor_id, pa.position, a.id)
              FROM plan_assessor pa JOIN assessor a ON a.id = pa.assessor_id WHERE pa.plan_id = p.id) AS assessors,
           ${AREAS_JSON} AS areas,
           (SELECT coalesce(json_agg(json_build_object('id', c.id, 'text', c.text, 'complete', c.complete, 'total', c.total,
                     'levels', c.levels,
                     'area', (SELECT a.code FROM area a WHERE a.plan_id = c.plan_id AND a.id = c.area_id),
                     'source', src.slug, 'passage', coalesce(pg.exact, pg.summary)) ORDER BY c.id), '[]')
              FROM claim c JOIN passage pg ON pg.id = c.passage_id JOIN source src ON src.id = pg.source_id
             WHERE c.plan_id = p.id
               AND NOT EXISTS (SELECT FROM claim_retraction r WHERE r.plan_id = c.plan_id AND r.claim_id = c.id)) AS claims
      FROM seen_plan p
      JOIN organization o ON o.id = p.organization_id
      JOIN rating_scale s ON s.id = p.scale_id
     WHERE p.slug = $1`,
};

/** Grain: one row an area. */
const AREAS = {
  name: 'areas',
  text: `
    SELECT a.code, a.name, a.names, a.source_heading AS "sourceHeading", a.position, a.version, a.id
      FROM area a
     WHERE a.plan_id = $1 AND a.removed_at IS NULL AND (a.position, a.id) > ($2, $3)
     ORDER BY a.position, a.id LIMIT $4`,
};

const ONE_AREA = {
  name: 'area',
  text: `SELECT a.code, a.name, a.names, a.source_heading AS "sourceHeading", a.position, a.version FROM area a
          WHERE a.plan_id = $1 AND a.code = $2 AND a.removed_at IS NULL`,
};

/** Grain: one row an organization that has plans; a look into the index for each, rather than all plans at once. */
const ORGANIZATIONS = {
  name: 'organizations',
  text: `
    SELECT o.slug, o.name, o.names, o.acronym, o.acronyms FROM organization o
     WHERE ($1::text IS NULL OR o.slug > $1) AND (SELECT p.id FROM listed_plan p WHERE p.organization_id = o.id ORDER BY p.term_start DESC LIMIT 1) IS NOT NULL
     ORDER BY o.slug LIMIT $2`,
};

/** Grain: one row a plan of those with the slugs $1 that is not published. */
const UNPUBLISHED = {
  name: 'unpublished-plans',
  text: `SELECT p.title, p.titles, p.state, ${WITHDRAWN} AS withdrawn FROM seen_plan p
          WHERE p.slug = ANY ($1::text[]) AND p.state <> 'published' ORDER BY p.slug`,
};

const PLAN_ID = { name: 'plan-id', text: 'SELECT p.id FROM seen_plan p WHERE p.slug = $1' };

@Injectable()
export class PlansReader {
  constructor(private readonly reads: Reads) {}

  async list(query: PlansQuery): Promise<Page<PlanSummary>> {
    const limit = query.limit ?? PAGE_LIMIT.default;
    const [term, slug] = decodeCursor(query.cursor, ['date', 'string']) ?? [null, null];
    const rows = await this.reads.rows<PlanSummary>(LIST, [
      query.organization ?? null,
      query.q === undefined ? null : containing(query.q),
      term,
      slug,
      limit + 1,
      query.state ?? null,
    ]);
    return pageOf(
      rows,
      limit,
      (row) => [row.termStart, row.slug],
      (row) => row,
    );
  }

  /** @throws Refusal `not-found` */
  async get(slug: string): Promise<{ version: number; plan: PlanView }> {
    const row = await this.reads.first<PlanView & { version: number }>(ONE, [slug]);
    if (!row) throw noPlan(slug);
    const { version, ...plan } = row;
    return { version, plan };
  }

  /** The organizations that have plans, by their slugs. */
  async organizations(query: PageQuery): Promise<Page<OrganizationView>> {
    const limit = query.limit ?? PAGE_LIMIT.default;
    const [slug] = decodeCursor(query.cursor, ['string']) ?? [null];
    const rows = await this.reads.rows<OrganizationView>(ORGANIZATIONS, [slug, limit + 1]);
    return pageOf(
      rows,
      limit,
      (row) => [row.slug],
      (row) => row,
    );
  }

  /** @throws Refusal `not-found` (plan) */
  async areas(slug: string, query: PageQuery): Promise<Page<AreaView>> {
    const limit = query.limit ?? PAGE_LIMIT.default;
    const [position, id] = decodeCursor(query.cursor, ['number', 'number']) ?? [0, 0];
    const rows = await this.reads.rows<AreaView & { id: number }>(AREAS, [
      await this.idOf(slug),
      position,
      id,
      limit + 1,
    ]);
    return pageOf(
      rows,
      limit,
      (row) => [row.position, row.id],
      ({ id: _id, ...area }) => area,
    );
  }

  /** @throws Refusal `not-found` (plan or area) */
  async area(slug: string, code: string): Promise<AreaView> {
    const area = await this.reads.first<AreaView>(ONE_AREA, [await this.idOf(slug), code]);
    if (!area) throw noArea(slug, code);
    return area;
  }

  /** Of the plans with these slugs, those that are drafts or withdrawn. */
  unpublished(slugs: readonly string[]): Promise<UnpublishedPlan[]> {
    return this.reads.rows<UnpublishedPlan>(UNPUBLISHED, [slugs]);
  }

  /** @throws Refusal `not-found` */
  async idOf(slug: string): Promise<number> {
    const row = await this.reads.first<{ id: number }>(PLAN_ID, [slug]);
    if (!row) throw noPlan(slug);
    return row.id;
  }
}

/** The one sentence for a plan that is not there. */
export function noPlan(slug: string): Error {
  return notFound('plan', slug, 'GET /api/v1/plans lists the plans.');
}

/** The one sentence for an area that a plan does not have. */
export function noArea(plan: string, code: string): Error {
  return notFound('area', code, `GET /api/v1/plans/${plan}/areas lists the areas of this plan.`);
}

/** A LIKE pattern for texts that contain `words`, whatever wildcards they hold themselves. */
export function containing(words: string): string {
  return `%${words.replace(/[\\%_]/g, '\\$&')}%`;
}
