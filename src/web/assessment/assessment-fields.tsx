import type { VNode } from 'preact';
import { CAUSES } from '../../assessments/assessment.entity.js';
import { today } from '../../core/dates.js';
import type { Words } from '../../language/words.js';
import type { LevelView } from '../../plans/scales.reader.js';
import { inLanguage } from '../../plans/translations.js';
import { describedBy, Field, idOf, Mistake } from '../page/pieces.js';
import type { AssessmentParts } from './assessment-page.js';

/** Level, day, assessor, rationale and cause. */
export function AssessmentFields({ standing, typed, mistakes, visit }: AssessmentParts): VNode {
  const { words, language } = visit;
  const { scale, assessors } = standing.plan;
  const day = typed.value('/effectiveOn');
  const first = idOf('/status');
  return (
    <>
      <fieldset class="levels" aria-describedby={mistakes.has('/status') ? `${first}-error` : undefined}>
        <legend>{words.text('assessmentStatus')}</legend>
        <Mistake name="/status" mistakes={mistakes} />
        {scale.levels.map((level, at) => (
          <label>
            <input
              type="radio"
              id={at === 0 ? first : `${first}-${at}`}
              name="/status"
              value={level.slug}
              checked={typed.value('/status') === level.slug}
            />
            <strong>{inLanguage(level.label, level.labels, language)}</strong>{' '}
            <span class="muted">({meaningOf(level, words)})</span>
          </label>
        ))}
      </fieldset>
      <Field
        name="/effectiveOn"
        label={words.text('assessmentDay')}
        hint={words.text('assessmentDayHint')}
        mistakes={mistakes}
      >
        <input type="date" max={today()} value={day} {...describedBy('/effectiveOn', mistakes, true)} />
      </Field>
      {assessors.length > 1 && (
        <Field name="/assessor" label={words.text('assessmentAssessor')} mistakes={mistakes}>
          <select {...describedBy('/assessor', mistakes, false)}>
            {assessors.map(({ slug, name, names, default: isDefault }) => (
              <option
                value={slug}
                selected={typed.value('/assessor') === '' ? isDefault : typed.value('/assessor') === slug}
              >
                {inLanguage(name, names, language)}
              </option>
            ))}
          </select>
        </Field>
      )}
      <Field name="/rationale" label={words.text('assessmentRationale')} mistakes={mistakes}>
        <textarea
          rows={4}
          dir="auto"
          value={typed.value('/rationale')}
          {...describedBy('/rationale', mistakes, false)}
        />
      </Field>
      <Field
        name="/cause"
        label={words.text('cause')}
        hint={words.text('assessmentCauseHint')}
        mistakes={mistakes}
      >
        <select {...describedBy('/cause', mistakes, true)}>
          <option value="" />
          {CAUSES.map((cause) => (
            <option value={cause} selected={typed.value('/cause') === cause}>
              {words.text(cause)}
            </option>
          ))}
        </select>
      </Field>
    </>
  );
}

/** What a level does to the count, in words. */
function meaningOf(level: LevelView, words: Words): string {
  const { assessed, applicable, complete, final, credit } = level;
  if (!assessed) return words.text('assessmentNotYet');
  const counts = !applicable
    ? words.text('assessmentLeavesCount')
    : words.text(complete ? 'assessmentCountsAsComplete' : 'assessmentCountsAsOpen');
  return [
    counts,
    ...(credit !== null && credit !== Number(complete)
      ? [words.text('assessmentCredit', { credit: words.number(credit) })]
      : []),
    ...(final ? [words.text('assessmentFinal')] : []),
  ].join('; ');
}
