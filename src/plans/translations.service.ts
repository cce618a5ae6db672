import { Injectable } from '@nestjs/common';
import { rowsOf, type Transaction } from '../database/transactions.js';
import type { AreaInput, AssessorInput, OrganizationInput, PlanInput } from './dto/plan.dto.js';
import type { ObjectiveInput } from './dto/objective.dto.js';
import type { ScaleInput } from './scales/scale.dto.js';
import { Plan } from './plan.entity.js';
import { PlanClock } from './plan-clock.js';
import type { Translations } from './translations.js';

/** The words of a plan that came with the program, with their translations. */
export type TranslatedPlan = Pick<
  PlanInput,
  'slug' | 'title' | 'titles' | 'holder' | 'provenanceNote' | 'provenanceNotes'
> & {
  organization: OrganizationInput;
  assessors: AssessorInput[];
  areas: AreaInput[];
  objectives: Pick<ObjectiveInput, 'code' | 'title' | 'titles'>[];
};

/** Main words, what they are called elsewhere, and whose they are. */
interface Worded {
  key: string;
  main: string;
  words: Translations;
}

/** A table of things that belong to a plan, its columns for the main words and for their translations. */
const AREAS = { table: 'area', main: 'name', words: 'names', gone: 'removed_at' } as const;
const OBJECTIVES = { table: 'objective', main: 'title', words: 'titles', gone: 'struck_at' } as const;

/** A table of things that plans share, the same columns, and which plans show the thing $1. */
const OF_ORGANIZATION = { table: 'organization', plans: 'organization_id = $1' } as const;
const ORGANIZATIONS = { ...OF_ORGANIZATION, main: 'name', words: 'names' } as const;
const ACRONYMS = { ...OF_ORGANIZATION, main: 'acronym', words: 'acronyms' } as const;
const ASSESSORS = {
  table: 'assessor',
  main: 'name',
  words: 'names',
  plans: 'id IN (SELECT plan_id FROM plan_assessor WHERE assessor_id = $1)',
} as const;

/**
 * Gives what came with the program the translations that came later. Words that people have changed, and translations
 * that they have made or taken out, are left as they are.
 */
@Injectable()
export class TranslationsService {
  constructor(private readonly clock: PlanClock) {}

  /** Fills in what the plan lacks and moves its revision where there was something. */
  async fillPlan(tx: Transaction, shipped: TranslatedPlan): Promise<void> {
    await this.fillShared(tx, ORGANIZATIONS, [worded(shipped.organization)]);
    await this.fillShared(tx, ACRONYMS, [acronymOf(shipped.organization)]);
    await this.fillShared(tx, ASSESSORS, shipped.assessors.map(worded));
    const areas = shipped.areas.map(({ code, name, names = {} }) => ({
      key: code,
      main: name,
      words: names,
    }));
    const objectives = shipped.objectives.map(({ code, title, titles = {} }) => {
      return { key: code, main: title, words: titles };
    });
    await this.fillParts(tx, shipped.slug, AREAS, areas);
    await this.fillParts(tx, shipped.slug, OBJECTIVES, objectives);
    await this.fillHead(tx, shipped);
  }

  /** Fills in the names and labels that a scale lacks and moves the revision of the plans that are assessed on it. */
  async fillScale(tx: Transaction, { slug, name, names = {}, levels }: ScaleInput): Promise<void> {
    const filled = await rowsOf<{ id: number }>(
      tx,
      `UPDATE rating_scale SET names = $3 WHERE slug = $1 AND name = $2 AND names = '{}' AND $3::jsonb <> '{}' RETURNING id`,
      [slug, name, names],
    );
    const labelled = await rowsOf<{ id: number }>(
      tx,
      `UPDATE rating_level l SET labels = x.labels
         FROM rating_scale s, jsonb_to_recordset($2) AS x(slug text, label text, labels jsonb)
        WHERE s.slug = $1 AND l.scale_id = s.id AND l.slug = x.slug AND l.label = x.label
          AND l.labels = '{}' AND x.labels <> '{}' RETURNING s.id`,
      [slug, JSON.stringify(levels)],
    );
    const [scale] = [...filled, ...labelled];
    if (scale) await this.advanceAll(tx, 'scale_id = $1', scale.id);
  }

  private async fillShared(
    tx: Transaction,
    {
      table,
      main: column,
      words: translated,
      plans,
    }: typeof ORGANIZATIONS | typeof ACRONYMS | typeof ASSESSORS,
    all: readonly Worded[],
  ): Promise<void> {
    for (const { key, main, words } of all) {
      const [filled] = await rowsOf<{ id: number }>(
        tx,
        `UPDATE ${table} SET ${translated} = $3
          WHERE slug = $1 AND ${column} = $2 AND ${translated} = '{}' AND $3::jsonb <> '{}' RETURNING id`,
        [key, main, words],
      );
      if (filled) await this.advanceAll(tx, plans, filled.id);
    }
  }

  private async fillParts(
    tx: Transaction,
    plan: string,
    { table, main, words, gone }: typeof AREAS | typeof OBJECTIVES,
    all: readonly Worded[],
  ): Promise<void> {
    const lacking = await rowsOf<{ id: number; words: Translations }>(
      tx,
      `SELECT x.id, s.words
         FROM plan p JOIN ${table} x ON x.plan_id = p.id
         JOIN jsonb_to_recordset($2) AS s(key text, main text, words jsonb) ON s.key = x.code AND s.main = x.${main}
        WHERE p.slug = $1 AND x.${gone} IS NULL AND x.${words} = '{}' AND s.words <> '{}'
          AND NOT EXISTS (SELECT FROM ${table}_history h
                           WHERE h.plan_id = x.plan_id AND h.id = x.id AND h.${words} <> '{}')`,
      [plan, JSON.stringify(all)],
    );
    if (lacking.length === 0) return;
    const { id: planId } = await this.clock.advance(tx, plan);
    for (const { id, words: translated } of lacking) {
      await tx.query(
        `UPDATE ${table} SET ${words} = $3, version = version + 1 WHERE plan_id = $1 AND id = $2`,
        [planId, id, translated],
      );
    }
  }

  private async fillHead(tx: Transaction, shipped: TranslatedPlan): Promise<void> {
    const plan = await tx.findOneByOrFail(Plan, { slug: shipped.slug });
    const [had] = await rowsOf<{ titles: boolean; holder: boolean; note: boolean }>(
      tx,
      `SELECT coalesce(bool_or(titles <> '{}'), false) AS titles, coalesce(bool_or(holder_names <> '{}'), false) AS holder,
              coalesce(bool_or(provenance_notes <> '{}'), false) AS note FROM plan_history WHERE plan_id = $1`,
      [plan.id],
    );
    const { title, titles = {}, holder, provenanceNote = null, provenanceNotes = {} } = shipped;
    const lacks = (isSame: boolean, had = false, now: Translations, words: Translations): boolean =>
      isSame && !had && isEmpty(now) && !isEmpty(words);
    const lacking = {
      ...(lacks(plan.title === title, had?.titles, plan.titles, titles) ? { titles } : {}),
      ...(lacks(plan.holderName === holder.name, had?.holder, plan.holderNames, holder.names ?? {})
        ? { holderNames: holder.names }
        : {}),
      ...(lacks(plan.provenanceNote === provenanceNote, had?.note, plan.provenanceNotes, provenanceNotes)
        ? { provenanceNotes }
        : {}),
    };
    if (Object.keys(lacking).length === 0) return;
    const { id, version } = await this.clock.advance(tx, shipped.slug);
    await tx.update(Plan, { id }, { ...lacking, version: version + 1 });
  }

  /** Moves the plans that show what has changed. */
  private async advanceAll(tx: Transaction, which: string, id: number): Promise<void> {
    const plans = await rowsOf<{ slug: string }>(tx, `SELECT slug FROM plan WHERE ${which} ORDER BY id`, [
      id,
    ]);
    for (const { slug } of plans) await this.clock.advance(tx, slug);
  }
}

function worded({ slug, name = '', names = {} }: OrganizationInput | AssessorInput): Worded {
  return { key: slug, main: name, words: names };
}

function acronymOf({ slug, acronym = '', acronyms = {} }: OrganizationInput): Worded {
  return { key: slug, main: acronym, words: acronyms };
}

function isEmpty(words: Translations): boolean {
  return Object.keys(words).length === 0;
}
