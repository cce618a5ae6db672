import {
  flag,
  list,
  object,
  oneOf,
  type Schema,
  text,
  textOrNull,
  whole,
} from '../../reporting/report.schemas.js';
import { MAPPING_SCHEMA } from './import-mapping.js';

/*
 * The report of an import as JSON Schema, for the OpenAPI document. A test checks real answers against it.
 */

const sheet: Schema = { ...textOrNull, description: 'null where the file has none' };
const place = { sheet, row: { ...whole, description: 'From 1, as the spreadsheet shows it' }, column: text };
const counted = object({ created: whole, changed: whole, unchanged: whole }, ['changed']);

/** What an import did or would do, and everything that a person should know of it. */
export const IMPORT_REPORT_SCHEMA = object(
  {
    applied: { ...flag, description: 'Whether it is stored' },
    format: oneOf(['csv', 'xlsx', 'dataset', 'stratml']),
    encoding: text,
    delimiter: text,
    plan: text,
    columns: list(object({ sheet, column: text, as: { ...textOrNull, description: 'null: not used' } })),
    statuses: list(object({ value: text, rows: whole, level: textOrNull, nearest: list(text) })),
    counts: { type: 'object', additionalProperties: counted },
    faults: list(
      object(
        {
          ...place,
          value: text,
          message: text,
          nearest: list(text, 'The nearest right values, best first'),
          asks: { ...text, description: 'The member of the mapping that would answer it' },
        },
        ['sheet', 'row', 'column', 'value', 'nearest', 'asks'],
      ),
    ),
    leftOut: list(object({ sheet, row: whole, reason: text })),
    warnings: list(object({ ...place, value: text, message: text }, ['sheet', 'row', 'column', 'value'])),
    kept: list(object({ path: text, as: oneOf(['extra']) })),
  },
  ['encoding', 'delimiter', 'plan'],
);

/** What the form of an import holds. */
export const IMPORT_FORM_SCHEMA: object = {
  type: 'object',
  required: ['file'],
  properties: {
    file: { type: 'string', format: 'binary' },
    plan: { ...text, description: 'The slug of a plan, or a new plan as JSON, as for POST /plans' },
    mapping: { ...MAPPING_SCHEMA, description: `${MAPPING_SCHEMA.description}, as JSON` },
    assessor: { ...text, description: 'Whose statuses they are, where the file does not say' },
  },
};
