import { Module } from '@nestjs/common';
import { AssessorsController } from './assessors.controller.js';
import { AssessorsService } from './assessors.service.js';
import { AreasController } from './areas.controller.js';
import { AreasService } from './areas.service.js';
import { ObjectivesService } from './objectives.service.js';
import { OrganizationsController } from './organizations/organizations.controller.js';
import { OrganizationsReader } from './organizations/organizations.reader.js';
import { OrganizationsService } from './organizations/organizations.service.js';
import { PlanClock } from './plan-clock.js';
import { PlanLifeController } from './plan-life.controller.js';
import { PlanLifeService } from './plan-life.service.js';
import { PlansController } from './plans.controller.js';
import { PlansReader } from './plans.reader.js';
import { PlansService } from './plans.service.js';
import { ScaleMappingsController } from './scales/scale-mappings.controller.js';
import { ScaleMappingsReader } from './scales/scale-mappings.reader.js';
import { ScaleMappingsService } from './scales/scale-mappings.service.js';
import { ScalesController } from './scales/scales.controller.js';
import { ScalesReader } from './scales/scales.reader.js';
import { ScalesService } from './scales/scales.service.js';
import { TranslationsService } from './translations.service.js';

const open = [
  PlanClock,
  AssessorsService,
  PlansService,
  PlanLifeService,
  AreasService,
  OrganizationsService,
  OrganizationsReader,
  PlansReader,
  ObjectivesService,
  ScalesService,
  TranslationsService,
  ScalesReader,
  ScaleMappingsService,
  ScaleMappingsReader,
];

@Module({
  controllers: [
    PlansController,
    PlanLifeController,
    AreasController,
    OrganizationsController,
    AssessorsController,
    ScalesController,
    ScaleMappingsController,
  ],
  providers: open,
  exports: open,
})
export class PlansModule {}
