import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { AssessmentsModule } from '../assessments/assessments.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { ReportingModule } from '../reporting/reporting.module.js';
import { SearchModule } from '../search/search.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { SignInController } from './account/sign-in.controller.js';
import { HomeController } from './home/home.controller.js';
import { AssetsController } from './page/assets.controller.js';
import { RatingController } from './rating/rating.controller.js';
import { RatingModel } from './rating/rating-model.js';
import { RatingPreview } from './rating/rating-preview.js';
import { ScorecardPagesController } from './scorecard/scorecard-pages.controller.js';
import { SourcesPagesController } from './sources/sources-pages.controller.js';

/** The pages: what the other modules know and do, for people with a browser. */
@Module({
  imports: [AuthModule, PlansModule, AssessmentsModule, ReportingModule, SourcesModule, SearchModule],
  controllers: [
    AssetsController,
    SignInController,
    HomeController,
    ScorecardPagesController,
    SourcesPagesController,
    RatingController,
  ],
  providers: [RatingModel, RatingPreview],
})
export class WebModule {}
