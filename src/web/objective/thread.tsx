import type { VNode } from 'preact';
import type { ThreadStep } from '../../comparison/threads.reader.js';
import { inLanguage } from '../../plans/translations.js';
import { assessorText } from '../page/assessor-text.js';
import { pageOf, type Visit } from '../page/visit.js';
import { levelKey, type ObjectiveModel } from './objective-model.js';
import { Spoken } from '../../documents/html/spoken.js';

/** What an objective goes back to in earlier presidencies, and what became of it in later ones. */
export function ThreadOf({ model, visit }: { model: ObjectiveModel; visit: Visit }): VNode {
  const { words } = visit;
  const { earlier, later } = model.thread;
  if (earlier.length + later.length === 0) return <p>{words.text('noThread')}</p>;
  return (
    <>
      {earlier.length > 0 && <h3>{words.text('threadEarlier')}</h3>}
      <Steps steps={earlier} model={model} visit={visit} />
      {later.length > 0 && <h3>{words.text('threadLater')}</h3>}
      <Steps steps={later} model={model} visit={visit} />
    </>
  );
}

function Steps({
  steps,
  model: { plan: own, objective, levels },
  visit: { words, language },
}: {
  steps: readonly ThreadStep[];
  model: ObjectiveModel;
  visit: Visit;
}): VNode | null {
  if (steps.length === 0) return null;
  return (
    <ul>
      {steps.map(
        ({
          plan,
          code,
          title,
          titles,
          level,
          assessor,
          evidenceWithoutStatus,
          relation,
          rationale,
          next,
        }) => (
          <li>
            <a href={pageOf.objective(plan.slug, code)} dir="auto">
              {code} <Spoken text={inLanguage(title, titles, language)} />
            </a>
            :{' '}
            {evidenceWithoutStatus ? (
              words.text('evidenceWithoutStatus')
            ) : (
              <Spoken text={levels.get(levelKey(plan.slug, level)) ?? level} />
            )}
            <br />
            <span class="muted" dir="auto">
              <Spoken text={assessorText(assessor, words, language)} /> ·{' '}
              <Spoken text={inLanguage(plan.title, plan.titles, language)} /> · {words.text(relation)}
              {(next.plan !== own.slug || next.code !== objective.code) && <> ({next.code})</>}.{' '}
              <Spoken text={rationale} />
            </span>
          </li>
        ),
      )}
    </ul>
  );
}
