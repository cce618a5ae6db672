import type { VNode } from 'preact';
import type { Session } from '../../auth/sessions.service.js';
import { LANGUAGES } from '../../language/languages.js';
import type { BareKey } from '../../language/texts.js';
import type { PlanSummary } from '../../plans/plans.reader.js';
import type { ScaleView } from '../../plans/scales/scales.reader.js';
import type { Fields, Mistakes } from '../page/forms.js';
import type { Page } from '../page/frame.js';
import { describedBy, Field, MistakeSummary, Proof } from '../page/pieces.js';
import type { Visit } from '../page/visit.js';
import { type Looked, ReportPart } from './report-part.js';

/** The page as it is to be shown. */
export interface ImportModel {
  plans: readonly PlanSummary[];
  scales: readonly ScaleView[];
  fields: Fields;
  mistakes: Mistakes;
  notice: string | null;
  /** The file that waits here. */
  upload: { id: string; name: string } | null;
  looked: Looked | null;
}

/** Brings a file in: chosen, looked at, put right, applied. */
export function importPage(model: ImportModel, visit: Visit, session: Session): Page {
  const { words } = visit;
  const { fields, mistakes, notice, upload, looked } = model;
  return {
    title: words.text('navImport'),
    data: false,
    content: (
      <>
        <MistakeSummary mistakes={mistakes} words={words} />
        {notice !== null && (
          <p class="note bad" role="alert">
            {notice}
          </p>
        )}
        <h1>{words.text('navImport')}</h1>
        <p class="lead">{words.text('importLead')}</p>
        <form method="post" action="/import" encType="multipart/form-data">
          <Proof session={session} />
          {upload && <input type="hidden" name="upload" value={upload.id} />}
          {looked && <ReportPart looked={looked} fields={fields} words={words} />}
          <Field
            name="file"
            label={upload ? words.text('importOtherFile', { file: upload.name }) : words.text('importFile')}
            hint={words.text('importFileHint')}
            mistakes={mistakes}
          >
            <input {...describedBy('file', mistakes, true)} type="file" accept=".csv,.tsv,.txt,.xlsx" />
          </Field>
          <Field name="into" label={words.text('importInto')} mistakes={mistakes}>
            <select {...describedBy('into', mistakes, false)}>
              <option value="">{words.text('importNewPlan')}</option>
              {model.plans.map(({ slug, title }) => (
                <option value={slug} selected={slug === fields.into}>
                  {`${title} (${slug})`}
                </option>
              ))}
            </select>
          </Field>
          <NewPlan model={model} visit={visit} />
          <p class="row">
            <button class={looked ? undefined : 'main'} name="action" value="look">
              {words.text(looked ? 'lookAgain' : 'lookAtFile')}
            </button>
            {looked && (
              <button class="main" name="action" value="apply">
                {words.text('importNow')}
              </button>
            )}
          </p>
        </form>
      </>
    ),
  };
}

const PLAN_FIELDS: readonly { name: string; label: BareKey; hint?: BareKey; type?: 'date' }[] = [
  { name: '/title', label: 'planTitle' },
  { name: '/slug', label: 'planSlug', hint: 'planSlugHint' },
  { name: '/organization/name', label: 'organizationName' },
  { name: '/organization/slug', label: 'organizationSlug', hint: 'organizationSlugHint' },
  { name: '/holder/name', label: 'planHolder' },
  { name: '/termStart', label: 'planTermStart', type: 'date' },
  { name: '/termEnd', label: 'planTermEnd', type: 'date' },
];

/** The particulars of a new plan, by the place of each in the API's input. */
function NewPlan({ model, visit: { words } }: { model: ImportModel; visit: Visit }): VNode {
  const { fields, mistakes, scales } = model;
  return (
    <details open={!fields.into}>
      <summary>{words.text('importNewPlan')}</summary>
      <p class="hint">{words.text('importNewPlanHint')}</p>
      {PLAN_FIELDS.map(({ name, label, hint, type }) => (
        <Field name={name} label={words.text(label)} hint={hint && words.text(hint)} mistakes={mistakes}>
          {type === 'date' ? (
            <input
              {...describedBy(name, mistakes, hint !== undefined)}
              type="date"
              value={fields[name] ?? ''}
            />
          ) : (
            <input
              {...describedBy(name, mistakes, hint !== undefined)}
              size={40}
              value={fields[name] ?? ''}
            />
          )}
        </Field>
      ))}
      <Field name="/scale" label={words.text('planScale')} mistakes={mistakes}>
        <select {...describedBy('/scale', mistakes, false)}>
          {scales.map(({ slug, name }) => (
            <option value={slug} selected={slug === (fields['/scale'] ?? 'completion')} lang="en">
              {name}
            </option>
          ))}
        </select>
      </Field>
      <Field name="/language" label={words.text('planLanguage')} mistakes={mistakes}>
        <select {...describedBy('/language', mistakes, false)}>
          {LANGUAGES.map((language) => (
            <option value={language} selected={language === (fields['/language'] ?? words.language)}>
              {words.languageName(language)}
            </option>
          ))}
        </select>
      </Field>
    </details>
  );
}
