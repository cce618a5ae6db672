import { Injectable } from '@nestjs/common';
import { AssessmentResolver, type RecordedEvidence } from '../assessments/assessment-resolver.js';
import { AssessmentsService } from '../assessments/assessments.service.js';
import { ClaimsService } from '../claims/claims.service.js';
import type { Transaction } from '../database/transactions.js';
import { ObjectivesService } from '../plans/objectives.service.js';
import { PlansService } from '../plans/plans.service.js';
import { CitationsService } from '../sources/citations.service.js';
import type { Position } from '../sources/passage-resolver.js';
import { PassagesService } from '../sources/passages.service.js';
import { SourcesService } from '../sources/sources.service.js';
import type { Dataset, DatasetAssessment, DatasetPassage, DatasetRef, DatasetSource } from './dataset.js';

/** The ids that the dataset's passages have got, by reference. */
type PassageIds = ReadonlyMap<DatasetRef, string>;

export interface LoadOptions {
  state?: 'draft' | 'published';
  /** Whether nobody has looked at its passages yet: then no status rests firmly on them. */
  unread?: boolean;
}

/** How much of a dataset's sources was not there before. */
export interface LoadedSources {
  newSources: number;
  newPassages: number;
}

/** Loads a dataset that has passed `validateDataset`, through the services that everybody else uses too. */
@Injectable()
export class DatasetLoader {
  constructor(
    private readonly plans: PlansService,
    private readonly objectives: ObjectivesService,
    private readonly sources: SourcesService,
    private readonly passages: PassagesService,
    private readonly citations: CitationsService,
    private readonly resolver: AssessmentResolver,
    private readonly claims: ClaimsService,
    private readonly assessments: AssessmentsService,
  ) {}

  /**
   * Makes the dataset's plan with all that belongs to it. Sources that are there already, by slug or by address, are left as they are and
   * only get the passages they lack.
   * @throws Refusal, `already-exists` where the plan is there
   */
  async load(
    tx: Transaction,
    dataset: Dataset,
    { state = 'published', unread = false }: LoadOptions = {},
  ): Promise<LoadedSources> {
    const { areas, objectives, claims, defaultAssessor, ...plan } = dataset.plan;
    const assessors = dataset.assessors.toSorted(
      (a, b) => Number(b.slug === defaultAssessor) - Number(a.slug === defaultAssessor),
    );
    await this.plans.create(tx, {
      ...plan,
      state,
      organization: dataset.organization,
      assessors,
      areas,
    });
    const { passages, ...loaded } = await this.loadSources(tx, dataset.sources);
    for (const { assessments, statedIn, ...objective } of objectives) {
      const { planId, id } = await this.objectives.create(tx, plan.slug, objective);
      await this.citations.stateObjective(
        tx,
        planId,
        id,
        (statedIn ?? []).map((ref) => idOf(passages, ref)),
      );
      for (const assessment of assessments) {
        const change = { plan: plan.slug, objective: objective.code };
        // It names stored passages alone, so nothing is looked up while the transaction is open.
        const resolved = await this.resolver.resolve({
          ...assessment,
          evidence: evidenceOf(assessment, passages, unread),
        });
        await this.assessments.record(tx, change, resolved);
      }
    }
    for (const { passage, ...claim } of claims)
      await this.claims.add(tx, plan.slug, { ...claim, passageId: idOf(passages, passage) });
    return loaded;
  }

  private async loadSources(
    tx: Transaction,
    sources: readonly DatasetSource[],
  ): Promise<LoadedSources & { passages: PassageIds }> {
    const ids = new Map<DatasetRef, string>();
    let newSources = 0;
    let newPassages = 0;
    for (const { passages, text, ...source } of sources) {
      const known =
        (await this.sources.idOf(tx, source.slug)) ??
        (source.url === undefined ? undefined : await this.sources.idAt(tx, source.url));
      if (known === undefined) newSources++;
      const sourceId = known ?? (await this.sources.create(tx, source, text?.sha256 ?? null));
      for (const passage of passages) {
        const { key, start: _start, end: _end, ...words } = passage;
        const { id, created } = await this.passages.findOrCreateUnverified(
          tx,
          sourceId,
          words,
          positionOf(passage),
        );
        if (created) newPassages++;
        ids.set(`${source.slug}#${key}`, id);
      }
    }
    return { passages: ids, newSources, newPassages };
  }
}

function positionOf({ start, end }: DatasetPassage): Position | undefined {
  return start === undefined || end === undefined ? undefined : { start, end };
}

function evidenceOf(
  assessment: DatasetAssessment,
  passages: PassageIds,
  unread: boolean,
): RecordedEvidence[] {
  return assessment.evidence.map(({ passage, bearing, note }) => ({
    passage: idOf(passages, passage),
    bearing,
    note,
    unread,
  }));
}

function idOf(passages: PassageIds, ref: DatasetRef): string {
  const id = passages.get(ref);
  if (id === undefined) throw new Error(`the dataset refers to ${ref}, which it does not contain`);
  return id;
}
