import { Module } from '@nestjs/common';
import { PlansModule } from '../plans/plans.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { AssessmentsController } from './assessments.controller.js';
import { AssessmentBatchesController } from './assessment-batches.controller.js';
import { AssessmentsService } from './assessments.service.js';
import { BearingsReader } from './bearings.reader.js';
import { AssessmentResolver } from './assessment-resolver.js';
import { HistoryReader } from './history.reader.js';
import { ObjectivesController } from './objectives.controller.js';
import { ObjectivesReader } from './objectives.reader.js';
import { RecordAssessment } from './record-assessment.js';
import { RecordAssessments } from './record-assessments.js';

const open = [
  AssessmentsService,
  AssessmentResolver,
  RecordAssessment,
  RecordAssessments,
  HistoryReader,
  ObjectivesReader,
  BearingsReader,
];

@Module({
  imports: [PlansModule, SourcesModule],
  controllers: [ObjectivesController, AssessmentsController, AssessmentBatchesController],
  providers: open,
  exports: open,
})
export class AssessmentsModule {}
