import { Module } from '@nestjs/common';
import { PlansModule } from '../plans/plans.module.js';
import { AgreementController } from './agreement.controller.js';
import { AgreementReader } from './agreement.reader.js';
import { ReportingController } from './reporting.controller.js';
import { ScorecardReader } from './scorecard.reader.js';
import { SnapshotsController } from './snapshots/snapshots.controller.js';
import { SnapshotsReader } from './snapshots/snapshots.reader.js';
import { SnapshotsService } from './snapshots/snapshots.service.js';

@Module({
  imports: [PlansModule],
  controllers: [ReportingController, AgreementController, SnapshotsController],
  providers: [ScorecardReader, AgreementReader, SnapshotsReader, SnapshotsService],
  exports: [ScorecardReader, AgreementReader, SnapshotsReader, SnapshotsService],
})
export class ReportingModule {}
