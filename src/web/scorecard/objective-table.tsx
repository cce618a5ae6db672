import type { VNode } from 'preact';
import type { Words } from '../../language/words.js';
import { assessorText, statusLabel } from '../../reporting/scorecard/formats/wording.js';
import type { Cell } from '../../reporting/scorecard/report.js';
import type { Scorecard } from '../../reporting/scorecard/scorecard.js';
import { CardCell } from '../page/pieces.js';
import { pageOf } from '../page/visit.js';
import { Others } from './findings.js';
import { Spoken } from '../../documents/html/spoken.js';

const HEADINGS = ['code', 'objective', 'status', 'effectiveOn', 'strength', 'assessor'] as const;

/**
 * Every objective of a scorecard: where it stands, since when, on what evidence, and by whose judgement. On paper the
 * last is left to the line under the headline: it is the same in every row.
 */
export function ObjectiveTable({
  cells,
  card,
  words,
}: {
  cells: readonly Cell[];
  card: Scorecard;
  words: Words;
}): VNode {
  const assessed = new Map(card.scale.levels.map((level) => [level.slug, level.assessed]));
  return (
    <>
      <h2>{words.text('objectives')}</h2>
      <table class="cards" role="table">
        <caption class="unseen">
          <Spoken text={words.text('objectivesOf', { plan: card.plan.title })} />
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            {HEADINGS.map((heading) => (
              <th scope="col" role="columnheader" class={heading === 'assessor' ? 'no-print' : undefined}>
                {words.text(heading)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {cells.map((cell) => {
            const { code, title, effectiveOn, strength, level } = cell;
            const isAssessed = assessed.get(level) ?? true;
            return (
              <tr role="row">
                <td role="cell" class="code">
                  {code}
                </td>
                <th scope="row" role="rowheader" dir="auto">
                  <a href={pageOf.objective(card.plan.slug, code)}>
                    <Spoken text={title} />
                  </a>
                </th>
                <td role="cell">
                  <Spoken text={statusLabel(cell, card, words)} />
                  <Others code={code} card={card} words={words} />
                </td>
                <CardCell
                  kind="day"
                  text={isAssessed && effectiveOn !== null ? words.day(effectiveOn) : null}
                />
                <CardCell text={strength === null ? null : words.text(strength)} />
                <CardCell kind="no-print" text={isAssessed ? assessorText(card, words) : null} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
