import { Module, type OnModuleDestroy } from '@nestjs/common';
import { closePdfWorkers } from '../documents/pdf/pdf-workers.js';
import { PlansModule } from '../plans/plans.module.js';
import { AgreementController } from './agreement/agreement.controller.js';
import { AgreementReader } from './agreement/agreement.reader.js';
import { OverviewController } from './overview/overview.controller.js';
import { OverviewReader } from './overview/overview.reader.js';
import { ReportReader } from './scorecard/report.reader.js';
import { ReportingController } from './scorecard/scorecard.controller.js';
import { ScorecardReader } from './scorecard/scorecard.reader.js';
import { SnapshotsController } from './snapshots/snapshots.controller.js';
import { SnapshotsReader } from './snapshots/snapshots.reader.js';
import { SnapshotsService } from './snapshots/snapshots.service.js';
import { TimelineReader } from './timeline/timeline.reader.js';

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
export class ReportingModule implements OnModuleDestroy {
  /** For every kind of document: what prints one imports this module. */
  onModuleDestroy(): Promise<void> {
    return closePdfWorkers();
  }
}
