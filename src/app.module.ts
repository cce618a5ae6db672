import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { AssessmentsModule } from './assessments/assessments.module.js';
import { AuthModule } from './auth/auth.module.js';
import { ClaimsModule } from './claims/claims.module.js';
import { Settings } from './config/settings.js';
import { ComparisonModule } from './comparison/comparison.module.js';
import { DatabaseModule } from './database/database.module.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { InterchangeModule } from './interchange/interchange.module.js';
import { PlansModule } from './plans/plans.module.js';
import { ReportingModule } from './reporting/reporting.module.js';
import { SearchModule } from './search/search.module.js';
import { SourcesModule } from './sources/sources.module.js';
import { WebModule } from './web/web.module.js';

/** What the environment decided, for anyone who needs it. */
@Global()
@Module({})
class SettingsModule {
  static of(settings: Settings): DynamicModule {
    return {
      module: SettingsModule,
      providers: [{ provide: Settings, useValue: settings }],
      exports: [Settings],
    };
  }
}

/** The table of contents. */
@Module({
  imports: [
    HttpModule,
    AuthModule,
    PlansModule,
    SourcesModule,
    ClaimsModule,
    AssessmentsModule,
    ReportingModule,
    ComparisonModule,
    InterchangeModule,
    SearchModule,
    HealthModule,
    WebModule,
  ],
})
export class AppModule {
  /** The application on a connected data source. */
  static on(source: DataSource, settings = new Settings()): DynamicModule {
    return { module: AppModule, imports: [SettingsModule.of(settings), DatabaseModule.of(source)] };
  }
}
