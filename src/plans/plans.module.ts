import { Module } from '@nestjs/common';
import { ObjectivesService } from './objectives.service.js';
import { PlanClock } from './plan-clock.js';
import { PlansController } from './plans.controller.js';
import { PlansReader } from './plans.reader.js';
import { PlansService } from './plans.service.js';
import { ScalesController } from './scales.controller.js';
import { ScalesReader } from './scales.reader.js';
import { ScalesService } from './scales.service.js';
import { TranslationsService } from './translations.service.js';

const open = [
  PlanClock,
  PlansService,
  PlansReader,
  ObjectivesService,
  ScalesService,
  TranslationsService,
  ScalesReader,
];

@Module({ controllers: [PlansController, ScalesController], providers: open, exports: open })
export class PlansModule {}
