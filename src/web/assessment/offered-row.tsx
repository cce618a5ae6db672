import type { VNode } from 'preact';
import { BEARINGS } from '../../assessments/evidence.entity.js';
import { pageOf } from '../page/visit.js';
import { describedBy, idOf, Mistake } from '../page/pieces.js';
import { Said } from './quotation.js';
import type { AssessmentParts } from './assessment-parts.js';
import type { Row } from './typed-assessment.js';

/** A passage there is, to be ticked, with its bearing. */
export function OfferedRow({
  row,
  number,
  ...parts
}: AssessmentParts & { row: Row; number: number }): VNode | null {
  const { typed, choices, mistakes, visit } = parts;
  const { words } = visit;
  const passage = choices.passages.get(row.passage ?? '');
  if (!passage) return null;
  const name = `/evidence/${row.n}`;
  return (
    <fieldset class="evidence" id={idOf(name)} tabIndex={-1}>
      <legend class="unseen">{words.text('assessmentPassage', { n: number })}</legend>
      <input type="hidden" name={`row/${row.n}`} value={passage.id} />
      <label>
        <input
          type="checkbox"
          name={`${name}/passage`}
          value={passage.id}
          checked={typed.inRow(row, 'passage') !== ''}
        />{' '}
        <Said passage={passage} />
      </label>{' '}
      <a href={pageOf.passage(passage.source, passage.id)}>
        {passage.source}
        {passage.paragraph !== null && <>, {words.paragraph(passage.paragraph)}</>}
      </a>
      <Mistake name={name} mistakes={mistakes} />
      <BearingAndNote row={row} {...parts} />
    </fieldset>
  );
}

/** What a row's passage does to the assessment, and why. */
export function BearingAndNote({
  row,
  typed,
  mistakes,
  focus,
  visit,
}: AssessmentParts & { row: Row }): VNode {
  const { words } = visit;
  const [bearing, note] = [`/evidence/${row.n}/bearing`, `/evidence/${row.n}/note`];
  return (
    <div class="row">
      <div>
        <label for={idOf(bearing)}>{words.text('bearing')}</label>
        <br />
        <select {...describedBy(bearing, mistakes, false)} autoFocus={focus === bearing}>
          {/* How a passage stood to another status says nothing about this one: nothing is chosen beforehand. */}
          {row.passage !== null && typed.value(bearing) === '' && (
            <option value="">{words.text('assessmentChooseBearing')}</option>
          )}
          {BEARINGS.map((value) => (
            <option value={value} selected={typed.value(bearing) === value}>
              {words.text(value)}
            </option>
          ))}
        </select>
        <Mistake name={bearing} mistakes={mistakes} />
      </div>
      <div class="wide">
        <label for={idOf(note)}>{words.text('assessmentNote')}</label>
        <br />
        <input dir="auto" value={typed.value(note)} {...describedBy(note, mistakes, false)} />
        <Mistake name={note} mistakes={mistakes} />
      </div>
    </div>
  );
}
