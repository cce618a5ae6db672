import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { AssessmentsModule } from '../assessments/assessments.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { ReportingModule } from '../reporting/reporting.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { AuditCheck } from './access/audit-check.js';
import { AuditPagesController } from './access/audit-pages.controller.js';
import { PeoplePagesController } from './access/people-pages.controller.js';
import { TokensPagesController } from './access/tokens-pages.controller.js';
import { SignInController } from './account/sign-in.controller.js';
import { HomeController } from './home/home.controller.js';
import { AssetsController } from './page/assets.controller.js';
import { ProblemsController } from './problems/problems.controller.js';
import { ScorecardPagesController } from './scorecard/scorecard-pages.controller.js';
import { SourcesPagesController } from './sources/sources-pages.controller.js';

/** The pages: what the other modules know and do, for people with a browser. */
@Module({
  imports: [AuthModule, PlansModule, AssessmentsModule, ReportingModule, SourcesModule],
  controllers: [
    AssetsController,
    SignInController,
    HomeController,
    ScorecardPagesController,
    SourcesPagesController,
    ProblemsController,
    TokensPagesController,
    PeoplePagesController,
    AuditPagesController,
  ],
  providers: [AuditCheck],
})
export class WebModule {}
