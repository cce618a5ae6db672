import type { VNode } from 'preact';
import type { Words } from '../../language/words.js';
import type { PlanView } from '../../plans/plans.reader.js';
import { inLanguage } from '../../plans/translations.js';
import { figureOf, rangeText } from '../../reporting/scorecard/formats/coverage.js';
import { levelLabel } from '../../reporting/scorecard/formats/wording.js';
import type { Scorecard } from '../../reporting/scorecard/scorecard.js';
import type { Visit } from '../page/visit.js';
import type { Standing } from './assessment-model.js';
import type { Preview } from './assessment-preview.js';
import { Said } from './quotation.js';
import type { TypedAssessment } from './typed-assessment.js';

/** What recording the form would do to the scorecard. */
export function PreviewBox({
  preview,
  asOf,
  typed,
  standing,
  visit,
}: {
  preview: Preview;
  /** The day that the assessment would be true of. */
  asOf: string;
  typed: TypedAssessment;
  standing: Standing;
  visit: Visit;
}): VNode {
  const { words } = visit;
  const { thatDay, today, before, after } = preview;
  const effect = thatDay ?? today;
  const rows = [
    ...figuresOf(effect.before, effect.after, standing.objective.area, words),
    ...(thatDay === null
      ? [
          [
            words.text('level'),
            levelLabel(effect.before, before.status),
            levelLabel(effect.after, after.status),
          ],
          [words.text('strength'), strengthOf(before, words), strengthOf(after, words)],
        ]
      : []),
  ];
  const { assessor } = effect.after;
  return (
    <section class="note good" id="preview" tabIndex={-1} autoFocus data-preview>
      <h2>{words.text('assessmentPreviewTitle')}</h2>
      <p>{words.text('assessmentNothingYet')}</p>
      {thatDay !== null && (
        <p>
          <strong>
            {words.text('assessmentNotCurrent', {
              day: words.day(after.effectiveOn ?? asOf),
              asOf: words.day(asOf),
            })}
          </strong>
        </p>
      )}
      <FromEarlier typed={typed} standing={standing} visit={visit} />
      <p class="lead">
        <strong>
          {words.text('assessmentBeforeAfter', {
            before: figureOf(effect.before.total, words),
            after: figureOf(effect.after.total, words),
          })}
        </strong>
      </p>
      <div
        class="scroll"
        tabIndex={0}
        role="region"
        aria-label={words.text('assessmentScorecardOf', {
          day: words.day(effect.after.asOf),
          assessor: assessor.name,
        })}
      >
        <table>
          <caption>
            {words.text('assessmentScorecardOf', {
              day: words.day(effect.after.asOf),
              assessor: assessor.name,
            })}
          </caption>
          <thead>
            <tr>
              <th scope="col">{words.text('item')}</th>
              <th scope="col">{words.text('now')}</th>
              <th scope="col">{words.text('assessmentAfter')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([label, from, to]) => (
              <tr>
                <th scope="row" dir="auto">
                  {label}
                </th>
                <td>{from}</td>
                <td>{from === to ? to : <strong>{to}</strong>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** The passages that came from the earlier status, where that was of another kind: they were attached again by hand. */
function FromEarlier({
  typed,
  standing: { plan, current },
  visit: { words, language },
}: {
  typed: TypedAssessment;
  standing: Standing;
  visit: Visit;
}): VNode | null {
  const levelOf = (slug: string | null): PlanView['scale']['levels'][number] | undefined =>
    plan.scale.levels.find((level) => level.slug === slug);
  const [before, after] = [levelOf(current?.status ?? null), levelOf(typed.value('/status'))];
  const ticked = new Set(typed.rows.map((row) => typed.inRow(row, 'passage')));
  const passages = (current?.evidence ?? []).filter(({ passage }) => ticked.has(passage));
  if (!before || !after || before.complete === after.complete || passages.length === 0) return null;
  return (
    <>
      <p>
        {words.text('assessmentFromEarlier', { level: inLanguage(before.label, before.labels, language) })}
      </p>
      <ul>
        {passages.map((passage) => (
          <li>
            <Said passage={passage} />
          </li>
        ))}
      </ul>
    </>
  );
}

function figuresOf(before: Scorecard, after: Scorecard, area: string, words: Words): string[][] {
  const areaOf = (card: Scorecard): Scorecard['areas'][number] | undefined =>
    card.areas.find(({ code }) => code === area);
  const [areaBefore, areaAfter] = [areaOf(before), areaOf(after)];
  return [
    [words.text('assessmentAllAreas'), figureOf(before.total, words), figureOf(after.total, words)],
    ...(areaBefore && areaAfter
      ? [[areaAfter.name, figureOf(areaBefore, words), figureOf(areaAfter, words)]]
      : []),
    [words.text('rangeLabel'), rangeText(before, words), rangeText(after, words)],
    ...after.claims.map(({ passage, verdict }, at) => [
      words.text('labelled', { label: words.text('claim'), text: passage }),
      words.text(before.claims[at]?.verdict ?? verdict),
      words.text(verdict),
    ]),
  ];
}

function strengthOf({ strength }: Preview['before'], words: Words): string {
  return strength === null ? '–' : words.text(strength);
}
