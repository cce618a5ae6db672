import type { VNode } from 'preact';
import type { Comparison } from '../../comparison/compare.js';
import { DECIDED_AS } from '../../comparison/decisions/decisions.service.js';
import type { Side } from '../../comparison/dto/decision.dto.js';
import { fateText, standingText } from '../../comparison/formats/fate-looks.js';
import { Naming } from '../../comparison/formats/naming.js';
import type { DecisionKind } from '../../comparison/decisions/objective-decision.entity.js';
import type { BareKey } from '../../language/texts.js';
import { Proof } from '../page/pieces.js';
import { here, may, pageOf, type Visit } from '../page/visit.js';
import type { ComparisonModel, DecisionAttempt } from './comparison-model.js';
import { type Signed, signed } from './link-forms.js';
import { Named } from './objective-lists.js';
import { Spoken } from '../../documents/html/spoken.js';

/** How many objectives of a plan stand on the page at once. */
const AT_ONCE = 20;
const LONGEST = 10_000;

export const DECISIONS_STYLE = `
.objective { border: 1px solid var(--rule); border-radius: .4rem; padding: .3rem .9rem; margin: .6rem 0; overflow-wrap: anywhere; }
.objective p { margin: .4rem 0; }
.objective textarea, .rest textarea { width: 100%; }
`;

const MARK: Record<Side, BareKey> = { from: 'decideAsNotContinued', to: 'decideAsNew' };

type Listed = Comparison['objectives']['from'][number] | Comparison['objectives']['to'][number];

/** The objectives that no confirmed link names: what nobody has decided on first, then what people decided, and why. */
export function DecisionsPart({ model, visit }: { model: ComparisonModel; visit: Visit }): VNode {
  const { query, comparison } = model;
  const { words } = visit;
  return (
    <section id="decisions">
      <h2>{words.text('decisionsTitle')}</h2>
      <p>{words.text('decisionsLead')}</p>
      <p
        class="told"
        role="status"
        tabIndex={-1}
        data-live="told-decisions"
        data-trouble={words.text('linkNotSent')}
      >
        {savedText(model, visit)}
      </p>
      <div data-live="decisions">
        <SidePart side="from" at={query.earlierAt ?? 0} comparison={comparison} visit={visit} />
        <SidePart side="to" at={query.laterAt ?? 0} comparison={comparison} visit={visit} />
      </div>
    </section>
  );
}

function savedText({ query, comparison }: ComparisonModel, { words }: Visit): string {
  if (query.restDone !== undefined) return words.count('restSaved', query.restDone);
  const { from, to } = comparison.objectives;
  const one = [...from, ...to].find(({ code }) => code === query.decided);
  return one === undefined
    ? ''
    : words.text('decisionSaved', { code: one.code, decision: fateText(one.fate, words) });
}

interface Shown {
  side: Side;
  comparison: Comparison;
  visit: Visit;
}

function SidePart({ side, at, comparison, visit }: Shown & { at: number }): VNode {
  const { words } = visit;
  const all: readonly Listed[] = comparison.objectives[side];
  const undecided = all.filter(({ fate }) => fate === 'undecided');
  const listed = [...undecided, ...all.filter(({ fate }) => fate === DECIDED_AS[side])];
  const start = at < listed.length ? at : 0;
  const shown = listed.slice(start, start + AT_ONCE);
  const name = side === 'from' ? 'earlierAt' : 'laterAt';
  const page = (place: number): string =>
    `${here(visit, { [name]: place === 0 ? undefined : String(place) })}#decisions`;
  const editor = may(visit, 'editor') ? signed(visit) : null;
  return (
    <>
      <h3 dir="auto">
        <Spoken text={comparison[side].title} />
      </h3>
      {undecided.length === 0 && <p>{words.text('allDecided')}</p>}
      {editor !== null && undecided.length > 0 && (
        <RestForm side={side} count={undecided.length} comparison={comparison} visit={editor} />
      )}
      <ul class="plain">
        {shown.map((objective) => (
          <Row objective={objective} side={side} comparison={comparison} visit={visit} editor={editor} />
        ))}
      </ul>
      {listed.length > AT_ONCE && (
        <p class="row no-print">
          {start > 0 && (
            <a class="button" href={page(Math.max(0, start - AT_ONCE))}>
              {words.text('earlierPage')}
            </a>
          )}
          <span class="muted">
            {words.text('moreUndecided', {
              first: words.number(start + 1),
              last: words.number(start + shown.length),
              of: words.number(listed.length),
            })}
          </span>
          {start + AT_ONCE < listed.length && (
            <a class="button" href={page(start + AT_ONCE)}>
              {words.text('laterPage')}
            </a>
          )}
        </p>
      )}
    </>
  );
}

function Row({
  objective,
  side,
  comparison,
  visit,
  editor,
}: Shown & { objective: Listed; editor: Signed | null }): VNode {
  const { words } = visit;
  const { code, area, standing, fate, decision } = objective;
  const isOpen = fate === 'undecided';
  return (
    <li class="objective" tabIndex={-1} data-item>
      <p>
        <Named plan={comparison[side].slug} objective={objective} />{' '}
        <span class="muted" dir="auto">
          <Spoken text={new Naming(comparison).areaOf(comparison[side], area)} /> ·{' '}
          {standingText(standing, words)}
        </span>{' '}
        <span class="tag">{fateText(fate, words)}</span>
      </p>
      {decision !== null && (
        <p dir="auto">
          <Spoken text={decision.rationale} />{' '}
          <span class="muted">
            <Spoken text={decision.decidedBy} />, {words.day(decision.decidedAt.slice(0, 10))}
          </span>
        </p>
      )}
      {editor !== null && (
        <details class="no-print">
          <summary>
            {words.text(isOpen ? 'linkDecide' : 'linkRevise')}
            <span class="unseen"> {code}</span>
          </summary>
          <ObjectiveForm
            {...{ side, code, comparison }}
            visit={editor}
            isOpen={isOpen}
            version={decision?.version}
            rationale={isOpen ? '' : (decision?.rationale ?? '')}
          />
        </details>
      )}
    </li>
  );
}

function actionOf({ comparison, visit }: { comparison: Comparison; visit: Signed }): string {
  return here({
    ...visit,
    path: `${pageOf.comparison(comparison.from.slug, comparison.to.slug)}/decisions`,
  });
}

function ObjectiveForm({
  side,
  code,
  comparison,
  visit,
  isOpen,
  version,
  rationale,
}: Shown & {
  code: string;
  visit: Signed;
  isOpen: boolean;
  version: number | undefined;
  rationale: string;
}): VNode {
  const { words } = visit;
  const buttons: [DecisionKind, BareKey][] = isOpen
    ? [[DECIDED_AS[side], MARK[side]]]
    : [
        [DECIDED_AS[side], 'decideSave'],
        ['undecided', 'decideBack'],
      ];
  return (
    <form
      method="post"
      action={actionOf({ comparison, visit })}
      class="decision"
      data-decide={`${side} ${code}`}
    >
      <Proof session={visit.session} />
      <input type="hidden" name="at" value="decisions" />
      <input type="hidden" name={side === 'from' ? '/objective' : '/laterObjective'} value={code} />
      {version !== undefined && <input type="hidden" name="version" value={version} />}
      <Reason rationale={rationale} visit={visit} />
      <p class="row">
        {buttons.map(([decision, key], at) => (
          <button class={at === 0 ? 'main' : undefined} name="/decision" value={decision}>
            {words.text(key)}
            <span class="unseen"> {code}</span>
          </button>
        ))}
      </p>
    </form>
  );
}

/** One decision and one reason for all that nobody has decided on. */
function RestForm({ side, count, comparison, visit }: Shown & { count: number; visit: Signed }): VNode {
  const { words } = visit;
  return (
    <details class="rest no-print" data-item>
      <summary>{words.text('restTitle')}</summary>
      <p>{words.count('restLead', count)}</p>
      <form
        method="post"
        action={actionOf({ comparison, visit })}
        class="decision"
        data-decide={`rest ${side}`}
      >
        <Proof session={visit.session} />
        <input type="hidden" name="at" value="decisions" />
        <input type="hidden" name="/rest" value={side} />
        <Reason rationale="" visit={visit} />
        <p class="row">
          <button class="main" name="/decision" value={DECIDED_AS[side]}>
            {words.text(MARK[side])} ({words.number(count)})
          </button>
        </p>
      </form>
    </details>
  );
}

function Reason({ rationale, visit: { words } }: { rationale: string; visit: Visit }): VNode {
  return (
    <label>
      {words.text('rationale')}
      <br />
      <span class="muted">{words.text('decideRationaleHint')}</span>
      <textarea name="/rationale" rows={2} required maxLength={LONGEST} dir="auto">
        {rationale}
      </textarea>
    </label>
  );
}

/** A decision that was refused: why, what stands now, and all that was typed. */
export function DecisionAttemptPart({
  attempt,
  comparison,
  visit,
}: {
  attempt: DecisionAttempt;
  comparison: Comparison;
  visit: Signed;
}): VNode {
  const { words } = visit;
  const { fields, side, code, problem, message } = attempt;
  const objective = comparison.objectives[side].find((one) => one.code === code);
  const decision = objective?.decision ?? null;
  return (
    <>
      <div class="note bad" role="alert" tabIndex={-1} id="mistakes">
        {problem === 'stale' && (
          <>
            <p>
              <strong>{words.text('decisionStaleTitle')}</strong>
            </p>
            <p>{words.text('decisionStaleNow', { code: code ?? '' })}</p>
            {objective !== undefined && (
              <p dir="auto">
                <strong>{fateText(objective.fate, words)}</strong>
                {decision !== null && `: ${decision.rationale} (${decision.decidedBy})`}
              </p>
            )}
          </>
        )}
        {problem === 'linked' && (
          <>
            <p>
              <strong>{words.text('contradictionTitle')}</strong>
            </p>
            <p>
              {words.text('contradictionLinked', { code: code ?? '' })}{' '}
              <a href="#links">{words.text('links')}</a>
            </p>
          </>
        )}
        {problem === 'input' && <p lang="en">{message}</p>}
      </div>
      <h2>{words.text('yourDecision')}</h2>
      {problem === 'stale' && code !== undefined ? (
        <ObjectiveForm
          {...{ side, code, comparison, visit }}
          isOpen={objective?.fate === 'undecided'}
          version={decision?.version}
          rationale={fields['/rationale'] ?? ''}
        />
      ) : (
        <>
          <p>{words.text('youWrote')}</p>
          <blockquote dir="auto">{fields['/rationale']}</blockquote>
        </>
      )}
    </>
  );
}
