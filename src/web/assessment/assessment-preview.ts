import { Injectable } from '@nestjs/common';
import type { Change } from '../../assessments/assessments.service.js';
import type { AssessmentInput } from '../../assessments/dto/assessment.dto.js';
import { type ObjectiveView, ObjectivesReader } from '../../assessments/objectives.reader.js';
import { RecordAssessment } from '../../assessments/record-assessment.js';
import { today } from '../../core/dates.js';
import type { Language } from '../../language/languages.js';
import type { Scorecard } from '../../reporting/scorecard/scorecard.js';
import { ScorecardReader } from '../../reporting/scorecard/scorecard.reader.js';

/** What a scorecard says now, and what it would say after an assessment. */
export interface Effect {
  before: Scorecard;
  after: Scorecard;
}

/** What recording an assessment would do, without it being done. */
export interface Preview {
  today: Effect;
  /**
   * The scorecard of the day that the assessment is true of; only where it would not become the current assessment, because one of a
   * later day is recorded: today's scorecard does not show it then.
   */
  thatDay: Effect | null;
  before: ObjectiveView;
  after: ObjectiveView;
}

/** Takes the transaction back once everything has been read, and carries what was. */
class TakenBack extends Error {
  constructor(readonly preview: Preview) {
    super('taken back');
  }
}

/** Says what an assessment would do to the scorecard: it is recorded, the scorecard is read, and all of it is taken back. */
@Injectable()
export class AssessmentPreview {
  constructor(
    private readonly recording: RecordAssessment,
    private readonly objectives: ObjectivesReader,
    private readonly scorecards: ScorecardReader,
  ) {}

  /** @throws Refusal whatever recording it would be refused for */
  async of(change: Change, input: AssessmentInput, lang: Language): Promise<Preview> {
    const { plan, objective: code } = change;
    const { assessor } = input;
    try {
      return await this.recording.within(input, async (record) => {
        // Within the transaction, so that reads see what it writes.
        const read = async (asOf: string): Promise<Scorecard> =>
          this.scorecards.get(plan, { assessor, lang, asOf });
        const standing = async (): Promise<ObjectiveView> =>
          (await this.objectives.get(plan, code, assessor)).objective;
        const isPast = input.effectiveOn < today();
        const earlier = {
          objective: await standing(),
          today: await read(today()),
          thatDay: isPast ? await read(input.effectiveOn) : null,
        };
        const { id } = await record(change);
        const after = await standing();
        const isCurrent = after.assessment === id;
        throw new TakenBack({
          before: earlier.objective,
          after,
          today: { before: earlier.today, after: await read(today()) },
          thatDay:
            isCurrent || earlier.thatDay === null
              ? null
              : { before: earlier.thatDay, after: await read(input.effectiveOn) },
        });
      });
    } catch (error) {
      if (error instanceof TakenBack) return error.preview;
      throw error;
    }
  }
}
