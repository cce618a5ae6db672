import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import { ReportReader } from '../../reporting/scorecard/report.reader.js';
import type { Edition, ReportQuestion } from '../../reporting/scorecard/scorecard.reader.js';
import type { Scorecard } from '../../reporting/scorecard/scorecard.js';
import { noPlan } from '../../plans/plans.reader.js';
import type { ExportedObjective, ExportedPlan } from './exported-plan.js';
import { EXPORTED_OBJECTIVES, EXPORTED_PLAN } from './exported-plan.sql.js';

/** How many objectives, with their histories, are held at a time. */
const PAGE = 200;

type Row = ExportedObjective & { position: number; id: number };

@Injectable()
export class ExportedPlanReader {
  constructor(
    private readonly reads: Reads,
    private readonly reports: ReportReader,
  ) {}

  /**
   * A plan to be exported, with the edition that it was made of: all of it as of the very moment that its scorecard carries.
   * @throws Refusal `not-found` (plan), or `invalid-query`
   */
  async read(plan: string, question: ReportQuestion): Promise<{ exported: ExportedPlan; edition: Edition }> {
    const { report, edition } = await this.reports.read(plan, question);
    const moment = momentOfCard(report.scorecard);
    const row = await this.reads.first<Omit<ExportedPlan, 'report' | 'objectives'>>(
      EXPORTED_PLAN,
      moment.slice(0, 3),
    );
    if (!row) throw noPlan(plan);
    return { exported: { ...row, report, objectives: () => this.objectives(moment) }, edition };
  }

  /** Page by page by the key of the last one: what was recorded meanwhile carries a later instant and is not seen. */
  private async *objectives(moment: readonly string[]): AsyncGenerator<ExportedObjective> {
    let after: [position: number, id: number] = [0, 0];
    for (;;) {
      const rows = await this.reads.rows<Row>(EXPORTED_OBJECTIVES, [...moment, ...after, PAGE]);
      for (const { position, id, ...objective } of rows) {
        after = [position, id];
        yield objective;
      }
      if (rows.length < PAGE) return;
    }
  }
}

/** What finds the plan of a scorecard again: its slug, assessor and moment. */
function momentOfCard({ plan, assessor, asOf, knownAt }: Scorecard): string[] {
  return [plan.slug, assessor.slug, knownAt, asOf];
}
