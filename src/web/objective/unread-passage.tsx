import type { VNode } from 'preact';
import type { EvidenceView } from '../../assessments/history.reader.js';
import { Proof } from '../page/pieces.js';
import { address, may, pageOf, type Visit } from '../page/visit.js';
import type { ObjectiveModel } from './objective-model.js';

/** Says that nobody has read a passage; anyone who may record gets a button to confirm it, for this passage alone. */
export function UnreadPassage({
  evidence: { position, bearing },
  model: { plan, objective, version },
  visit,
}: {
  evidence: EvidenceView;
  model: ObjectiveModel;
  visit: Visit;
}): VNode {
  const { words, session } = visit;
  const page = pageOf.objective(plan.slug, objective.code);
  const action = address(
    `${page}/assessments/${objective.assessment ?? ''}/evidence/${position}/reading`,
    Object.fromEntries(visit.query),
  );
  return (
    <div class="note">
      <p>
        <strong>{words.text('notReadYet')}</strong>
      </p>
      {session !== null && may(visit, 'analyst') && (
        <form method="post" action={action} class="row no-print">
          <Proof session={session} />
          <input type="hidden" name="version" value={version} />
          <button>{words.text('confirmReading', { bearing: words.text(bearing) })}</button>
          <a href={pageOf.rating(plan.slug, objective.code)}>{words.text('readOtherwise')}</a>
        </form>
      )}
    </div>
  );
}
