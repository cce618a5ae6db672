import { Module } from '@nestjs/common';
import { AssessmentsModule } from '../assessments/assessments.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { DatasetLoader } from './dataset-loader.js';
import { Seeds } from './seeds.js';

@Module({
  imports: [PlansModule, SourcesModule, AssessmentsModule],
  providers: [DatasetLoader, Seeds],
  exports: [Seeds],
})
export class InterchangeModule {}
