import type { VNode } from 'preact';
import type { Comparison } from '../../comparison/compare.js';
import { fateText } from '../../comparison/formats/fate-looks.js';
import type { LinkView } from '../../comparison/links/links.reader.js';
import { MistakeSummary } from '../page/pieces.js';
import { may } from '../page/visit.js';
import type { Attempt } from './comparison-model.js';
import { codesOf, LinkForm, type Signed, STATES } from './link-forms.js';

/** A form that was refused: why, what somebody else has done in the meantime, and all that was typed. */
export function AttemptPart({
  attempt,
  comparison,
  visit,
}: {
  attempt: Attempt;
  comparison: Comparison;
  visit: Signed;
}): VNode {
  const { fields, link, contradicts } = attempt;
  const { words } = visit;
  const mistakes = withReasonAsked(attempt, words.text('needsReason'));
  const wasProposal = fields.version === undefined;
  // Who saw the link as it stands now may decide again; a mistake alone leaves the version that was read.
  const version = mistakes.size === 0 ? link?.version : fields.version;
  return (
    <>
      <MistakeSummary mistakes={mistakes} words={words} />
      {contradicts !== undefined && (
        <div class="note bad" role="alert" tabIndex={-1} id="mistakes">
          <p>
            <strong>{words.text('contradictionTitle')}</strong>
          </p>
          <p>
            {words.text('contradictionDecided', {
              code: contradicts,
              decision: decisionText(comparison, contradicts, visit),
            })}{' '}
            <a href="#decisions">{words.text('decisionsTitle')}</a>
          </p>
        </div>
      )}
      {mistakes.size === 0 && contradicts === undefined && link !== null && (
        <div class="note bad" role="alert" tabIndex={-1} id="mistakes">
          <p>
            <strong>{words.text(wasProposal ? 'linkedTitle' : 'staleTitle')}</strong>
          </p>
          <p>{words.text(wasProposal ? 'linkedNow' : 'staleNow', codesOf(link))}</p>
          <AsItStands link={link} visit={visit} />
        </div>
      )}
      <h2>{words.text('yourDecision')}</h2>
      {link !== null && !may(visit, 'editor') ? (
        <>
          <p>{words.text('youWrote')}</p>
          <blockquote dir="auto">{fields['/rationale']}</blockquote>
        </>
      ) : (
        <LinkForm
          fields={fields}
          mistakes={mistakes}
          state={link?.state}
          link={link === null ? null : { id: link.id, version: version ?? link.version }}
          at={fields.at === 'suggestions' ? 'suggestions' : 'links'}
          comparison={comparison}
          visit={visit}
        />
      )}
    </>
  );
}

/** Anyone who could have ticked the suggested reason is told so, in the words of the form. */
function withReasonAsked({ fields, mistakes }: Attempt, asked: string): Attempt['mistakes'] {
  if (fields.suggestedReason === undefined || !mistakes.has('/rationale')) return mistakes;
  return new Map([...mistakes, ['/rationale', asked]]);
}

function decisionText({ objectives }: Comparison, code: string, { words }: Signed): string {
  const one = [...objectives.from, ...objectives.to].find((objective) => objective.code === code);
  return one === undefined ? '' : fateText(one.fate, words);
}

function AsItStands({ link, visit }: { link: LinkView; visit: Signed }): VNode {
  const { words } = visit;
  const facts: [string, string][] = [
    [words.text('state'), words.text(STATES[link.state])],
    [words.text('relation'), words.text(link.relation)],
    [words.text('rationale'), link.rationale],
    [words.text('linkSaidBy'), `${link.decidedBy}, ${words.instant(link.decidedAt)}`],
  ];
  return (
    <dl class="facts">
      {facts.map(([label, text]) => (
        <div>
          <dt>{label}</dt>
          <dd dir="auto">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
