import { Module } from '@nestjs/common';
import { AssessmentsModule } from '../assessments/assessments.module.js';
import { ClaimsModule } from '../claims/claims.module.js';
import { ComparisonModule } from '../comparison/comparison.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { ReportingModule } from '../reporting/reporting.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { ExportController } from './export/export.controller.js';
import { ExportedPlanReader } from './export/exported-plan.reader.js';
import { DatasetImport } from './dataset/dataset-import.js';
import { DatasetReader } from './dataset/dataset.reader.js';
import { DatasetRestore } from './dataset/restore/dataset-restore.js';
import { DatasetLoader } from './dataset-loader.js';
import { ApplyImport } from './import/apply-import.js';
import { FileImport } from './import/file-import.js';
import { ImportUploads } from './import/import-uploads.js';
import { ImportsController } from './import/imports.controller.js';
import { LinkSetLoader } from './link-set.js';
import { Seeds } from './seeds.js';

@Module({
  imports: [PlansModule, SourcesModule, ClaimsModule, AssessmentsModule, ComparisonModule, ReportingModule],
  controllers: [ExportController, ImportsController],
  providers: [
    DatasetReader,
    DatasetImport,
    DatasetRestore,
    ApplyImport,
    FileImport,
    ImportUploads,
    ExportedPlanReader,
    DatasetLoader,
    LinkSetLoader,
    Seeds,
  ],
  exports: [DatasetReader, DatasetImport, FileImport, ImportUploads, Seeds],
})
export class InterchangeModule {}
