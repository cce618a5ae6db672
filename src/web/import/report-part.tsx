import type { VNode } from 'preact';
import type { FileImportReport, NamedLevel } from '../../interchange/import/file-import.js';
import type { ImportFault, ImportNote } from '../../interchange/import/import-report.js';
import { FIELDS, type Field as TableField } from '../../interchange/tables/headings.js';
import type { BareKey } from '../../language/texts.js';
import type { Words } from '../../language/words.js';
import type { Fields, Mistakes } from '../page/forms.js';
import { describedBy, Field } from '../page/pieces.js';
import { WideTable } from '../page/wide-table.js';
import { IGNORED, NO_STATUS } from './import-form.js';

/** A file that has been looked at. */
export interface Looked {
  report: FileImportReport;
  levels: readonly NamedLevel[];
}

interface PartProps {
  looked: Looked;
  fields: Fields;
  words: Words;
}

/** What a file holds, what has to be put right, and the fields to do so. */
export function ReportPart(props: PartProps): VNode {
  const { looked, words } = props;
  const { faults, warnings, leftOut } = looked.report;
  return (
    <>
      <h2>{words.text('importFaults')}</h2>
      {faults.length === 0 && <p class="note">{words.text('importNoFaults')}</p>}
      <ul id="faults">
        {faults.map((fault) => (
          <li>{toldOf(fault, words)}</li>
        ))}
      </ul>
      <Questions {...props} />
      <Counts {...props} />
      <Columns {...props} />
      <Statuses {...props} />
      {warnings.length > 0 && (
        <details>
          <summary>{`${words.text('importWarnings')} (${warnings.length})`}</summary>
          <ul>
            {warnings.map((warning) => (
              <li>{toldOf(warning, words)}</li>
            ))}
          </ul>
        </details>
      )}
      {leftOut.length > 0 && (
        <details>
          <summary>{`${words.text('importLeftOut')} (${leftOut.length})`}</summary>
          <ul>
            {leftOut.map(({ sheet, row, reason, why }) => (
              <li>{`${placeIn({ sheet, row }, words)}: ${why ? words.reason(why) : reason}`}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Where something stands: "Commitments, row 6, Status". */
function placeIn({ sheet, row, column }: Partial<ImportNote>, words: Words): string {
  return [
    ...(sheet ? [sheet] : []),
    ...(row === undefined ? [] : [words.text('importRow', { row: String(row) })]),
    ...(column === undefined ? [] : [column]),
  ].join(', ');
}

function toldOf(note: ImportFault, words: Words): string {
  const { value, message, why, nearest = [] } = note;
  const place = placeIn(note, words);
  const shown = value === undefined ? '' : ` “${value}”`;
  const near = nearest.length === 0 ? '' : ` ${words.text('importNearest', { values: nearest.join(', ') })}`;
  const head = `${place}${shown}`.trim();
  return `${head === '' ? '' : `${head}: `}${why ? words.reason(why) : message}${near}`;
}

const COUNTED: readonly [keyof FileImportReport['counts'], BareKey][] = [
  ['areas', 'importAreas'],
  ['objectives', 'importObjectives'],
  ['assessments', 'importAssessments'],
  ['sources', 'importSources'],
  ['passages', 'importPassages'],
];

function Counts({ looked: { report }, words }: PartProps): VNode {
  return (
    <>
      <h2>{words.text('importFound')}</h2>
      <div id="counts">
        <WideTable
          label={words.text('importFound')}
          columns={[
            words.text('importKind'),
            words.text('importCreated'),
            words.text('importChanged'),
            words.text('importUnchanged'),
          ]}
        >
          {COUNTED.map(([what, label]) => {
            const { created, changed, unchanged } = report.counts[what];
            return (
              <tr>
                <th scope="row">{words.text(label)}</th>
                {[created, changed, unchanged].map((count) => (
                  <td>{words.number(count)}</td>
                ))}
              </tr>
            );
          })}
        </WideTable>
      </div>
    </>
  );
}

/** What the file does not say, and what was answered. */
function Questions({ looked: { report }, fields, words }: PartProps): VNode {
  const asked = new Set(report.faults.map(({ asks }) => asks));
  const isAsked = (what: ImportFault['asks'], ...names: string[]): boolean =>
    asked.has(what) || names.some((name) => (fields[name] ?? '') !== '');
  const codes = report.faults.filter(({ asks }) => asks === 'codes');
  return (
    <>
      {isAsked('columns', 'headerRow') && (
        <Answer
          name="headerRow"
          label={words.text('importHeaderRow')}
          hint={words.text('importHeaderRowHint')}
        >
          {(attributes) => (
            <input {...attributes} inputMode="numeric" size={6} value={fields.headerRow ?? ''} />
          )}
        </Answer>
      )}
      {isAsked('dateOrder', 'dateOrder') && (
        <Answer name="dateOrder" label={words.text('importDateOrder')}>
          {(attributes) => (
            <select {...attributes}>
              <option value="">{words.text('importChoose')}</option>
              <option value="dmy" selected={fields.dateOrder === 'dmy'}>
                {words.text('importDayFirst')}
              </option>
              <option value="mdy" selected={fields.dateOrder === 'mdy'}>
                {words.text('importMonthFirst')}
              </option>
            </select>
          )}
        </Answer>
      )}
      {isAsked('effectiveOn', 'effectiveOn') && (
        <Answer name="effectiveOn" label={words.text('importStatusDay')}>
          {(attributes) => <input {...attributes} type="date" value={fields.effectiveOn ?? ''} />}
        </Answer>
      )}
      {isAsked('source', 'sourceUrl', 'sourceTitle') && (
        <>
          <Answer name="sourceUrl" label={words.text('importStatusSource')}>
            {(attributes) => <input {...attributes} type="url" size={40} value={fields.sourceUrl ?? ''} />}
          </Answer>
          <Answer name="sourceTitle" label={words.text('importStatusSourceTitle')}>
            {(attributes) => <input {...attributes} size={40} value={fields.sourceTitle ?? ''} />}
          </Answer>
        </>
      )}
      {codes.map((fault) => {
        const { row, sheet, nearest } = fault;
        const name = `code/${String(row)}`;
        return (
          <Answer
            name={name}
            label={words.text('importCode', {
              row: placeIn({ sheet: sheet ?? null, ...(row === undefined ? {} : { row }) }, words),
            })}
          >
            {(attributes) => <input {...attributes} size={12} value={fields[name] ?? nearest?.[0] ?? ''} />}
          </Answer>
        );
      })}
      {Object.entries(fields)
        .filter(
          ([name]) => name.startsWith('code/') && !codes.some(({ row }) => name === `code/${String(row)}`),
        )
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
    </>
  );
}

/** What is asked about a file is told above, not at the field. */
const NO_MISTAKES: Mistakes = new Map();

/** A field for an answer. */
function Answer({
  name,
  label,
  hint,
  children,
}: {
  name: string;
  label: string;
  hint?: string;
  children: (attributes: ReturnType<typeof describedBy>) => VNode;
}): VNode {
  return (
    <Field name={name} label={label} hint={hint} mistakes={NO_MISTAKES}>
      {children(describedBy(name, NO_MISTAKES, hint !== undefined))}
    </Field>
  );
}

/** What each column is, to be changed. */
function Columns({ looked: { report }, words }: PartProps): VNode {
  const { columns } = report;
  return (
    <>
      <h2>{words.text('importColumns')}</h2>
      <WideTable
        label={words.text('importColumnsHint')}
        columns={[words.text('importColumns'), words.text('importColumnsHint')]}
      >
        {columns.map(({ sheet, column, as }, at) => (
          <tr>
            <th scope="row">{sheet === null ? column : `${sheet}: ${column}`}</th>
            <td>
              <select name={`column/${column}`} aria-label={column} id={`column-${at}`}>
                {as === null && <option value="">{words.text('importKeep')}</option>}
                {(FIELDS as readonly TableField[]).map((field) => (
                  <option value={field} selected={field === as}>
                    {words.text(`importField-${field}`)}
                  </option>
                ))}
                <option value={IGNORED}>{words.text('importIgnore')}</option>
              </select>
            </td>
          </tr>
        ))}
      </WideTable>
    </>
  );
}

/** What each status means, to be changed. */
function Statuses({ looked: { report, levels }, fields, words }: PartProps): VNode | null {
  if (report.statuses.length === 0) return null;
  return (
    <>
      <h2>{words.text('importStatuses')}</h2>
      <WideTable
        label={words.text('importStatusesHint')}
        columns={[words.text('importStatuses'), words.text('importStatusesHint')]}
      >
        {report.statuses.map(({ value, rows, level }, at) => {
          const name = `status/${value}`;
          const chosen = fields[name] ?? level ?? '';
          return (
            <tr>
              <th scope="row">{words.text('importStatusRows', { value, rows: words.number(rows) })}</th>
              <td>
                <select name={name} aria-label={value} id={`status-${at}`}>
                  {level === null && <option value="">{words.text('importChoose')}</option>}
                  {levels.map(({ slug, label, labels }) => (
                    <option value={slug} selected={slug === chosen}>
                      {labels[words.language] ?? label}
                    </option>
                  ))}
                  <option value={NO_STATUS} selected={chosen === NO_STATUS}>
                    {words.text('importNoStatus')}
                  </option>
                </select>
              </td>
            </tr>
          );
        })}
      </WideTable>
    </>
  );
}
