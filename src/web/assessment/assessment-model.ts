import { Injectable } from '@nestjs/common';
import { type AssessmentView, type EvidenceView, HistoryReader } from '../../assessments/history.reader.js';
import { type ObjectiveDetail, ObjectivesReader } from '../../assessments/objectives.reader.js';
import { Refusal } from '../../core/errors.js';
import { independentAmong } from '../../plans/assessor.entity.js';
import { type PlanView, PlansReader } from '../../plans/plans.reader.js';
import { SearchQuery } from '../../search/dto/search.dto.js';
import { SearchReader } from '../../search/search.reader.js';
import { type PassageView, SourcesReader, type SourceView } from '../../sources/sources.reader.js';
import { inputOf } from '../page/forms.js';
import { type KeptAssessment, type Ticks, TypedAssessment } from './typed-assessment.js';

/** More passages than this are better looked for by their words. */
const MOST_OFFERED = 30;
const MOST_FOUND = 10;
const MOST_SOURCES = 200;

/** What an objective is and where it stands, as the form shows it. */
export interface Standing {
  plan: PlanView;
  objective: ObjectiveDetail;
  version: number;
  /** Newest first; the first page of it. */
  history: AssessmentView[];
  /** Whose judgement the form records; null where somebody has to be named first. */
  assessor: PlanView['assessors'][number] | null;
  /** That assessor's current assessment. */
  current: AssessmentView | null;
}

/** What the form shows beside what is typed. */
export interface Choices {
  /** The passages that its rows offer, by id. */
  passages: ReadonlyMap<string, PassageView>;
  /** Where new words may come from; the first by slug, and whether these are all. */
  sources: SourceView[];
  hasMoreSources: boolean;
  /** What was found by the words in `find`; null where none were typed. */
  found: { passages: PassageView[]; hasMore: boolean } | null;
}

/** Gathers what the form of an assessment shows. */
@Injectable()
export class AssessmentModel {
  constructor(
    private readonly plans: PlansReader,
    private readonly objectives: ObjectivesReader,
    private readonly history: HistoryReader,
    private readonly sources: SourcesReader,
    private readonly search: SearchReader,
  ) {}

  /**
   * @param named whose judgement is to be recorded; the first independent assessor's where nobody of the plan is named
   * @throws Refusal `not-found` (plan or objective)
   */
  async standing(slug: string, code: string, named?: string): Promise<Standing> {
    const { plan } = await this.plans.get(slug);
    const assessor =
      plan.assessors.find((one) => one.slug === named) ?? independentAmong(plan.assessors) ?? null;
    const { version, objective } = await this.objectives.get(slug, code, assessor?.slug);
    const { items: history } = await this.history.list(slug, code, {});
    const { assessment } = objective;
    const current =
      assessment === null || assessor === null
        ? null
        : (history.find(({ id }) => id === assessment) ?? (await this.history.get(slug, code, assessment)));
    return { plan, objective, version, history, assessor, current };
  }

  /** The form as it is first shown: the evidence of the current assessment ticked, what else ever bore on it offered. */
  empty(standing: Standing): TypedAssessment {
    const { objective, version, history, assessor, current } = standing;
    const ticked: readonly EvidenceView[] = current?.evidence ?? [];
    const known = new Set(ticked.map(({ passage }) => passage));
    const others = [...objective.statedIn, ...history.flatMap(({ evidence }) => evidence)];
    const offered = new Set(others.map(({ passage }) => passage).filter((passage) => !known.has(passage)));
    return TypedAssessment.empty(
      { version, newest: history[0]?.id ?? '', assessor: assessor?.slug ?? '' },
      keptOf(standing),
      [...offered].slice(0, MOST_OFFERED),
    );
  }

  /** The form as the status and the assessor that it holds by now let passages be kept; see `TypedAssessment.keeping`. */
  async keeping(
    typed: TypedAssessment,
    standing: Standing,
  ): Promise<{ typed: TypedAssessment; ticks: Ticks }> {
    const { plan, objective, current } = standing;
    const kept = typed.value('kept');
    const isOther = kept !== '' && kept !== current?.id;
    const former = isOther ? await this.passagesOf(plan.slug, objective.code, kept) : [];
    const level = plan.scale.levels.find(({ slug }) => slug === typed.value('/status'));
    return typed.keeping(keptOf(standing), former, level?.complete);
  }

  /**
   * The form after a conflict, which starts from what somebody else recorded. The ticks are the typist's own; only where
   * the status was changed too, and nobody has looked at the passages since, are they to be looked at first.
   */
  async afterConflict(typed: TypedAssessment, standing: Standing): Promise<TypedAssessment> {
    const own = await this.keeping(typed, standing);
    const mark = { kept: own.typed.value('kept'), kind: own.typed.value('kind') };
    return mark.kind === typed.value('kind') || typed.value('kept') === '' ? typed.with(mark) : own.typed;
  }

  private async passagesOf(plan: string, code: string, id: string): Promise<string[]> {
    try {
      return (await this.history.get(plan, code, id)).evidence.map(({ passage }) => passage);
    } catch (error) {
      // A form that names none of its entries came from nowhere.
      if (error instanceof Refusal && error.kind === 'not-found') return [];
      throw error;
    }
  }

  async choices(typed: TypedAssessment): Promise<Choices> {
    const passages = await this.sources.passagesNamed(typed.passages);
    const { items: sources, nextCursor } = await this.sources.list({ limit: MOST_SOURCES });
    return {
      passages: new Map(passages.map((passage) => [passage.id, passage])),
      sources,
      hasMoreSources: nextCursor !== null,
      found: await this.found(typed.value('find').trim()),
    };
  }

  private async found(q: string): Promise<Choices['found']> {
    if (q === '') return null;
    try {
      const query = await inputOf({ q, kind: 'passage', limit: MOST_FOUND }, SearchQuery);
      const { items, nextCursor } = await this.search.search(query);
      const ids = items.flatMap((hit) => (hit.kind === 'passage' ? [hit.passage] : []));
      return { passages: await this.sources.passagesNamed(ids), hasMore: nextCursor !== null };
    } catch (error) {
      // Words that cannot be looked for find nothing.
      if (error instanceof Refusal && /^invalid-/.test(error.kind)) return { passages: [], hasMore: false };
      throw error;
    }
  }
}

function keptOf({ plan, current }: Standing): KeptAssessment | null {
  if (current === null) return null;
  const level = plan.scale.levels.find(({ slug }) => slug === current.status);
  return { id: current.id, isComplete: level?.complete ?? false, evidence: current.evidence };
}
