import type { VNode } from 'preact';
import { idOf, Mistake } from '../page/pieces.js';
import { OfferedRow } from './offered-row.js';
import { Said } from './quotation.js';
import type { AssessmentParts } from './assessment-parts.js';
import { WordsRow } from './quotation-row.js';

/** The rows of evidence, the button for one more, and the search for passages. */
export function EvidenceFields(parts: AssessmentParts): VNode {
  const { typed, mistakes, focus, ticks, visit } = parts;
  const { words } = visit;
  const offered = typed.rows.filter(({ passage }) => passage !== null);
  const typedRows = typed.rows.filter(({ passage }) => passage === null);
  return (
    <section aria-labelledby={idOf('/evidence')}>
      <h2 id={idOf('/evidence')} tabIndex={-1} autoFocus={focus === '/evidence'}>
        {words.text('evidence')}
      </h2>
      <p>{words.text('assessmentEvidenceHint')}</p>
      <div role="status">
        {ticks === 'removed' && <p class="note">{words.text('assessmentUnticked')}</p>}
        {ticks === 'restored' && <p class="note">{words.text('assessmentTickedAgain')}</p>}
      </div>
      <Mistake name="/evidence" mistakes={mistakes} />
      {offered.length === 0 && <p class="muted">{words.text('assessmentNoPassages')}</p>}
      {offered.map((row, at) => (
        <OfferedRow row={row} number={at + 1} {...parts} />
      ))}
      {typedRows.map((row, at) => (
        <WordsRow row={row} number={at + 1} {...parts} />
      ))}
      <p>
        <button name="do" value="more">
          {words.text('assessmentAddQuotation')}
        </button>
      </p>
      <Search {...parts} />
    </section>
  );
}

function Search({ typed, choices, focus, visit }: AssessmentParts): VNode {
  const { words } = visit;
  const { found } = choices;
  const known = new Set(typed.passages);
  return (
    <>
      <div class="row">
        <div class="wide">
          <label for="find">{words.text('assessmentFind')}</label>
          <input type="search" id="find" name="find" maxLength={200} value={typed.value('find')} />
        </div>
        <button name="do" value="find">
          {words.text('assessmentFindButton')}
        </button>
      </div>
      {found !== null && (
        <>
          <p tabIndex={-1} id="found" autoFocus={focus === 'found'}>
            {words.count('assessmentFound', found.passages.length)}
            {found.hasMore && <>. {words.text('assessmentFoundMore')}</>}
          </p>
          <ol>
            {found.passages.map((passage, at) => (
              <li>
                <Said passage={passage} /> <span class="muted">({passage.source})</span>{' '}
                {known.has(passage.id) ? (
                  <em>{words.text('assessmentAdded')}</em>
                ) : (
                  <button name="do" value={`add/${passage.id}`}>
                    {words.text('assessmentAddPassage', { n: at + 1 })}
                  </button>
                )}
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}
