import type { ComponentChildren, VNode } from 'preact';
import type { Session } from '../../auth/sessions.service.js';
import type { Comparison } from '../../comparison/compare.js';
import type { LinkView } from '../../comparison/links/links.reader.js';
import { type LinkState, type Relation, RELATIONS } from '../../comparison/links/objective-link.entity.js';
import type { Words } from '../../language/words.js';
import type { BareKey } from '../../language/texts.js';
import type { Fields, Mistakes } from '../page/forms.js';
import { describedBy, Field, Mistake, Proof } from '../page/pieces.js';
import { here, may, pageOf, type Visit } from '../page/visit.js';
import type { Place } from './comparison-model.js';

/** More codes than these are typed: a list would make the page heavy. */
const MOST_LISTED = 300;
const LONGEST = 10_000;

export const LINK_FORMS_STYLE = `
.decision { margin: .5rem 0 1rem; display: grid; grid-template-columns: minmax(0, 1fr); gap: .5rem 1rem; }
.decision label { display: block; }
@media (min-width: 48rem) { .suggestion .decision { grid-template-columns: 18rem minmax(0, 1fr); } .suggestion .decision .row { grid-column: 1 / -1; } }
`;

export type Signed = Visit & { session: Session };

/** The visit of somebody who may write; null for all others. */
export function signed(visit: Visit): Signed | null {
  return visit.session !== null && may(visit, 'analyst') ? { ...visit, session: visit.session } : null;
}

/** What a state is called. */
export const STATES: Record<LinkState, BareKey> = {
  suggested: 'suggested',
  confirmed: 'confirmed',
  rejected: 'stateRejected',
};

const DECISIONS: Record<LinkState, BareKey> = {
  confirmed: 'linkConfirm',
  rejected: 'linkReject',
  suggested: 'linkReopen',
};

/** "A-04 → B4.2": what a link joins, by its codes. */
export function pairText({ from, to }: { from: string; to: string }, words: Words): string {
  return words.text('linkPair', { from, to });
}

/** The codes of a link's ends, as its forms name them. */
export function codesOf({ from, to }: Pick<LinkView, 'from' | 'to'>): { from: string; to: string } {
  return { from: from.code, to: to.code };
}

/** What a form about a link sends; without a link it proposes one. */
interface Sends {
  comparison: Comparison;
  link: { id: string; version: number | string } | null;
  at: Place;
  visit: Signed;
}

/** A form that makes a link or decides on one. It comes back to where it stands on the page. */
function LinkFormFrame({
  comparison,
  link,
  at,
  visit,
  name,
  children,
}: Sends & { name: string; children: ComponentChildren }): VNode {
  const links = `${pageOf.comparison(comparison.from.slug, comparison.to.slug)}/links`;
  const path = link === null ? links : `${links}/${link.id}`;
  return (
    <form method="post" action={here({ ...visit, path })} class="decision" data-decide={name}>
      <Proof session={visit.session} />
      <input type="hidden" name="at" value={at} />
      {link !== null && <input type="hidden" name="version" value={link.version} />}
      {children}
    </form>
  );
}

/** A short form for a pair that is known: what they have to do with each other, why, and the decisions. */
export function PairForm({
  pair,
  relation,
  rationale,
  suggestedReason = null,
  state,
  ...sends
}: Sends & {
  pair: { from: string; to: string };
  relation: Relation;
  rationale: string;
  /** A sentence of the machine's, which a person may take as theirs; null where there is none. */
  suggestedReason?: string | null;
  /** How the link stands; undefined for one that is not there yet. */
  state?: LinkState;
}): VNode {
  const { words } = sends.visit;
  return (
    <LinkFormFrame {...sends} name={pairText(pair, words)}>
      {sends.link === null && (
        <>
          <input type="hidden" name="/from" value={pair.from} />
          <input type="hidden" name="/to" value={pair.to} />
        </>
      )}
      <label>
        {words.text('relation')}
        <br />
        <Relations name="/relation" chosen={relation} words={words} />
      </label>
      <label>
        {words.text('rationale')}
        <br />
        <textarea
          name="/rationale"
          rows={2}
          required={suggestedReason === null}
          maxLength={LONGEST}
          dir="auto"
        >
          {rationale}
        </textarea>
      </label>
      <TakeSuggested reason={suggestedReason} words={words} />
      <Decisions state={state} about={pairText(pair, words)} visit={sends.visit} />
    </LinkFormFrame>
  );
}

/** The tick by which a person takes the machine's reason as theirs. */
function TakeSuggested({ reason, words }: { reason: string | null; words: Words }): VNode | null {
  if (reason === null) return null;
  return (
    <div>
      <input type="hidden" name="suggestedReason" value={reason} />
      <label>
        <input type="checkbox" name="useSuggested" value="true" /> {words.text('useSuggestedReason')}
      </label>
    </div>
  );
}

/** The whole form, with room for mistakes: for a link that somebody thinks of, or a decision that was refused. */
export function LinkForm({
  fields,
  mistakes,
  state,
  ...sends
}: Sends & { fields: Fields; mistakes: Mistakes; state?: LinkState }): VNode {
  const { words } = sends.visit;
  const { from, to } = sends.comparison.objectives;
  const ends = [
    ['/from', words.text('earlierCode'), from],
    ['/to', words.text('laterCode'), to],
  ] as const;
  return (
    <LinkFormFrame {...sends} name="whole">
      {sends.link === null &&
        ends.map(([name, label, objectives]) => (
          <Field name={name} label={label} mistakes={mistakes}>
            <input
              {...describedBy(name, mistakes, false)}
              list={`codes${name.replace('/', '-')}`}
              required
              maxLength={60}
              autocomplete="off"
              value={fields[name] ?? ''}
            />
            {objectives.length <= MOST_LISTED && (
              <datalist id={`codes${name.replace('/', '-')}`}>
                {objectives.map(({ code, title }) => (
                  <option value={code}>{title}</option>
                ))}
              </datalist>
            )}
          </Field>
        ))}
      <Field name="/relation" label={words.text('relation')} mistakes={mistakes}>
        <Relations
          {...describedBy('/relation', mistakes, false)}
          name="/relation"
          chosen={fields['/relation']}
          words={words}
        />
      </Field>
      <Field
        name="/rationale"
        label={words.text('rationale')}
        hint={words.text('linkRationaleHint')}
        mistakes={mistakes}
      >
        <textarea
          {...describedBy('/rationale', mistakes, true)}
          rows={3}
          required={fields.suggestedReason === undefined}
          maxLength={LONGEST}
          dir="auto"
        >
          {fields['/rationale'] ?? ''}
        </textarea>
      </Field>
      <TakeSuggested reason={fields.suggestedReason ?? null} words={words} />
      <Mistake name="/state" mistakes={mistakes} />
      <Decisions state={state} about="" visit={sends.visit} />
    </LinkFormFrame>
  );
}

function Relations({
  chosen,
  words,
  ...attributes
}: {
  name: string;
  chosen: string | undefined;
  words: Words;
}): VNode {
  return (
    <select {...attributes}>
      {RELATIONS.map((relation) => (
        <option value={relation} selected={relation === (chosen ?? 'closeMatch')}>
          {words.text(relation)}
        </option>
      ))}
    </select>
  );
}

/** The buttons: an analyst proposes; an editor may decide at once, or otherwise than before. */
function Decisions({
  state,
  about,
  visit,
}: {
  state: LinkState | undefined;
  about: string;
  visit: Signed;
}): VNode {
  const { words } = visit;
  const unseen = about === '' ? null : <span class="unseen"> {about}</span>;
  const proposes = !may(visit, 'editor') || (state === undefined && about === '');
  const decisions = (['confirmed', 'rejected', 'suggested'] as const).filter(
    (each) => may(visit, 'editor') && each !== (state ?? 'suggested'),
  );
  return (
    <p class="row">
      {decisions.map((each) => (
        <button class={each === 'confirmed' ? 'main' : undefined} name="/state" value={each}>
          {words.text(DECISIONS[each])}
          {unseen}
        </button>
      ))}
      {may(visit, 'editor') && state !== undefined && (
        <button name="/state" value={state}>
          {words.text('linkKeep')}
          {unseen}
        </button>
      )}
      {proposes && (
        <button name="/state" value="suggested">
          {words.text('linkPropose')}
          {unseen}
        </button>
      )}
    </p>
  );
}
