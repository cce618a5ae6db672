import { Module } from '@nestjs/common';
import { PlansModule } from '../plans/plans.module.js';
import { AgreementController } from './agreement.controller.js';
import { AgreementReader } from './agreement.reader.js';
import { OverviewController } from './overview.controller.js';
import { OverviewReader } from './overview.reader.js';
import { ReportReader } from './report.reader.js';
import { ReportingController } from './reporting.controller.js';
import { ScorecardReader } from './scorecard.reader.js';
import { TimelineReader } from './timeline.reader.js';

@Module({
  imports: [PlansModule],
  controllers: [ReportingController, OverviewController, AgreementController],
  providers: [ScorecardReader, TimelineReader, ReportReader, OverviewReader, AgreementReader],
  exports: [ScorecardReader, TimelineReader, ReportReader, OverviewReader, AgreementReader],
})
export class ReportingModule {}
