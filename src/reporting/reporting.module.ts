import { Module } from '@nestjs/common';
import { PlansModule } from '../plans/plans.module.js';
import { AgreementController } from './agreement.controller.js';
import { AgreementReader } from './agreement.reader.js';
import { ReportReader } from './report.reader.js';
import { ReportingController } from './reporting.controller.js';
import { ScorecardReader } from './scorecard.reader.js';
import { TimelineReader } from './timeline.reader.js';

@Module({
  imports: [PlansModule],
  controllers: [ReportingController, AgreementController],
  providers: [ScorecardReader, TimelineReader, ReportReader, AgreementReader],
  exports: [ScorecardReader, TimelineReader, ReportReader, AgreementReader],
})
export class ReportingModule {}
