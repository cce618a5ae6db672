import { Module } from '@nestjs/common';
import { PlansModule } from '../plans/plans.module.js';
import { AgreementController } from './agreement.controller.js';
import { AgreementReader } from './agreement.reader.js';
import { OverviewController } from './overview.controller.js';
import { OverviewReader } from './overview.reader.js';
import { ReportReader } from './report.reader.js';
import { ReportingController } from './reporting.controller.js';
import { ScorecardReader } from './scorecard.reader.js';
import { SnapshotsController } from './snapshots/snapshots.controller.js';
import { SnapshotsReader } from './snapshots/snapshots.reader.js';
import { SnapshotsService } from './snapshots/snapshots.service.js';
import { TimelineReader } from './timeline.reader.js';

@Module({
  imports: [PlansModule],
  controllers: [ReportingController, OverviewController, AgreementController, SnapshotsController],
  providers: [
    ScorecardReader,
    TimelineReader,
    ReportReader,
    OverviewReader,
    AgreementReader,
    SnapshotsReader,
    SnapshotsService,
  ],
  exports: [
    ScorecardReader,
    TimelineReader,
    ReportReader,
    OverviewReader,
    AgreementReader,
    SnapshotsReader,
    SnapshotsService,
  ],
})
export class ReportingModule {}
