import { Injectable } from '@nestjs/common';
import { type AssessmentView, HistoryReader } from '../../assessments/history.reader.js';
import {
  type Neighbours,
  type ObjectiveDetail,
  ObjectivesReader,
} from '../../assessments/objectives.reader.js';
import { type Thread, ThreadsReader } from '../../comparison/threads.reader.js';
import { type Page, PAGE_LIMIT } from '../../core/cursors.js';
import type { Language } from '../../language/languages.js';
import { PlansReader, type PlanView } from '../../plans/plans.reader.js';
import { inLanguage } from '../../plans/translations.js';
import { ScorecardReader } from '../../reporting/scorecard/scorecard.reader.js';
import type { Counts } from '../../reporting/scorecard/counts.js';
import { type PassageInContext, PlacesReader } from '../../sources/places.reader.js';
import { SourcesReader, type SourceView } from '../../sources/sources.reader.js';

/** How much of a history a page shows where nobody says. */
const ENTRIES = 20;

/** Which part of an objective's history is asked for, and by whom. */
export interface ObjectiveQuestion {
  assessor?: string;
  cursor?: string;
  limit?: number;
  /** The id of an assessment that was just recorded. */
  recorded?: string;
}

/** Everything that an objective's page shows. */
export interface ObjectiveModel {
  plan: PlanView;
  /** Of the objective: what a change of its status names. */
  version: number;
  objective: ObjectiveDetail;
  /** The current assessment with its passages; null where there is none. */
  rating: AssessmentView | null;
  /** The passages of the current assessment and those that state the objective, as they stand in the texts we hold. */
  passages: ReadonlyMap<string, PassageInContext>;
  sources: ReadonlyMap<string, SourceView>;
  history: Page<AssessmentView>;
  /** Why entries of the history were withdrawn, by the retraction's id. */
  reasons: ReadonlyMap<string, string>;
  thread: Thread;
  /** The labels of the levels in the thread, by plan and level: `levelKey`. */
  levels: ReadonlyMap<string, string>;
  neighbours: Neighbours;
  /** What the scorecard counts now, where an assessment was just recorded. */
  counted: Counts | null;
}

export function levelKey(plan: string, level: string): string {
  return `${plan} ${level}`;
}

/** Reads what an objective's page shows. */
@Injectable()
export class ObjectivePageReader {
  constructor(
    private readonly plans: PlansReader,
    private readonly objectives: ObjectivesReader,
    private readonly entries: HistoryReader,
    private readonly places: PlacesReader,
    private readonly sources: SourcesReader,
    private readonly threads: ThreadsReader,
    private readonly scorecards: ScorecardReader,
  ) {}

  /** @throws Refusal `not-found` (plan, objective, or the recorded assessment), or `invalid-query` */
  async read(
    slug: string,
    code: string,
    { assessor, cursor, limit = ENTRIES, recorded }: ObjectiveQuestion,
    language: Language,
  ): Promise<ObjectiveModel> {
    const { version, objective } = await this.objectives.get(slug, code, assessor);
    const [{ plan }, rating, history, thread, neighbours, counted] = await Promise.all([
      this.plans.get(slug),
      objective.assessment === null ? null : this.entries.get(slug, code, objective.assessment),
      this.entries.list(slug, code, { limit, assessor, cursor }),
      this.threads.get(slug, code),
      this.objectives.neighbours(slug, code),
      recorded === undefined ? null : this.counted(slug, code, recorded, language),
    ]);
    const shown = [...(rating?.evidence ?? []), ...objective.statedIn];
    const [passages, sources, reasons, levels] = await Promise.all([
      this.places.contexts(shown.map(({ passage }) => passage)),
      this.sources.named(shown.map(({ source }) => source)),
      this.entries.reasons(slug, history.items),
      this.levelsOf(thread, language),
    ]);
    return {
      plan,
      version,
      objective,
      rating,
      passages,
      sources: new Map(sources.map((source) => [source.slug, source])),
      history,
      reasons,
      thread,
      levels,
      neighbours,
      counted,
    };
  }

  /** The whole history, newest recorded first, read as it is needed. @throws Refusal `not-found` */
  async *history(slug: string, code: string, assessor?: string): AsyncGenerator<AssessmentView> {
    let cursor: string | undefined;
    do {
      const page = await this.entries.list(slug, code, { limit: PAGE_LIMIT.most, assessor, cursor });
      yield* page.items;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  private async counted(slug: string, code: string, recorded: string, lang: Language): Promise<Counts> {
    const { assessor } = await this.entries.get(slug, code, recorded);
    return (await this.scorecards.get(slug, { assessor, lang })).total;
  }

  private async levelsOf({ earlier, later }: Thread, language: Language): Promise<Map<string, string>> {
    const slugs = new Set([...earlier, ...later].map(({ plan }) => plan.slug));
    const plans = await Promise.all([...slugs].map((slug) => this.plans.get(slug)));
    return new Map(
      plans.flatMap(({ plan }) =>
        plan.scale.levels.map(
          ({ slug, label, labels }) =>
            [levelKey(plan.slug, slug), inLanguage(label, labels, language)] as const,
        ),
      ),
    );
  }
}
