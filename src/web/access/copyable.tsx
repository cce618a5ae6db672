import type { ComponentChildren, VNode } from 'preact';
import type { Words } from '../../language/words.js';

/** The script that `Copyable` is for. */
export const COPY_SCRIPT = 'copy-words.js';

/** Rules for what is to be copied: a click marks all of it, where no script helps. */
export const COPYABLE_STYLE = `
.copyable { display: block; user-select: all; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--raised); border: 1px solid var(--rule); border-radius: .25rem; padding: .6rem .8rem; margin: .6rem 0; }
button[hidden] { display: none; }
`;

/** Words to be taken elsewhere, with a button that copies them where scripts run. */
export function Copyable({
  id,
  label,
  once = false,
  children,
  words,
}: {
  id: string;
  /** What the button says. */
  label: string;
  /** Whether the words go away with the page, however the browser keeps it. */
  once?: boolean;
  children: ComponentChildren;
  words: Words;
}): VNode {
  return (
    <>
      <code class="copyable" id={id} data-once={once ? '' : undefined}>
        {children}
      </code>
      <p class="row no-print">
        <button
          type="button"
          hidden
          data-copy={id}
          data-done={words.text('wordsCopied')}
          data-failed={words.text('copyByHand')}
        >
          {label}
        </button>
        <span id={`${id}-copied`} role="status" />
      </p>
    </>
  );
}
