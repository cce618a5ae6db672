import type { VNode } from 'preact';
import type { AssessmentView } from '../../assessments/history.reader.js';
import { isDay } from '../../core/dates.js';
import { inLanguage } from '../../plans/translations.js';
import type { Visit } from '../page/visit.js';
import { Quoted, Said } from './quotation.js';
import type { AssessmentParts } from './assessment-parts.js';
import type { Standing } from './assessment-model.js';

/** Both sides of a conflict: what was recorded since the form was made, and what stands in the form. */
export function ConflictBox({
  meanwhile,
  ...parts
}: AssessmentParts & { meanwhile: readonly AssessmentView[] }): VNode {
  const { standing, visit } = parts;
  const { words } = visit;
  return (
    <section class="note bad" id="conflict" tabIndex={-1} role="alert" autoFocus>
      <h2>{words.text('assessmentConflict')}</h2>
      <p>{words.text('assessmentConflictMeans')}</p>
      <div class="sides">
        <div>
          <h3>{words.text('assessmentTheirs')}</h3>
          {meanwhile.length === 0 && <p>{words.text('assessmentOnlyWording')}</p>}
          {meanwhile.map((entry) => (
            <Entry entry={entry} standing={standing} visit={visit} />
          ))}
        </div>
        <div>
          <h3>{words.text('assessmentYours')}</h3>
          <Yours {...parts} />
        </div>
      </div>
    </section>
  );
}

function Entry({
  entry,
  standing,
  visit,
}: {
  entry: AssessmentView;
  standing: Standing;
  visit: Visit;
}): VNode {
  const { words } = visit;
  const { recordedBy, recordedAt, status, effectiveOn, rationale, evidence, cause } = entry;
  return (
    <div>
      <p dir="auto">{words.text('assessmentBy', { name: recordedBy, instant: words.instant(recordedAt) })}</p>
      {status === null || effectiveOn === null ? (
        <p>{words.text('assessmentRetraction')}</p>
      ) : (
        <p>
          <strong>{labelOf(status, standing, visit)}</strong> · {words.day(effectiveOn)}
          {cause !== null && <> · {words.text(cause)}</>}
        </p>
      )}
      <p dir="auto">{rationale}</p>
      {evidence.map((passage) => (
        <Quoted passage={passage} bearing={passage.bearing} words={words} />
      ))}
    </div>
  );
}

function Yours({ typed, standing, choices, visit }: AssessmentParts): VNode {
  const { words } = visit;
  const [status, day] = [typed.value('/status'), typed.value('/effectiveOn')];
  const ticked = typed.rows.flatMap((row) =>
    typed.inRow(row, 'passage') === '' ? [] : (choices.passages.get(row.passage ?? '') ?? []),
  );
  const fresh = typed.rows
    .filter(({ passage }) => passage === null)
    .map((row) => typed.inRow(row, 'exact') || typed.inRow(row, 'summary'))
    .filter((text) => text !== '');
  return (
    <>
      <p>
        <strong>{status === '' ? words.text('assessmentBlank') : labelOf(status, standing, visit)}</strong> ·{' '}
        {isDay(day) ? words.day(day) : words.text('assessmentBlank')}
      </p>
      <p dir="auto">{typed.value('/rationale')}</p>
      {ticked.map((passage) => (
        <blockquote>
          <Said passage={passage} />
        </blockquote>
      ))}
      {fresh.map((text) => (
        <blockquote dir="auto">{text}</blockquote>
      ))}
    </>
  );
}

function labelOf(slug: string, { plan }: Standing, { language }: Visit): string {
  const level = plan.scale.levels.find((candidate) => candidate.slug === slug);
  return level === undefined ? slug : inLanguage(level.label, level.labels, language);
}
