import { Module, type OnModuleDestroy } from '@nestjs/common';
import { PlansModule } from '../plans/plans.module.js';
import { CitationsService } from './citations.service.js';
import { PassageReferences } from './passage-references.js';
import { PassageResolver } from './passage-resolver.js';
import { PassagesService } from './passages.service.js';
import { PlacesReader } from './places.reader.js';
import { SourcesController } from './sources.controller.js';
import { SourcesReader } from './sources.reader.js';
import { SourcesService } from './sources.service.js';
import { TextWorkers } from './texts/text-workers.js';
import { TextsController } from './texts.controller.js';
import { TextsReader } from './texts.reader.js';
import { TextsService } from './texts.service.js';

const open = [
  SourcesService,
  SourcesReader,
  PassagesService,
  PassageResolver,
  PassageReferences,
  CitationsService,
  TextsService,
  TextsReader,
  PlacesReader,
  { provide: TextWorkers, useFactory: () => new TextWorkers() },
];

@Module({
  imports: [PlansModule],
  controllers: [SourcesController, TextsController],
  providers: open,
  exports: open,
})
export class SourcesModule implements OnModuleDestroy {
  constructor(private readonly workers: TextWorkers) {}

  onModuleDestroy(): Promise<void> {
    return this.workers.close();
  }
}
