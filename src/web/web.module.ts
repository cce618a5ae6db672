import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { AssessmentsModule } from '../assessments/assessments.module.js';
import { ComparisonModule } from '../comparison/comparison.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { ReportingModule } from '../reporting/reporting.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { SignInController } from './account/sign-in.controller.js';
import { HomeController } from './home/home.controller.js';
import { ObjectivePageReader } from './objective/objective-model.js';
import { ObjectivePagesController } from './objective/objective-pages.controller.js';
import { AssetsController } from './page/assets.controller.js';
import { ScorecardPagesController } from './scorecard/scorecard-pages.controller.js';
import { SourcePageReader } from './sources/source-model.js';
import { SourcesPagesController } from './sources/sources-pages.controller.js';

/** The pages: what the other modules know and do, for people with a browser. */
@Module({
  imports: [AuthModule, PlansModule, AssessmentsModule, ReportingModule, SourcesModule, ComparisonModule],
  controllers: [
    AssetsController,
    SignInController,
    HomeController,
    ScorecardPagesController,
    ObjectivePagesController,
    SourcesPagesController,
  ],
  providers: [ObjectivePageReader, SourcePageReader],
})
export class WebModule {}
