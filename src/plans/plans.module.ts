import { Module } from '@nestjs/common';
import { AssessorsController } from './assessors.controller.js';
import { AssessorsService } from './assessors.service.js';
import { ObjectivesService } from './objectives.service.js';
import { PlanClock } from './plan-clock.js';
import { PlansController } from './plans.controller.js';
import { PlansReader } from './plans.reader.js';
import { PlansService } from './plans.service.js';
import { ScaleMappingsController } from './scale-mappings.controller.js';
import { ScaleMappingsReader } from './scale-mappings.reader.js';
import { ScaleMappingsService } from './scale-mappings.service.js';
import { ScalesController } from './scales.controller.js';
import { ScalesReader } from './scales.reader.js';
import { ScalesService } from './scales.service.js';
import { TranslationsService } from './translations.service.js';

const open = [
  PlanClock,
  AssessorsService,
  PlansService,
  PlansReader,
  ObjectivesService,
  ScalesService,
  TranslationsService,
  ScalesReader,
  ScaleMappingsService,
  ScaleMappingsReader,
];

@Module({
  controllers: [PlansController, AssessorsController, ScalesController, ScaleMappingsController],
  providers: open,
  exports: open,
})
export class PlansModule {}
