import { Injectable } from '@nestjs/common';
import { wordsOf } from '../../language/words.js';
import { Reads } from '../../database/reads.js';
import { CELLS, OBJECTIVES } from './objectives.sql.js';
import type { Cell, Report, ReportObjective } from './report.js';
import { levelReader } from './scale-mapping.js';
import type { Scorecard } from './scorecard.js';
import { type Edition, type ReportQuestion, ScorecardReader } from './scorecard.reader.js';
import { TimelineReader } from '../timeline/timeline.reader.js';

/** More squares than this are no picture any more. */
export const MOST_CELLS = 2000;
/** How many objectives, with their evidence, are held at a time. */
const PAGE = 500;

interface Row extends Omit<ReportObjective, 'recordedAt' | 'levelLabel'> {
  position: number;
  id: number;
  recordedAt: Date | null;
}

@Injectable()
export class ReportReader {
  constructor(
    private readonly reads: Reads,
    private readonly scorecards: ScorecardReader,
    private readonly timelines: TimelineReader,
  ) {}

  /**
   * The report of a plan: its scorecard, and all else as of the very moment that the scorecard carries.
   * @throws Refusal `not-found` (plan), or `invalid-query`
   */
  async get(plan: string, question: ReportQuestion = {}): Promise<Report> {
    return (await this.read(plan, question)).report;
  }

  /**
   * The same, with the edition that it was made of.
   * @throws Refusal `not-found` (plan), or `invalid-query`
   */
  async read(plan: string, question: ReportQuestion): Promise<{ report: Report; edition: Edition }> {
    const { scorecard, edition, reading } = await this.scorecards.read(plan, question);
    const read = levelReader(reading);
    const { asOf, knownAt, assessor, language } = scorecard;
    const [cells, { timeline }] = await Promise.all([
      scorecard.total.objectives > MOST_CELLS ? null : this.cells(scorecard, read),
      this.timelines.read(plan, {
        asOf,
        knownAt,
        assessor: assessor.slug,
        lang: language,
        scale: question.scale,
      }),
    ]);
    const objectives = (): AsyncIterable<ReportObjective> => this.objectives(scorecard, read);
    return { report: { scorecard, cells, timeline: timeline.points, objectives }, edition };
  }

  /** Every objective of a scorecard's plan, small, in the plan's order. @param read what each level reads as */
  async cells(scorecard: Scorecard, read: (level: string) => string): Promise<Cell[]> {
    const cells = await this.reads.rows<Cell>(CELLS, [
      ...momentOfCard(scorecard),
      scorecard.total.objectives,
    ]);
    return cells.map((cell) => ({ ...cell, level: read(cell.level) }));
  }

  /** Page by page by the key of the last one: what was recorded meanwhile carries a later instant and is not seen. */
  private async *objectives(
    scorecard: Scorecard,
    read: (level: string) => string,
  ): AsyncGenerator<ReportObjective> {
    const levels = new Map(scorecard.scale.levels.map((level) => [level.slug, level]));
    const withoutStatus = wordsOf(scorecard.language).text('evidenceWithoutStatus');
    let after: [position: number, id: number] = [0, 0];
    for (;;) {
      const rows = await this.reads.rows<Row>(OBJECTIVES, [...momentOfCard(scorecard), ...after, PAGE]);
      for (const { position, id, recordedAt, ...objective } of rows) {
        after = [position, id];
        const level = read(objective.level);
        const { label = level, assessed = true } = levels.get(level) ?? {};
        yield {
          ...objective,
          level,
          levelLabel: !assessed && objective.evidence.length > 0 ? withoutStatus : label,
          recordedAt: recordedAt?.toISOString() ?? null,
        };
      }
      if (rows.length < PAGE) return;
    }
  }
}

/** What finds the objectives of a scorecard again: its plan, assessor, language and moment. */
function momentOfCard({ plan, assessor, language, asOf, knownAt }: Scorecard): string[] {
  return [plan.slug, assessor.slug, language, asOf, knownAt];
}
