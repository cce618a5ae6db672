import type { ImportTarget } from '../../interchange/import/file-import.js';
import type { ImportMapping } from '../../interchange/import/import-report.js';
import { decode, type Fields, inputOf } from '../page/forms.js';
import { PlanInput } from '../../plans/dto/plan.dto.js';

/** What the selects of the form say beside a field or a level. */
export const IGNORED = 'ignore';
export const NO_STATUS = 'none';

/** Where the form says that the file goes. @throws Refusal `invalid-input` */
export async function targetIn(fields: Fields): Promise<ImportTarget> {
  if (fields.into) return fields.into;
  return inputOf(decode(fields).value, PlanInput);
}

/** The mapping that the fields of the form stand for. A field that was left as it was says nothing. */
export function mappingIn(fields: Fields): ImportMapping {
  const columns: Record<string, string | null> = {};
  const statuses: Record<string, string | null> = {};
  const codes: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    const [, part, key] = /^(column|status|code)\/(.+)$/s.exec(name) ?? [];
    if (part === undefined || key === undefined || value === '') continue;
    if (part === 'column') columns[key] = value === IGNORED ? null : value;
    else if (part === 'status') statuses[key] = value === NO_STATUS ? null : value;
    else codes[key] = value;
  }
  const { dateOrder, effectiveOn, sourceUrl, sourceTitle, headerRow } = fields;
  const source = {
    ...(sourceUrl ? { url: sourceUrl } : {}),
    ...(sourceTitle ? { title: sourceTitle } : {}),
  };
  return {
    columns,
    statuses,
    codes,
    ...(dateOrder === 'dmy' || dateOrder === 'mdy' ? { dateOrder } : {}),
    ...(effectiveOn ? { effectiveOn } : {}),
    ...(Object.keys(source).length > 0 ? { source } : {}),
    ...(headerRow ? { headerRow: Number(headerRow) } : {}),
  };
}
