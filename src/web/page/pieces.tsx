import type { ComponentChildren, VNode } from 'preact';
import type { Session } from '../../auth/sessions.service.js';
import type { Words } from '../../language/words.js';
import type { Mistakes } from './forms.js';
import { here, type Visit } from './visit.js';
import { Spoken, SpokenOption } from '../../documents/html/spoken.js';

/** The proof of the session, which every form that changes something carries. */
export function Proof({ session }: { session: Session }): VNode {
  return <input type="hidden" name="_csrf" value={session.csrf} />;
}

/** On to the next page of a list, and back to its beginning. */
export function Pager({ visit, nextCursor }: { visit: Visit; nextCursor: string | null }): VNode | null {
  const isLater = visit.query.has('cursor');
  if (nextCursor === null && !isLater) return null;
  return (
    <p class="row no-print">
      {isLater && (
        <a class="button" href={here(visit, { cursor: undefined })}>
          {visit.words.text('firstPage')}
        </a>
      )}
      {nextCursor !== null && (
        <a class="button" href={here(visit, { cursor: nextCursor })} rel="next">
          {visit.words.text('next')}
        </a>
      )}
    </p>
  );
}

/** The id of a field's element: names hold slashes, which selectors do not like. */
export function idOf(name: string): string {
  return `field${name.replaceAll('/', '-')}`;
}

/** What ties a field to its hint and its mistake, for its element. */
export function describedBy(
  name: string,
  mistakes: Mistakes,
  hasHint: boolean,
): { id: string; name: string; 'aria-invalid'?: 'true'; 'aria-describedby'?: string } {
  const id = idOf(name);
  const isWrong = mistakes.has(name);
  const notes = [...(hasHint ? [`${id}-hint`] : []), ...(isWrong ? [`${id}-error`] : [])];
  return {
    id,
    name,
    ...(isWrong ? { 'aria-invalid': 'true' as const } : {}),
    ...(notes.length > 0 ? { 'aria-describedby': notes.join(' ') } : {}),
  };
}

/** A field with its label, its hint, and what is wrong with it. Its element takes `describedBy(name, …)`. */
export function Field({
  name,
  label,
  hint,
  mistakes,
  children,
}: {
  name: string;
  label: string;
  hint?: string;
  mistakes: Mistakes;
  children: ComponentChildren;
}): VNode {
  const id = idOf(name);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div>{children}</div>
      <Mistake name={name} mistakes={mistakes} />
    </div>
  );
}

/** What is wrong with a field. */
export function Mistake({ name, mistakes }: { name: string; mistakes: Mistakes }): VNode | null {
  const message = mistakes.get(name);
  if (message === undefined) return null;
  return (
    <p class="error" id={`${idOf(name)}-error`}>
      {message}
    </p>
  );
}

/**
 * Above a form that was refused: what is wrong, each with the way to its field.
 * @param labelOf what a field is called, where its message alone would not say what it is about
 */
export function MistakeSummary({
  mistakes,
  words,
  labelOf,
}: {
  mistakes: Mistakes;
  words: Words;
  labelOf?: (name: string) => string | undefined;
}): VNode | null {
  if (mistakes.size === 0) return null;
  const label = (name: string): string | null => {
    const text = labelOf?.(name);
    return text === undefined ? null : `${text}: `;
  };
  return (
    <div class="note bad" role="alert" tabIndex={-1} id="mistakes">
      <p>
        <strong>{words.count('correctThese', mistakes.size)}</strong>
      </p>
      <ul>
        {[...mistakes].map(([name, message]) => (
          <li>
            {name === '' ? (
              message
            ) : (
              <a href={`#${idOf(name)}`}>
                {label(name)}
                {message}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A list to choose from, in a form that filters. @param all what choosing nothing is called; without it, something is chosen */
export function Choice({
  name,
  label,
  all,
  chosen,
  options,
}: {
  name: string;
  label: string;
  all?: string;
  chosen: string | undefined;
  options: readonly (readonly [value: string, label: string])[];
}): VNode {
  return (
    <div>
      <label for={name}>{label}</label>
      <br />
      <select id={name} name={name}>
        {all !== undefined && <option value="">{all}</option>}
        {options.map(([value, text]) => (
          <SpokenOption value={value} text={text} selected={value === chosen} />
        ))}
      </select>
    </div>
  );
}

/** A button that changes something by itself, with what it sends. */
export function Action({
  visit,
  action,
  fields = {},
  children,
  label,
}: {
  visit: Visit & { session: Session };
  action: string;
  fields?: Record<string, string>;
  children: ComponentChildren;
  /** What it is called where its words alone would not say what it is about. */
  label?: string;
}): VNode {
  return (
    <form method="post" action={action}>
      <Proof session={visit.session} />
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button aria-label={label}>{children}</button>
    </form>
  );
}

/** A cell of a table that small screens show as cards: where there is nothing to say, they leave it out. */
export function CardCell({ text, kind = '' }: { text: string | null; kind?: string }): VNode {
  return (
    <td role="cell" class={`${kind}${text === null ? ' blank' : ''}`.trim() || undefined}>
      {text === null ? '–' : <Spoken text={text} />}
    </td>
  );
}
