import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { AssessmentsModule } from '../assessments/assessments.module.js';
import { ComparisonModule } from '../comparison/comparison.module.js';
import { InterchangeModule } from '../interchange/interchange.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { ReportingModule } from '../reporting/reporting.module.js';
import { SearchModule } from '../search/search.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { AuditCheck } from './access/audit-check.js';
import { AuditPagesController } from './access/audit-pages.controller.js';
import { PeoplePagesController } from './access/people-pages.controller.js';
import { TokensPagesController } from './access/tokens-pages.controller.js';
import { DisplayNameController } from './account/display-name.controller.js';
import { SignInController } from './account/sign-in.controller.js';
import { ComparePagesController } from './comparison/compare-pages.controller.js';
import { ComparisonModels } from './comparison/comparison-model.js';
import { ComparisonPagesController } from './comparison/comparison-pages.controller.js';
import { HomeController } from './home/home.controller.js';
import { ImportPageController } from './import/import-page.controller.js';
import { ObjectivePageReader } from './objective/objective-model.js';
import { ObjectivePagesController } from './objective/objective-pages.controller.js';
import { AssetsController } from './page/assets.controller.js';
import { ProblemsController } from './problems/problems.controller.js';
import { AssessmentPageController } from './assessment/assessment.controller.js';
import { AssessmentModel } from './assessment/assessment-model.js';
import { AssessmentPreview } from './assessment/assessment-preview.js';
import { ScorecardPagesController } from './scorecard/scorecard-pages.controller.js';
import { SearchPageController } from './search/search-page.controller.js';
import { SourcePageReader } from './sources/source-model.js';
import { SourcesPagesController } from './sources/sources-pages.controller.js';

/** The pages: what the other modules know and do, for people with a browser. */
@Module({
  imports: [
    AuthModule,
    PlansModule,
    AssessmentsModule,
    ReportingModule,
    ComparisonModule,
    SearchModule,
    SourcesModule,
    InterchangeModule,
  ],
  controllers: [
    AssetsController,
    SignInController,
    DisplayNameController,
    HomeController,
    ScorecardPagesController,
    ObjectivePagesController,
    SourcesPagesController,
    ProblemsController,
    TokensPagesController,
    PeoplePagesController,
    AuditPagesController,
    ComparePagesController,
    ComparisonPagesController,
    SearchPageController,
    AssessmentPageController,
    ImportPageController,
  ],
  providers: [
    AuditCheck,
    ComparisonModels,
    ObjectivePageReader,
    SourcePageReader,
    AssessmentModel,
    AssessmentPreview,
  ],
})
export class WebModule {}
