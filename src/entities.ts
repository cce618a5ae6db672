import { Assessment } from './assessments/assessment.entity.js';
import { CurrentRating } from './assessments/current-rating.entity.js';
import { Evidence } from './assessments/evidence.entity.js';
import { EvidenceReading } from './assessments/evidence-reading.entity.js';
import { ObjectiveDecision } from './comparison/decisions/objective-decision.entity.js';
import { ObjectiveLink } from './comparison/links/objective-link.entity.js';
import { Area } from './plans/area.entity.js';
import { Assessor } from './plans/assessor.entity.js';
import { Objective } from './plans/objective.entity.js';
import { Organization } from './plans/organizations/organization.entity.js';
import { Plan, PlanAssessor } from './plans/plan.entity.js';
import { PlanImport } from './plans/plan-import.entity.js';
import { RatingLevel, RatingScale } from './plans/scales/rating-scale.entity.js';
import { Snapshot } from './reporting/snapshots/snapshot.entity.js';
import { ScaleMapping } from './plans/scales/scale-mapping.entity.js';
import { Claim } from './claims/claim.entity.js';
import { ClaimRetraction } from './claims/claim-retraction.entity.js';
import { Passage } from './sources/passage.entity.js';
import { PassageAnchor } from './sources/passage-anchor.entity.js';
import { Source } from './sources/source.entity.js';
import { SourceText } from './sources/source-text.entity.js';
import { ObjectiveStatement } from './sources/statement.entity.js';

/** Every table that is written through an entity. */
export const ENTITIES = [
  Organization,
  RatingScale,
  RatingLevel,
  ScaleMapping,
  Assessor,
  Plan,
  PlanAssessor,
  PlanImport,
  Area,
  Objective,
  Source,
  SourceText,
  Passage,
  PassageAnchor,
  ObjectiveStatement,
  Claim,
  ClaimRetraction,
  Assessment,
  Evidence,
  EvidenceReading,
  CurrentRating,
  Snapshot,
  ObjectiveDecision,
  ObjectiveLink,
];
