import type { ComponentChildren, VNode } from 'preact';
import type { Comparison, ObjectiveOf, OpenObjective } from '../../comparison/compare.js';
import { endText, named, statusOf } from '../../comparison/formats/naming.js';
import { fateText } from '../../comparison/formats/fate-looks.js';
import { labelled } from '../../reporting/scorecard/formats/wording.js';
import { Around } from '../page/frame.js';
import { address, here, may, pageOf, type Visit } from '../page/visit.js';
import { nothingMissedText, nothingWeakText } from '../../reporting/scorecard/formats/coverage.js';
import { Spoken } from '../../documents/html/spoken.js';

/** Longer lists are folded, so that the page can be overseen. */
const OPEN = 15;
/** What is more stands in the whole comparison. */
const MOST = 100;

interface Shown {
  comparison: Comparison;
  visit: Visit;
}

/** An objective with the way to its page. */
export function Named({
  plan,
  objective,
}: {
  plan: string;
  objective: Pick<ObjectiveOf, 'code' | 'title'>;
}): VNode {
  return (
    <a href={pageOf.objective(plan, objective.code)} dir="auto">
      <Spoken text={named(objective)} />
    </a>
  );
}

/** A heading and a list under it, folded where it is long. */
export function Folded({
  title,
  length,
  children,
}: {
  title: string;
  length: number;
  children: ComponentChildren;
}): VNode {
  return (
    <details open={length <= OPEN}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

/** What was not achieved, and what takes it up. */
export function Unfinished({ comparison, visit }: Shown): VNode {
  const { unfinished, from } = comparison;
  const { words } = visit;
  return (
    <>
      <h2>{words.text('unfinishedTaken')}</h2>
      {unfinished.length === 0 && <p>{nothingMissedText(from.total, words)}</p>}
      {unfinished.slice(0, MOST).map((objective) => {
        const { level, cause, code } = objective;
        return (
          <section class="keep">
            <h3>
              <Named plan={from.slug} objective={objective} />
            </h3>
            <p>
              <strong>
                <Spoken text={statusOf(from, level)} />
              </strong>
              {cause !== null && <> · {labelled(words.text('cause'), words.text(cause), words)}</>}
            </p>
            <TakenUpBy objective={objective} comparison={comparison} visit={visit} />
            {objective.fate === 'undecided' && may(visit, 'analyst') && (
              <p class="no-print">
                <a href={`${here(visit, { objective: code, cursor: undefined })}#suggestions`}>
                  {words.text('findCandidates', { code })}
                </a>
              </p>
            )}
          </section>
        );
      })}
      <Rest length={unfinished.length} comparison={comparison} visit={visit} />
    </>
  );
}

/** What was achieved, but on evidence that is not firm. */
export function NotFirm({ comparison, visit }: Shown): VNode {
  const { notFirm, from } = comparison;
  const { words } = visit;
  const title = words.text('notFirmTaken');
  return (
    <>
      <h2>{title}</h2>
      {notFirm.length === 0 ? (
        <p>{nothingWeakText(comparison.from.total, words)}</p>
      ) : (
        <Folded title={words.text('listOf', { title, n: notFirm.length })} length={notFirm.length}>
          <div class="scroll" tabIndex={0} role="region" aria-label={title}>
            <table>
              <caption class="unseen">{title}</caption>
              <thead>
                <tr>
                  <th scope="col">{words.text('earlierObjective')}</th>
                  <th scope="col">{words.text('strength')}</th>
                  <th scope="col">{words.text('outcome')}</th>
                  <th scope="col">{words.text('takenUpBy')}</th>
                </tr>
              </thead>
              <tbody>
                {notFirm.slice(0, MOST).map((objective) => (
                  <tr>
                    <th scope="row">
                      <Named plan={from.slug} objective={objective} />
                    </th>
                    <td>{words.text(objective.strength)}</td>
                    <td>{fateText(objective.fate, words)}</td>
                    <td>
                      <TakenUpBy objective={objective} comparison={comparison} visit={visit} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Rest length={notFirm.length} comparison={comparison} visit={visit} />
        </Folded>
      )}
    </>
  );
}

function TakenUpBy({ objective, comparison, visit }: Shown & { objective: OpenObjective }): VNode {
  const { words } = visit;
  if (objective.takenUpBy.length === 0)
    return (
      <p dir="auto">
        <Spoken text={endText(objective, comparison, words)} />
      </p>
    );
  return (
    <ul>
      {objective.takenUpBy.map((taken) => (
        <li>
          <Named plan={comparison.to.slug} objective={taken} />{' '}
          <span class="muted">({words.text(taken.relation)})</span>
        </li>
      ))}
    </ul>
  );
}

/** Where the rest of a long list can be read. */
export function Rest({ length, comparison, visit }: Shown & { length: number }): VNode | null {
  if (length <= MOST) return null;
  const { words } = visit;
  const { from, to, origin } = comparison;
  return (
    <p>
      <Around text={words.count('restStands', length - MOST, { link: '{link}' })}>
        <a href={address(`/api/v1/comparisons/${from.slug}/${to.slug}.html`, origin.parameters)}>
          {words.text('wholeComparison')}
        </a>
      </Around>
    </p>
  );
}
