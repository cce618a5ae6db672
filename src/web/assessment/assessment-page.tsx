import type { VNode } from 'preact';
import { printableThroughout } from '../../documents/printable.js';
import { inLanguage } from '../../plans/translations.js';
import type { Mistakes } from '../page/forms.js';
import type { Page } from '../page/frame.js';
import { MistakeSummary, Proof } from '../page/pieces.js';
import { pageOf, type Visit } from '../page/visit.js';
import { SOURCE_TEXT_STYLE } from '../sources/source-text.js';
import { ConflictBox } from './conflict-box.js';
import { DraftOffer, Picker } from './comforts.js';
import { EvidenceFields } from './evidence-fields.js';
import type { Outcome } from './outcome.js';
import { Quoted } from './quotation.js';
import { PreviewBox } from './preview-box.js';
import { AssessmentFields } from './assessment-fields.js';
import type { Choices, Standing } from './assessment-model.js';
import type { TypedAssessment } from './typed-assessment.js';

const STYLE = `${SOURCE_TEXT_STYLE}
form:not([data-scripted]) .scripted { display: none; }
.levels label { display: block; padding: .25rem 0; }
.levels input { margin-right: .4rem; }
.evidence { background: var(--raised); }
.evidence .row { margin-top: .4rem; }
.evidence .field { margin: .5rem 0; }
.wide { flex: 1 1 16rem; }
.wide input { width: 100%; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); gap: 0 2rem; }
.picker { border: 2px solid var(--accent); border-radius: .4rem; padding: .4rem .9rem .9rem; margin: .9rem 0; background: var(--paper); }
.picker [data-picker-text] { max-height: 24rem; overflow-y: auto; border: 1px solid var(--rule); padding: 0 .8rem; margin: .6rem 0; }
form .note > h2 { border: 0; padding: 0; }
.actions { margin: 1.5rem 0; }
`;

/** Everything that the page shows. */
export interface AssessmentPageModel extends Outcome {
  standing: Standing;
  choices: Choices;
  typed: TypedAssessment;
  /** Whether nothing has been typed yet, as far as the server knows. */
  isFresh: boolean;
}

/** The form on which an assessment is recorded. */
export function assessmentPage(model: AssessmentPageModel, visit: Visit): Page {
  const { words, language } = visit;
  const {
    typed,
    isFresh,
    preview,
    meanwhile,
    focus,
    ticks,
    outsideTerm,
    mistakes = new Map<string, string>(),
  } = model;
  const standing = printableThroughout(model.standing);
  const { plan, objective } = standing;
  const choices = {
    ...printableThroughout({ ...model.choices, passages: null }),
    passages: new Map([...model.choices.passages].map(([id, passage]) => [id, printableThroughout(passage)])),
  };
  const places = printableThroughout(model.places);
  const name = `${objective.code} ${inLanguage(objective.title, objective.titles, language)}`;
  const title = words.text('assessmentTitle', { objective: name });
  const home = pageOf.objective(plan.slug, objective.code);
  const parts = { standing, choices, typed, mistakes, places, focus, ticks, outsideTerm, visit };
  return {
    title,
    above: [
      { label: words.text('navPresidencies'), href: '/' },
      { label: inLanguage(plan.title, plan.titles, language), href: pageOf.plan(plan.slug) },
      { label: objective.code, href: home },
    ],
    data: false,
    style: STYLE,
    scripts: ['assessment.js', 'draft.js'],
    content: (
      <>
        <h1 dir="auto">{title}</h1>
        <Now standing={standing} visit={visit} home={home} />
        <DraftOffer words={words} />
        <form
          method="post"
          action={visit.path}
          noValidate
          data-rating
          data-draft={`${plan.slug}/${objective.code}`}
          data-by={visit.session?.personId}
          data-typed={isFresh ? undefined : ''}
        >
          <div data-live="rating">
            {/* What Enter presses in a field: it must neither record nor take anything away. */}
            <button class="unseen" name="do" value="again" tabIndex={-1} aria-hidden="true" />
            {visit.session !== null && <Proof session={visit.session} />}
            {['version', 'newest', 'kept', 'kind', 'key'].map((hidden) => (
              <input type="hidden" name={hidden} value={typed.value(hidden)} />
            ))}
            <MistakeSummary mistakes={mistakes} words={words} labelOf={labelsOf(model, mistakes, visit)} />
            {model.detail !== undefined && <p class="note bad">{model.detail}</p>}
            {meanwhile !== undefined && <ConflictBox {...parts} meanwhile={printableThroughout(meanwhile)} />}
            <AssessmentFields {...parts} />
            <EvidenceFields {...parts} />
            {preview !== undefined && (
              <PreviewBox
                preview={printableThroughout(preview)}
                asOf={typed.value('/effectiveOn')}
                typed={typed}
                standing={standing}
                visit={visit}
              />
            )}
            <div class="row actions">
              <button class="main" name="do" value="record">
                {words.text('assessmentRecord')}
              </button>
              <button name="do" value="preview">
                {words.text('assessmentPreview')}
              </button>
              <a href={home}>{words.text('assessmentCancel')}</a>
            </div>
          </div>
        </form>
        <Picker words={words} />
      </>
    ),
  };
}

/** Where the objective stands, with the passages of its current assessment. */
function Now({ standing, visit, home }: { standing: Standing; visit: Visit; home: string }): VNode {
  const { words, language } = visit;
  const { plan, objective, current } = standing;
  const level = plan.scale.levels.find(({ slug }) => slug === objective.status);
  return (
    <>
      <p>
        {objective.effectiveOn === null || level === undefined
          ? words.text('assessmentNever')
          : words.text('assessmentNow', {
              level: inLanguage(level.label, level.labels, language),
              day: words.day(objective.effectiveOn),
            })}{' '}
        <a href={home}>{words.text('assessmentToObjective')}</a>
      </p>
      {current !== null && (
        <details>
          <summary>{words.count('assessmentItsPassages', current.evidence.length)}</summary>
          <p dir="auto">{current.rationale}</p>
          {current.evidence.map((passage) => (
            <Quoted passage={passage} bearing={passage.bearing} words={words} />
          ))}
        </details>
      )}
    </>
  );
}

/** What the fields are called that a mistake can be about. */
function labelsOf(
  { typed }: AssessmentPageModel,
  mistakes: Mistakes,
  { words }: Visit,
): (name: string) => string | undefined {
  const labels = new Map<string, string>([
    ['/status', words.text('level')],
    ['/effectiveOn', words.text('effectiveOn')],
    ['/assessor', words.text('assessor')],
    ['/rationale', words.text('assessmentRationale')],
    ['/cause', words.text('cause')],
    ['/evidence', words.text('evidence')],
  ]);
  const numbers = { passage: 0, words: 0 };
  for (const { n, passage } of typed.rows) {
    const label =
      passage === null
        ? words.text('assessmentQuotation', { n: (numbers.words += 1) })
        : words.text('assessmentPassage', { n: (numbers.passage += 1) });
    for (const name of mistakes.keys()) if (`${name}/`.startsWith(`/evidence/${n}/`)) labels.set(name, label);
  }
  return (name) => labels.get(name);
}
