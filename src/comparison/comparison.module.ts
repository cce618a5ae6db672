import { Module, type OnModuleDestroy } from '@nestjs/common';
import { PlansModule } from '../plans/plans.module.js';
import { ReportingModule } from '../reporting/reporting.module.js';
import { ChainReader } from './chain.reader.js';
import { ComparisonReader } from './comparison.reader.js';
import { ComparisonsController } from './comparisons.controller.js';
import { DecisionsController } from './decisions/decisions.controller.js';
import { DecisionsReader } from './decisions/decisions.reader.js';
import { DecisionsService } from './decisions/decisions.service.js';
import { LinksController } from './links/links.controller.js';
import { LinksReader } from './links/links.reader.js';
import { LinksService } from './links/links.service.js';
import { PairClock } from './pair-clock.js';
import { PairsReader } from './pairs.reader.js';
import { SuggestionsReader } from './suggestions.reader.js';
import { SuggestWorkers } from './suggestions/suggest-workers.js';
import { ThreadsController } from './threads.controller.js';
import { ThreadsReader } from './threads.reader.js';

const open = [
  PairsReader,
  LinksService,
  LinksReader,
  DecisionsService,
  DecisionsReader,
  ThreadsReader,
  SuggestionsReader,
  ComparisonReader,
  ChainReader,
];

@Module({
  imports: [PlansModule, ReportingModule],
  controllers: [LinksController, DecisionsController, ThreadsController, ComparisonsController],
  providers: [...open, PairClock, { provide: SuggestWorkers, useFactory: () => new SuggestWorkers() }],
  exports: open,
})
export class ComparisonModule implements OnModuleDestroy {
  constructor(private readonly workers: SuggestWorkers) {}

  onModuleDestroy(): Promise<void> {
    return this.workers.close();
  }
}
