import type { VNode } from 'preact';
import type { AssessmentView } from '../../assessments/history.reader.js';
import type { Session } from '../../auth/sessions.service.js';
import type { Mistakes } from '../page/forms.js';
import { describedBy, Field, Proof } from '../page/pieces.js';
import { address, may, pageOf, type Visit } from '../page/visit.js';
import { assessorText } from '../page/assessor-text.js';
import { Use } from '../sources/passages.js';
import type { ObjectiveModel } from './objective-model.js';
import { Spoken } from '../../documents/html/spoken.js';

/** Rules for the timeline. */
export const HISTORY_STYLE = `
.history { list-style: none; padding: 0; border-left: 2px solid var(--rule); }
.history > li { padding: .1rem 0 1rem 1.1rem; position: relative; }
.history > li::before { content: ''; position: absolute; left: -.45rem; top: .45rem; width: .7rem; height: .7rem; border-radius: 50%; background: var(--paper); border: 2px solid var(--accent); }
.history h3 { margin: 0; }
.history .withdrawn h3 { text-decoration: line-through; font-weight: normal; }
`;

/** A retraction that was refused: what was typed, and why. */
export interface RefusedRetraction {
  id: string;
  typed: string;
  /** Wrong with the form, by field. */
  mistakes: Mistakes;
  /** What else stands against it, in the language of the page. */
  notice: string | null;
}

/** The field of the reason for withdrawing an entry: each entry has a form of its own, and so a field of its own. */
export function reasonField(id: string): string {
  return `/${id}/rationale`;
}

/** What was recorded of an objective, newest first; for analysts, each assessment with a form to withdraw it. */
export function History({
  model,
  labels,
  visit,
  refused,
}: {
  model: ObjectiveModel;
  labels: ReadonlyMap<string, string>;
  visit: Visit;
  refused: RefusedRetraction | undefined;
}): VNode {
  const { words, language } = visit;
  const { assessors, scale } = model.plan;
  const isAssessed = (status: string | null): boolean =>
    scale.levels.find(({ slug }) => slug === status)?.assessed ?? true;
  const whose = (slug: string): string => {
    const assessor = assessors.find((one) => one.slug === slug);
    return assessor ? assessorText(assessor, words, language) : slug;
  };
  return (
    <ol class="history">
      {model.history.items.map((entry) => (
        <li id={`entry-${entry.id}`} class={entry.retractedBy === null ? 'keep' : 'keep withdrawn'}>
          <h3>
            {entry.status === null || entry.effectiveOn === null
              ? words.text('retractionEntry')
              : !isAssessed(entry.status) && entry.evidence.length > 0
                ? words.text('evidenceWithoutStatus')
                : words.text('entryOf', {
                    day: words.day(entry.effectiveOn),
                    level: labels.get(entry.status) ?? entry.status,
                  })}
          </h3>
          <p class="muted">
            <Spoken
              text={words.text('recordedBy', {
                instant: words.instant(entry.recordedAt),
                name: entry.recordedBy,
              })}
            />
            {entry.importedFrom !== null && (
              <>
                {' · '}
                <Spoken text={words.text('importedFrom', { file: entry.importedFrom.file })} />
              </>
            )}
            {' · '}
            <span dir="auto">
              <Spoken
                text={words.text('labelled', { label: words.text('assessor'), text: whose(entry.assessor) })}
              />
            </span>
          </p>
          {entry.retractedBy !== null && (
            <p dir="auto">
              <Spoken
                text={words.text('retractedBecause', { reason: model.reasons.get(entry.retractedBy) ?? '' })}
              />
            </p>
          )}
          <p dir="auto">
            <Spoken text={entry.rationale} />
          </p>
          {entry.evidence.length > 0 && (
            <details>
              <summary>
                {words.count(
                  isAssessed(entry.status) ? 'restsOn' : 'passagesCollected',
                  entry.evidence.length,
                )}
              </summary>
              <ul>
                {entry.evidence.map(({ passage, source, bearing, exact, summary }) => (
                  <li dir="auto">
                    <Use use={bearing} isAssessed={isAssessed(entry.status)} words={words} />{' '}
                    <a href={pageOf.passage(source, passage)}>
                      {exact === null ? (
                        <Spoken text={summary ?? ''} />
                      ) : (
                        <q>
                          <Spoken text={exact} own={model.sources.get(source)?.language} />
                        </q>
                      )}
                    </a>
                  </li>
                ))}
              </ul>
            </details>
          )}
          {visit.session !== null &&
            may(visit, 'analyst') &&
            entry.status !== null &&
            entry.retractedBy === null && (
              <Retraction
                entry={entry}
                model={model}
                visit={visit}
                session={visit.session}
                refused={refused?.id === entry.id ? refused : undefined}
              />
            )}
        </li>
      ))}
    </ol>
  );
}

function Retraction({
  entry,
  model: { plan, objective, version },
  visit,
  session,
  refused,
}: {
  entry: AssessmentView;
  model: ObjectiveModel;
  visit: Visit;
  session: Session;
  refused: RefusedRetraction | undefined;
}): VNode {
  const { words } = visit;
  const name = reasonField(entry.id);
  const mistakes = refused?.mistakes ?? new Map<string, string>();
  const action = address(
    `${pageOf.objective(plan.slug, objective.code)}/assessments/${entry.id}/retraction`,
    Object.fromEntries(visit.query),
  );
  return (
    <details class="no-print" open={refused !== undefined}>
      <summary>{words.text('retract')}</summary>
      <form method="post" action={action}>
        <Proof session={session} />
        <input type="hidden" name="version" value={version} />
        <Field
          name={name}
          label={words.text('retractWhy')}
          hint={words.text('retractHint')}
          mistakes={mistakes}
        >
          <textarea {...describedBy(name, mistakes, true)} rows={3} required maxLength={10_000}>
            {refused?.typed ?? ''}
          </textarea>
        </Field>
        <button>{words.text('retract')}</button>
      </form>
    </details>
  );
}
