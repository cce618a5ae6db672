import { Day, Flag, Items, LevelSlug, OneOf, Slug, Text } from '../../http/fields.js';
import { PageQuery } from '../../http/page-query.js';
import { PassageReference } from '../../sources/dto/source.dto.js';
import { CAUSES, type Cause } from '../assessment.entity.js';
import { type Bearing, BEARINGS } from '../evidence.entity.js';

/** A passage with its bearing on the status. */
export class EvidenceInput extends PassageReference {
  @OneOf(BEARINGS, { description: 'How the passage bears on the status' })
  bearing: Bearing;

  @Text({ max: 1000, optional: true, description: 'Why the passage is relevant, in your own words' })
  note?: string;
}

export class AssessmentInput {
  @Slug({
    optional: true,
    description: "The assessor; default: the plan's first independent one",
  })
  assessor?: string;

  @LevelSlug({ description: "A level of the plan's scale", example: 'implemented' })
  status: string;

  @Day({
    description: 'The day from which the status is effective; not in the future',
    example: '2023-11-23',
  })
  effectiveOn: string;

  @Flag({
    optional: true,
    description: 'Lets an editor record a day more than ten years outside the term of the plan',
  })
  outsideTerm?: boolean;

  @Text({ max: 10_000, description: 'The rationale, in your own words' })
  rationale: string;

  @OneOf(CAUSES, { optional: true, description: 'Why the objective was not achieved' })
  cause?: Cause;

  @Items(() => EvidenceInput, {
    most: 100,
    optional: true,
    description: 'The passages as evidence; a final status requires at least one',
  })
  evidence?: EvidenceInput[];
}

export class RetractionInput {
  @Text({ max: 10_000, description: 'Why the earlier assessment is retracted' })
  rationale: string;
}

export class AssessorQuery {
  @Slug({ optional: true, description: "The assessor; default: the plan's default assessor" })
  assessor?: string;
}

export class HistoryQuery extends PageQuery {
  @Slug({ optional: true, description: 'Only this assessor', example: 'presidency' })
  assessor?: string;
}
