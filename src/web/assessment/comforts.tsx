import type { VNode } from 'preact';
import type { Words } from '../../language/words.js';
import { Around } from '../page/frame.js';

/*
 * What only the scripts use: hidden until they show it, in the language of the page.
 */

/** Offers what was typed in an earlier form of this objective and not recorded. */
export function DraftOffer({ words }: { words: Words }): VNode {
  return (
    <div class="note" hidden data-draft-offer>
      <p>
        <Around text={words.text('draftTyped', { link: '{link}' })}>
          <time />
        </Around>
      </p>
      <p class="row">
        <button type="button" data-draft-put>
          {words.text('draftRestore')}
        </button>
        <button type="button" data-draft-drop>
          {words.text('draftDiscard')}
        </button>
      </p>
    </div>
  );
}

/** The text of a source, in which words can be selected. */
export function Picker({ words }: { words: Words }): VNode {
  return (
    <template data-picker>
      <div class="picker">
        <h3>{words.text('pickText')}</h3>
        <p hidden data-picker-source>
          {words.text('pickSourceFirst')}
        </p>
        <p hidden data-picker-none>
          {words.text('pickNone')}
        </p>
        <div hidden data-picker-found>
          <p class="hint" id="picker-hint">
            {words.text('pickHint')}
          </p>
          <p class="row" data-picker-parts />
          <div
            tabIndex={0}
            role="region"
            aria-label={words.text('pickText')}
            aria-describedby="picker-hint"
            data-picker-text
          />
          <p role="status">
            {words.text('pickSelected')} <q data-picker-words dir="auto" />
          </p>
        </div>
        <p class="row">
          <button type="button" class="main" data-picker-take disabled>
            {words.text('pickTake')}
          </button>
          <button type="button" data-picker-close>
            {words.text('pickClose')}
          </button>
        </p>
      </div>
    </template>
  );
}
