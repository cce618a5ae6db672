import type { VNode } from 'preact';
import { CAUSES } from '../../assessments/assessment.entity.js';
import { today } from '../../core/dates.js';
import type { Words } from '../../language/words.js';
import { independentAmong } from '../../plans/assessor.entity.js';
import type { LevelView } from '../../plans/scales/scales.reader.js';
import { inLanguage } from '../../plans/translations.js';
import { assessorText } from '../page/assessor-text.js';
import { describedBy, Field, idOf, Mistake } from '../page/pieces.js';
import { may } from '../page/visit.js';
import type { AssessmentParts } from './assessment-parts.js';

/** Assessor, level, day, rationale and cause. */
export function AssessmentFields(parts: AssessmentParts): VNode {
  const { standing, typed, mistakes, visit } = parts;
  const { words, language } = visit;
  const { scale } = standing.plan;
  const day = typed.value('/effectiveOn');
  const first = idOf('/status');
  return (
    <>
      <AssessorField {...parts} />
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
      <OutsideTerm {...parts} />
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

/** Whose judgement is recorded: always said, and never guessed where it would be signed as the holder's own. */
function AssessorField({ standing, typed, mistakes, visit }: AssessmentParts): VNode {
  const { words, language } = visit;
  const { assessors } = standing.plan;
  const chosen = assessors.find(({ slug }) => slug === typed.value('/assessor')) ?? standing.assessor;
  const [only] = assessors;
  if (assessors.length === 1 && only?.kind === 'independent') {
    return (
      <p>
        <input type="hidden" name="/assessor" value={only.slug} />
        {words.text('labelled', { label: words.text('assessor'), text: assessorText(only, words, language) })}
      </p>
    );
  }
  const hasIndependent = independentAmong(assessors) !== undefined;
  return (
    <>
      <Field
        name="/assessor"
        label={words.text('assessmentAssessor')}
        hint={words.text(hasIndependent ? 'assessmentAssessorHint' : 'assessmentNoIndependent')}
        mistakes={mistakes}
      >
        <select {...describedBy('/assessor', mistakes, true)}>
          {chosen === null && <option value="">{words.text('assessmentChooseAssessor')}</option>}
          {assessors.map((assessor) => (
            <option value={assessor.slug} selected={assessor.slug === chosen?.slug}>
              {assessorText(assessor, words, language)}
            </option>
          ))}
        </select>
      </Field>
      {chosen?.kind === 'self_reported' && <p class="note">{words.text('assessmentTranscribing')}</p>}
    </>
  );
}

/** Where the day was refused for lying far outside the term: that it does, and for editors the box that insists on it. */
function OutsideTerm({ outsideTerm, standing, typed, visit }: AssessmentParts): VNode | null {
  const { words } = visit;
  const isInsisted = typed.value('/outsideTerm') !== '';
  if (outsideTerm === undefined && !isInsisted) return null;
  const { termStart, termEnd } = standing.plan;
  return (
    <div class="note">
      <p>{words.text('assessmentOutsideTerm', { from: words.day(termStart), to: words.day(termEnd) })}</p>
      {may(visit, 'editor') && (
        <label>
          <input type="checkbox" name="/outsideTerm" value="true" checked={isInsisted} />{' '}
          {words.text('assessmentInsist')}
        </label>
      )}
    </div>
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
