import type { VNode } from 'preact';
import { describedBy, Field, idOf, Mistake } from '../page/pieces.js';
import { BearingAndNote } from './offered-row.js';
import type { AssessmentParts } from './assessment-parts.js';
import type { Row } from './typed-assessment.js';

/** More sources than this are typed, with suggestions. */
const MOST_TO_CHOOSE_FROM = 40;

/** Words of a source that are to become a passage: typed, summed up, or selected in its text. */
export function WordsRow({ row, number, ...parts }: AssessmentParts & { row: Row; number: number }): VNode {
  const { typed, mistakes, visit } = parts;
  const { words } = visit;
  const name = `/evidence/${row.n}`;
  const isPlaced = typed.inRow(row, 'start') !== '';
  return (
    <fieldset class="evidence" id={idOf(name)} tabIndex={-1} data-row={row.n}>
      <legend>{words.text('assessmentQuotation', { n: number })}</legend>
      <input type="hidden" name={`row/${row.n}`} value="words" />
      <Mistake name={name} mistakes={mistakes} />
      {isPlaced ? <Placed row={row} {...parts} /> : <Unplaced row={row} {...parts} />}
      <Field name={`${name}/summary`} label={words.text('assessmentQuotationSummary')} mistakes={mistakes}>
        <textarea
          rows={2}
          dir="auto"
          value={typed.inRow(row, 'summary')}
          {...describedBy(`${name}/summary`, mistakes, false)}
        />
      </Field>
      <BearingAndNote row={row} {...parts} />
      <p class="row">
        <button name="do" value={`drop/${row.n}`}>
          {words.text('assessmentRemoveQuotation', { n: number })}
        </button>
      </p>
    </fieldset>
  );
}

/** Words with their place in the source's text. */
function Placed({ row, typed, mistakes, visit }: AssessmentParts & { row: Row }): VNode {
  const { words } = visit;
  const name = `/evidence/${row.n}`;
  return (
    <>
      {['source', 'exact', 'start', 'end'].map((field) => (
        <>
          <input type="hidden" name={`${name}/${field}`} value={typed.inRow(row, field)} />
          <Mistake name={`${name}/${field}`} mistakes={mistakes} />
        </>
      ))}
      <blockquote>
        <q dir="auto" data-placed>
          {typed.inRow(row, 'exact')}
        </q>{' '}
        <span class="muted">({typed.inRow(row, 'source')})</span>
      </blockquote>
      <p>
        <button name="do" value={`free/${row.n}`}>
          {words.text('assessmentChangeQuotation')}
        </button>
      </p>
    </>
  );
}

/** Words whose place is still to be found. */
function Unplaced({ row, ...parts }: AssessmentParts & { row: Row }): VNode {
  const { typed, mistakes, focus, visit } = parts;
  const { words } = visit;
  const [exact, paragraph] = [`/evidence/${row.n}/exact`, `/evidence/${row.n}/paragraph`];
  return (
    <>
      <SourceField row={row} {...parts} />
      <p class="scripted">
        <button type="button" data-pick={row.n}>
          {words.text('assessmentSelectQuotation')}
        </button>
      </p>
      <Field
        name={exact}
        label={words.text('assessmentQuotationExact')}
        hint={words.text('assessmentQuotationExactHint')}
        mistakes={mistakes}
      >
        <textarea
          rows={3}
          dir="auto"
          value={typed.value(exact)}
          autoFocus={focus === exact}
          {...describedBy(exact, mistakes, true)}
        />
      </Field>
      <Candidates row={row} {...parts} />
      <Field name={paragraph} label={words.text('assessmentQuotationParagraph')} mistakes={mistakes}>
        <input
          inputMode="numeric"
          size={6}
          value={typed.value(paragraph)}
          {...describedBy(paragraph, mistakes, false)}
        />
      </Field>
    </>
  );
}

function SourceField({ row, choices, typed, mistakes, focus, visit }: AssessmentParts & { row: Row }): VNode {
  const { words } = visit;
  const { sources, hasMoreSources } = choices;
  const name = `/evidence/${row.n}/source`;
  const value = typed.value(name);
  const [described, autoFocus] = [describedBy(name, mistakes, false), focus === name];
  const isTyped =
    hasMoreSources ||
    sources.length > MOST_TO_CHOOSE_FROM ||
    (value !== '' && !sources.some(({ slug }) => slug === value));
  return (
    <Field name={name} label={words.text('assessmentQuotationSource')} mistakes={mistakes}>
      {isTyped ? (
        <>
          <input value={value} list={`${idOf(name)}-known`} autoFocus={autoFocus} {...described} />
          <datalist id={`${idOf(name)}-known`}>
            {sources.map(({ slug, title }) => (
              <option value={slug}>{title}</option>
            ))}
          </datalist>
        </>
      ) : (
        <select autoFocus={autoFocus} {...described}>
          <option value="">{words.text('assessmentChooseSource')}</option>
          {sources.map(({ slug, title }) => (
            <option value={slug} selected={slug === value}>
              {title}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** The places in which the words stand, or nearly; each with the button that takes it. */
function Candidates({ row, places, visit }: AssessmentParts & { row: Row }): VNode | null {
  if (places?.n !== row.n) return null;
  const { words } = visit;
  return (
    <div class="note">
      <p>
        {places.count > 0
          ? words.count('assessmentSeveralPlaces', places.count)
          : words.text('assessmentNearest')}
      </p>
      <ol>
        {places.places.map(({ prefix, exact, suffix, start, end, paragraph }, at) => (
          <li>
            <span dir="auto">
              …{prefix}
              <mark>{exact}</mark>
              {suffix}…
            </span>{' '}
            {paragraph !== undefined && <span class="muted">({words.paragraph(paragraph)})</span>}{' '}
            <button name="do" value={`take/${row.n}/${start}/${end}`}>
              {words.text('assessmentUsePassage', { n: at + 1 })}
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
