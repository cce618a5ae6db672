import { Injectable } from '@nestjs/common';
import { type AssessmentView, type EvidenceView, HistoryReader } from '../../assessments/history.reader.js';
import { type ObjectiveDetail, ObjectivesReader } from '../../assessments/objectives.reader.js';
import { Refusal } from '../../core/errors.js';
import { type PlanView, PlansReader } from '../../plans/plans.reader.js';
import { SearchQuery } from '../../search/dto/search.dto.js';
import { SearchReader } from '../../search/search.reader.js';
import { type PassageView, SourcesReader, type SourceView } from '../../sources/sources.reader.js';
import { inputOf } from '../page/forms.js';
import { TypedAssessment } from './typed-assessment.js';

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
  /** The entry that gives the current assessment. */
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

  /** @throws Refusal `not-found` (plan or objective) */
  async standing(slug: string, code: string): Promise<Standing> {
    const { version, objective } = await this.objectives.get(slug, code);
    const { plan } = await this.plans.get(slug);
    const { items: history } = await this.history.list(slug, code, {});
    const { assessment } = objective;
    const current =
      assessment === null
        ? null
        : (history.find(({ id }) => id === assessment) ?? (await this.history.get(slug, code, assessment)));
    return { plan, objective, version, history, current };
  }

  /** The form as it is first shown: the evidence of the current assessment ticked, what else ever bore on it offered. */
  empty({ objective, version, history, current }: Standing): TypedAssessment {
    const ticked: readonly EvidenceView[] = current?.evidence ?? [];
    const known = new Set(ticked.map(({ passage }) => passage));
    const others = [...objective.statedIn, ...history.flatMap(({ evidence }) => evidence)];
    const offered = new Set(others.map(({ passage }) => passage).filter((passage) => !known.has(passage)));
    return TypedAssessment.empty(
      { version, newest: history[0]?.id ?? '' },
      ticked,
      [...offered].slice(0, MOST_OFFERED),
    );
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
