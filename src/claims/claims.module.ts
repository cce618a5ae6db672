import { Module } from '@nestjs/common';
import { PlansModule } from '../plans/plans.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { ClaimsController } from './claims.controller.js';
import { ClaimsReader } from './claims.reader.js';
import { ClaimsService } from './claims.service.js';

@Module({
  imports: [PlansModule, SourcesModule],
  controllers: [ClaimsController],
  providers: [ClaimsService, ClaimsReader],
  exports: [ClaimsService, ClaimsReader],
})
export class ClaimsModule {}
