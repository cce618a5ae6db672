import { type DynamicModule, Module } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { AssessmentsModule } from './assessments/assessments.module.js';
import { DatabaseModule } from './database/database.module.js';
import { HealthModule } from './health/health.module.js';
import { InterchangeModule } from './interchange/interchange.module.js';
import { PlansModule } from './plans/plans.module.js';
import { ReportingModule } from './reporting/reporting.module.js';
import { SearchModule } from './search/search.module.js';
import { SourcesModule } from './sources/sources.module.js';

/** The table of contents. */
@Module({
  imports: [
    PlansModule,
    SourcesModule,
    AssessmentsModule,
    ReportingModule,
    InterchangeModule,
    SearchModule,
    HealthModule,
  ],
})
export class AppModule {
  /** The application on a connected data source. */
  static on(source: DataSource): DynamicModule {
    return { module: AppModule, imports: [DatabaseModule.of(source)] };
  }
}
