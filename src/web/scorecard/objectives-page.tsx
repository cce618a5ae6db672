import type { VNode } from 'preact';
import type { ObjectiveView } from '../../assessments/objectives.reader.js';
import { BEARINGS } from '../../assessments/evidence.entity.js';
import { STRENGTHS } from '../../assessments/strength.js';
import type { Page as ListPage } from '../../core/cursors.js';
import type { Words } from '../../language/words.js';
import type { ObjectivesQuery } from '../../plans/dto/plan.dto.js';
import type { PlanView } from '../../plans/plans.reader.js';
import { inLanguage } from '../../plans/translations.js';
import { assessorText } from '../page/assessor-text.js';
import type { Page } from '../page/frame.js';
import { CardCell, Choice, Pager } from '../page/pieces.js';
import { pageOf, type Visit } from '../page/visit.js';
import { levelLabels } from './level-labels.js';
import { csvLine } from '../../documents/csv.js';
import { Spoken } from '../../documents/html/spoken.js';

const HEADINGS = ['code', 'objective', 'status', 'effectiveOn', 'evidence', 'assessor'] as const;

/**
 * All objectives of a plan with where they stand, to be filtered. On a phone each row stands as a card: what is no longer
 * laid out as a table says by its roles that it is one.
 */
export function objectivesPage(
  { plan, objectives }: { plan: PlanView; objectives: ListPage<ObjectiveView> },
  query: ObjectivesQuery,
  visit: Visit,
): Page {
  const { words, language } = visit;
  const title = inLanguage(plan.title, plan.titles, language);
  return {
    title: words.text('objectivesOf', { plan: title }),
    above: [
      { label: words.text('navPresidencies'), href: '/' },
      { label: title, href: pageOf.plan(plan.slug) },
    ],
    content: (
      <>
        <h1>
          <Spoken text={words.text('objectivesOf', { plan: title })} />
        </h1>
        <form class="row no-print" action={visit.path}>
          <div>
            <label for="q">{words.text('planMatching')}</label>
            <br />
            <input type="search" id="q" name="q" maxLength={200} value={query.q ?? ''} />
          </div>
          <Choice
            name="area"
            label={words.text('area')}
            all={words.text('all')}
            chosen={query.area}
            options={plan.areas.map(({ code, name, names }) => [code, inLanguage(name, names, language)])}
          />
          <Choice
            name="status"
            label={words.text('status')}
            all={words.text('all')}
            chosen={query.status}
            options={[...levelLabels(plan, language)]}
          />
          <Choice
            name="strength"
            label={words.text('strength')}
            all={words.text('all')}
            chosen={query.strength}
            options={STRENGTHS.map((strength) => [strength, words.text(strength)])}
          />
          {plan.assessors.length > 1 && (
            <Choice
              name="assessor"
              label={words.text('assessor')}
              all={words.text('all')}
              chosen={query.assessor}
              options={plan.assessors.map(({ slug, name, names }) => [
                slug,
                inLanguage(name, names, language),
              ])}
            />
          )}
          <button>{words.text('filter')}</button>
        </form>
        {objectives.items.length === 0 ? (
          <p>{words.text('noFindings')}</p>
        ) : (
          <table class="cards" role="table">
            <caption class="unseen">
              <Spoken text={words.text('objectivesOf', { plan: title })} />
            </caption>
            <thead role="rowgroup">
              <tr role="row">
                {HEADINGS.map((heading) => (
                  <th scope="col" role="columnheader">
                    {words.text(heading)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody role="rowgroup">
              {objectives.items.map((objective) => (
                <Row objective={objective} plan={plan} visit={visit} />
              ))}
            </tbody>
          </table>
        )}
        <Pager visit={visit} nextCursor={objectives.nextCursor} />
      </>
    ),
  };
}

function Row({ objective, plan, visit }: { objective: ObjectiveView; plan: PlanView; visit: Visit }): VNode {
  const { words, language } = visit;
  const { code, title, titles, effectiveOn, strength, evidence } = objective;
  const isAssessed = levelOf(objective, plan)?.assessed ?? true;
  const hasOnlyEvidence = hasEvidenceAlone(objective, plan);
  const assessor = plan.assessors.find(({ slug }) => slug === objective.assessor);
  return (
    <tr role="row">
      <td role="cell" class="code">
        {code}
      </td>
      <th scope="row" role="rowheader" dir="auto">
        <a href={pageOf.objective(plan.slug, code)}>
          <Spoken text={inLanguage(title, titles, language)} />
        </a>
      </th>
      <td role="cell">
        <Spoken text={statusText(objective, plan, visit)} />
        {strength !== null && <span class="muted"> · {words.text(strength)}</span>}
      </td>
      <CardCell text={effectiveOn === null || hasOnlyEvidence ? null : words.day(effectiveOn)} />
      <td role="cell">
        {hasOnlyEvidence
          ? words.text('labelled', { label: words.text('collected'), text: passagesOf(objective) })
          : bearingsOf(evidence, words)}
      </td>
      <td role="cell" dir="auto">
        {isAssessed && assessor ? <Spoken text={assessorText(assessor, words, language)} /> : '–'}
      </td>
    </tr>
  );
}

function levelOf(
  { status }: ObjectiveView,
  { scale }: PlanView,
): PlanView['scale']['levels'][number] | undefined {
  return scale.levels.find(({ slug }) => slug === status);
}

function passagesOf({ evidence }: ObjectiveView): number {
  return BEARINGS.reduce((sum, bearing) => sum + evidence[bearing], 0);
}

/** Whether passages are collected, but nobody has given a status. */
function hasEvidenceAlone(objective: ObjectiveView, plan: PlanView): boolean {
  return levelOf(objective, plan)?.assessed === false && passagesOf(objective) > 0;
}

/** Where it stands, in the reader's language; where only passages are collected, that. */
function statusText(objective: ObjectiveView, plan: PlanView, { words, language }: Visit): string {
  if (hasEvidenceAlone(objective, plan)) return words.text('evidenceWithoutStatus');
  const level = levelOf(objective, plan);
  return level ? inLanguage(level.label, level.labels, language) : objective.status;
}

/** How many passages bear on it in which way: "supports: 3, qualifies: 1". */
function bearingsOf(evidence: ObjectiveView['evidence'], words: Words): string {
  return BEARINGS.filter((bearing) => evidence[bearing] > 0)
    .map((bearing) => words.text('labelled', { label: words.text(bearing), text: evidence[bearing] }))
    .join(', ');
}

/**
 * The objectives as a table, titles in the plan's language: where each stands and by whose judgement, and how many
 * passages bear on it in which way. `status_label` speaks the reader's language.
 */
export function* objectivesCsv(
  objectives: readonly ObjectiveView[],
  plan: PlanView,
  visit: Visit,
): Generator<string> {
  const kinds = new Map(plan.assessors.map(({ slug, kind }) => [slug, kind]));
  yield csvLine(COLUMNS);
  for (const objective of objectives) {
    const { code, area, title, basis, status, effectiveOn, cause, strength, evidence, assessor } = objective;
    yield csvLine([
      ...[code, area, title, basis, status, statusText(objective, plan, visit), effectiveOn, cause, strength],
      ...BEARINGS.map((bearing) => evidence[bearing]),
      ...[assessor, kinds.get(assessor) ?? null],
    ]);
  }
}

const COLUMNS = [
  ...['code', 'area', 'title', 'basis', 'status', 'status_label', 'effective_on', 'cause', 'strength'],
  ...BEARINGS,
  ...['assessor', 'assessor_kind'],
];
