import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AssessmentResolver } from '../../assessments/assessment-resolver.js';
import { AssessmentsService } from '../../assessments/assessments.service.js';
import { recorderName } from '../../core/context.js';
import { Refusal } from '../../core/errors.js';
import { Reads } from '../../database/reads.js';
import { rowsOf, type Transaction } from '../../database/transactions.js';
import { because } from '../../language/reasons.js';
import { type Words, wordsFor } from '../../language/words.js';
import { AreasService } from '../../plans/areas.service.js';
import { AssessorsService } from '../../plans/assessors.service.js';
import { ObjectivesService } from '../../plans/objectives.service.js';
import { PlanClock, type PlanInChange } from '../../plans/plan-clock.js';
import { PlanImport } from '../../plans/plan-import.entity.js';
import { CitationsService } from '../../sources/citations.service.js';
import { PassagesService } from '../../sources/passages.service.js';
import { SourcesService } from '../../sources/sources.service.js';
import { changeOf, isSame, nearestCodes, slugOf, standing, type WantedAssessment } from './differences.js';
import type { ImportFault } from './import-report.js';
import type {
  ImportedAssessment,
  ImportedObjective,
  ImportedPlan,
  ImportedReference,
} from './imported-plan.js';
import { PLAN_STATE, type PlanState, SOURCES_THERE, type StoredObjective } from './plan-state.sql.js';
import { told } from './told-report.js';

/** How many of each kind a file makes, changes, or finds as it says. */
export type ImportCounts = Record<
  'areas' | 'objectives' | 'assessments' | 'sources' | 'passages',
  { created: number; changed: number; unchanged: number }
>;

/** The file as it is kept with the plan. */
export interface ImportedFile {
  name: string;
  sha256: string;
  format: string;
}

/** What a file comes to in a plan. */
export interface Applied {
  counts: ImportCounts;
  faults: ImportFault[];
}

/** Counts to begin with. */
export function noCounts(): ImportCounts {
  const none = { created: 0, changed: 0, unchanged: 0 };
  return {
    areas: { ...none },
    objectives: { ...none },
    assessments: { ...none },
    sources: { ...none },
    passages: { ...none },
  };
}

/** Everything that one application of a file knows. */
interface Work {
  tx: Transaction;
  plan: PlanInChange;
  state: PlanState;
  words: Words;
  assessor: string;
  file: ImportedFile;
  importId: string;
  /** The slugs and ids of the file's sources, by key. */
  sources: Map<string, { id: number; slug: string }>;
  stored: Map<string, StoredObjective>;
  counts: ImportCounts;
  faults: ImportFault[];
  hasChanged: boolean;
}

/** Brings into a plan what a file says, through the services that everybody uses: only what is new or different is written. */
@Injectable()
export class ApplyImport {
  constructor(
    private readonly clock: PlanClock,
    private readonly reads: Reads,
    private readonly areas: AreasService,
    private readonly objectives: ObjectivesService,
    private readonly assessors: AssessorsService,
    private readonly sources: SourcesService,
    private readonly passages: PassagesService,
    private readonly citations: CitationsService,
    private readonly resolver: AssessmentResolver,
    private readonly assessments: AssessmentsService,
  ) {}

  /**
   * Writes in the transaction, the plan's row taken first, so that two files into one plan follow each other. Every fault is
   * told; the caller takes the transaction back where there is any.
   * @param assessor whose statuses they are where the file does not say; undefined: as for any other recording
   * @throws Refusal `not-found`, or `wrong-state` where the plan is withdrawn
   */
  async apply(
    tx: Transaction,
    slug: string,
    imported: ImportedPlan,
    file: ImportedFile,
    assessor?: string,
  ): Promise<Applied> {
    const plan = await this.clock.advance(tx, slug);
    const state = (await this.reads.first<PlanState>(PLAN_STATE, [slug]))!;
    const work: Work = {
      tx,
      plan,
      state,
      words: wordsFor(state.language),
      assessor: '',
      file,
      importId: uuidv7(),
      sources: new Map(),
      stored: new Map(state.objectives.map((objective) => [objective.code, objective])),
      counts: noCounts(),
      faults: [],
      hasChanged: false,
    };
    await this.bringAreas(work, imported);
    await this.bringSources(work, imported);
    for (const objective of imported.objectives) {
      await this.collect(work, objective.at, () => this.bringObjective(work, objective));
    }
    if (imported.assessments.length > 0) {
      work.assessor = await this.assessorFor(work, assessor);
      const codes = new Set([...work.stored.keys(), ...imported.objectives.map(({ code }) => code)]);
      for (const assessment of imported.assessments) {
        await this.collect(work, assessment.at, () => this.bringAssessment(work, assessment, codes));
      }
    }
    return { counts: work.counts, faults: work.faults };
  }

  /** What a service refuses is a fault of the row: the others are looked at all the same. */
  private async collect(
    { faults }: Work,
    at: { sheet: string | null; row: number },
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const [first] = error.errors ?? [];
      const why = first?.reason ?? error.reason;
      faults.push({ ...at, message: first?.message ?? error.message, ...(why === undefined ? {} : { why }) });
    }
  }

  private async bringAreas({ tx, state, counts }: Work, { areas }: ImportedPlan): Promise<void> {
    for (const { code, name } of areas) {
      const known = state.areas.find((area) => area.code === code);
      if (known === undefined) {
        await this.areas.add(tx, state.slug, { code, name });
        counts.areas.created += 1;
      } else if (known.name === name) counts.areas.unchanged += 1;
      else {
        await this.areas.change(tx, state.slug, code, [known.version], { name });
        counts.areas.changed += 1;
      }
    }
  }

  private async bringSources({ tx, state, sources, counts }: Work, imported: ImportedPlan): Promise<void> {
    const { sources: cited } = imported;
    const there = await rowsOf<{ key: string; id: number; slug: string }>(tx, SOURCES_THERE.text, [
      cited.map(({ key }) => key),
      cited.map(({ url }) => url ?? null),
      cited.map(({ title, key }) => title ?? key),
      state.id,
    ]);
    for (const { key, id, slug } of there) sources.set(key, { id, slug });
    counts.sources.unchanged = there.length;
    for (const { key, url, title = key, publisher, publishedOn } of cited) {
      if (sources.has(key)) continue;
      // Two addresses of a file may be one, written differently.
      const same = url === undefined ? undefined : await this.sources.idAt(tx, url);
      const known = same === undefined ? undefined : [...sources.values()].find(({ id }) => id === same);
      if (known) {
        sources.set(key, known);
        continue;
      }
      const slug = await this.freeSlug(tx, slugOf(title === key && url !== undefined ? url : title));
      const input = {
        slug,
        title,
        ...(url === undefined ? {} : { url }),
        ...(publisher === undefined ? {} : { publisher }),
        ...(publishedOn === undefined ? {} : { publishedOn }),
      };
      sources.set(key, { id: await this.sources.create(tx, input), slug });
      counts.sources.created += 1;
    }
  }

  /** The slug, or the first of `slug-2`, `slug-3` … that no source has. */
  private async freeSlug(tx: Transaction, slug: string): Promise<string> {
    const taken = await rowsOf<{ slug: string }>(
      tx,
      `SELECT slug FROM source WHERE slug = $1 OR slug LIKE $1 || '-%'`,
      [slug],
    );
    const slugs = new Set(taken.map((source) => source.slug));
    if (!slugs.has(slug)) return slug;
    let next = 2;
    while (slugs.has(`${slug}-${next}`)) next += 1;
    return `${slug}-${next}`;
  }

  private async bringObjective(work: Work, imported: ImportedObjective): Promise<void> {
    const { tx, state, plan, stored, counts } = work;
    const known = stored.get(imported.code);
    const { code, area, title, text, tags, dueOn, responsible } = imported;
    if (known === undefined) {
      const [only, ...others] = state.areas;
      const inArea = area ?? (others.length === 0 ? only?.code : undefined);
      if (inArea === undefined || title === undefined) {
        work.faults.push(told({ ...imported.at, value: code, why: because('reason:importNoArea') }));
        return;
      }
      const { id } = await this.objectives.create(tx, state.slug, {
        code,
        area: inArea,
        title,
        basis: 'stated',
        ...(text === undefined ? {} : { text }),
        ...(tags === undefined ? {} : { tags }),
        ...(dueOn === undefined ? {} : { dueOn }),
        ...(responsible === undefined ? {} : { responsible }),
      });
      await this.citations.stateObjective(tx, plan.id, id, await this.passageIds(work, imported.statedIn));
      await this.keepExtras(work, id, imported, []);
      counts.objectives.created += 1;
      return;
    }
    const change = changeOf(known, imported);
    if (change) await this.objectives.change(tx, state.slug, code, [known.version], change);
    // A source cited as a whole says no more than a passage of it that is cited already.
    const said = imported.statedIn.filter(
      ({ source, exact, summary }) =>
        (exact ?? summary) !== undefined ||
        !known.statedIn.some((stated) => stated.source === work.sources.get(source)!.slug),
    );
    const there = known.statedIn.map(({ passage }) => passage);
    const added = (await this.passageIds(work, said)).filter((passage) => !there.includes(passage));
    if (added.length > 0) {
      const all = [...there, ...added].map((passage) => ({ passage }));
      await this.citations.restateObjective(tx, { planId: plan.id, id: known.id }, all, new Map());
    }
    const kept = await this.keepExtras(work, known.id, imported, known.extras);
    if (change || added.length > 0 || kept) counts.objectives.changed += 1;
    else counts.objectives.unchanged += 1;
  }

  /** @returns whether anything was kept that was not there */
  private async keepExtras(
    { tx, plan }: Work,
    objectiveId: number,
    { extras }: ImportedObjective,
    known: StoredObjective['extras'],
  ): Promise<boolean> {
    const added = extras.filter(
      ({ name, value }) => !known.some((extra) => extra.name === name && extra.value === value),
    );
    if (added.length === 0) return false;
    await tx.query(
      `INSERT INTO objective_extra (plan_id, objective_id, position, name, value, path)
       SELECT $1, $2, $3 + x.ordinality, x.name, x.value, x.path
         FROM unnest($4::text[], $5::text[], $6::text[]) WITH ORDINALITY AS x (name, value, path, ordinality)`,
      [
        plan.id,
        objectiveId,
        known.length,
        added.map(({ name }) => name),
        added.map(({ value }) => value),
        added.map(({ path }) => path ?? null),
      ],
    );
    return true;
  }

  /** The passages that references name, each made where it is new. */
  private async passageIds(work: Work, references: readonly ImportedReference[]): Promise<string[]> {
    const ids: string[] = [];
    for (const reference of references) {
      const { id } = await this.passageOf(work, reference);
      if (!ids.includes(id)) ids.push(id);
    }
    return ids;
  }

  private async passageOf(work: Work, reference: ImportedReference): Promise<{ id: string }> {
    const { tx, sources, counts } = work;
    const { id } = sources.get(reference.source)!;
    const passage = await this.passages.findOrCreateUnverified(tx, id, wordsIn(work, reference));
    if (passage.created) counts.passages.created += 1;
    else counts.passages.unchanged += 1;
    return passage;
  }

  private async bringAssessment(
    work: Work,
    imported: ImportedAssessment,
    codes: ReadonlySet<string>,
  ): Promise<void> {
    const { tx, state, stored, counts, words, file, sources } = work;
    const { objective, at } = imported;
    if (!codes.has(objective)) {
      const nearest = nearestCodes(objective, codes);
      work.faults.push({
        ...told({ ...at, value: objective, why: because('reason:importNoSuchObjective') }),
        nearest,
      });
      return;
    }
    const wanted: WantedAssessment = {
      assessor: imported.assessor ?? work.assessor,
      status: imported.status,
      effectiveOn: imported.effectiveOn,
      ...(imported.rationale === undefined ? {} : { rationale: imported.rationale }),
      ...(imported.cause === undefined ? {} : { cause: imported.cause }),
      evidence: imported.evidence.map((cited) => ({
        source: sources.get(cited.source)!.slug,
        bearing: cited.bearing,
        ...wordsIn(work, cited),
      })),
    };
    const stands = standing(stored.get(objective), wanted);
    if (stands && isSame(stands, wanted)) {
      counts.assessments.unchanged += 1;
      return;
    }
    const evidence: {
      passage: string;
      bearing: (typeof imported.evidence)[number]['bearing'];
      unread: true;
    }[] = [];
    for (const { bearing, ...reference } of imported.evidence) {
      const { id: passage } = await this.passageOf(work, reference);
      if (!evidence.some((piece) => piece.passage === passage))
        evidence.push({ passage, bearing, unread: true });
    }
    await this.keepImport(work);
    const resolved = await this.resolver.resolve({
      assessor: wanted.assessor,
      status: wanted.status,
      effectiveOn: wanted.effectiveOn,
      rationale: wanted.rationale ?? words.text('importedRationale', { file: file.name }),
      ...(imported.cause === undefined ? {} : { cause: imported.cause }),
      evidence,
      importId: work.importId,
    });
    await this.assessments.record(tx, { plan: state.slug, objective }, resolved);
    counts.assessments.created += 1;
  }

  /** Keeps which file it was, once something rests on it. */
  private async keepImport(work: Work): Promise<void> {
    if (work.hasChanged) return;
    work.hasChanged = true;
    await work.tx.insert(PlanImport, {
      planId: work.plan.id,
      id: work.importId,
      fileName: work.file.name,
      fileSha256: work.file.sha256,
      format: work.file.format,
      importedAt: work.plan.instant,
      importedBy: recorderName(),
    });
  }

  private async assessorFor({ tx, plan }: Work, named: string | undefined): Promise<string> {
    const id = await this.assessors.forRecording(tx, plan, named);
    const [row] = await rowsOf<{ slug: string }>(tx, 'SELECT slug FROM assessor WHERE id = $1', [id]);
    return row!.slug;
  }
}

/** The words of a passage; where a file cites a source and no words of it, it cites the source as a whole. */
function wordsIn(
  { words }: Work,
  { exact, summary }: ImportedReference,
): { exact?: string; summary?: string } {
  if (exact !== undefined) return { exact };
  return { summary: summary ?? words.text('sourceAsAWhole') };
}
