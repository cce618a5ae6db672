import { AnswerLanguage, OneOf, Slug } from '../../http/fields.js';
import type { Language } from '../../language/languages.js';
import { MomentQuery } from '../../reporting/dto/moment.dto.js';
import { DATASET_FORMAT_NAMES, EXPORT_FORMAT_NAMES, type ExportFormatName } from './export-formats.js';

export class ExportQuery extends MomentQuery {
  @OneOf(EXPORT_FORMAT_NAMES, {
    optional: true,
    description: 'The format; default: the one that Accept likes best',
    example: 'csv',
  })
  format?: ExportFormatName;

  @Slug({ optional: true, description: "Whose statuses; default: the plan's default assessor" })
  assessor?: string;

  @AnswerLanguage({ description: 'The language of the documents in a package; default en' })
  lang?: Language;

  @OneOf(['true', 'false'], { optional: true, description: 'CSV: start with a byte order mark, for Excel' })
  bom?: 'true' | 'false';
}

export class DatasetQuery {
  @OneOf(DATASET_FORMAT_NAMES, {
    optional: true,
    description: 'The layout; default: the one that Accept likes best',
    example: 'jsonl',
  })
  format?: (typeof DATASET_FORMAT_NAMES)[number];
}
