import { Module } from '@nestjs/common';
import { PlansModule } from '../plans/plans.module.js';
import { LinksController } from './links.controller.js';
import { LinksReader } from './links.reader.js';
import { LinksService } from './links.service.js';
import { PairsReader } from './pairs.reader.js';
import { ThreadsController } from './threads.controller.js';
import { ThreadsReader } from './threads.reader.js';

const open = [PairsReader, LinksService, LinksReader, ThreadsReader];

@Module({
  imports: [PlansModule],
  controllers: [LinksController, ThreadsController],
  providers: open,
  exports: open,
})
export class ComparisonModule {}
