import type { ComponentChildren, VNode } from 'preact';
import type { Extra } from '../../assessments/objectives.reader.js';
import type { BareKey } from '../../language/texts.js';
import type { Words } from '../../language/words.js';
import type { Basis } from '../../plans/objective.entity.js';
import { inLanguage, type Translations } from '../../plans/translations.js';
import { Kinds } from '../../reporting/scorecard/formats/charts/kinds.js';
import { figureOf } from '../../reporting/scorecard/formats/coverage.js';
import type { Page } from '../page/frame.js';
import { assessorText } from '../page/assessor-text.js';
import { LevelMarks, MARKS_STYLE } from '../page/level-marks.js';
import { Choice, MistakeSummary, Pager } from '../page/pieces.js';
import { address, may, pageOf, type Visit } from '../page/visit.js';
import { COPY_SCRIPT } from '../sources/citation.js';
import { PASSAGES_STYLE } from '../sources/passages.js';
import { EvidencePassage } from './evidence.js';
import { UnreadPassage } from './unread-passage.js';
import { History, HISTORY_STYLE, type RefusedRetraction } from './history.js';
import type { ObjectiveModel } from './objective-model.js';
import { ThreadOf } from './thread.js';
import { Spoken } from '../../documents/html/spoken.js';

const STYLE = `${MARKS_STYLE}${PASSAGES_STYLE}${HISTORY_STYLE}
.standing { font-size: 1.25rem; font-weight: bold; margin: 1rem 0 .5rem; }
.passage { margin: 1.2rem 0; }
.beside { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .5rem 2rem; margin-top: 2rem; }
.beside > :last-child { text-align: end; margin-left: auto; }
`;

const BASIS_MEANS: Record<Basis, BareKey> = {
  stated: 'basisStatedMeans',
  reported: 'basisReportedMeans',
  secondary: 'basisSecondaryMeans',
};

/** One objective: where it stands, what proves it, how that came about, and what it is linked to. */
export function objectivePage(model: ObjectiveModel, visit: Visit, refused?: RefusedRetraction): Page {
  const { words, language } = visit;
  const { plan, objective, rating, neighbours } = model;
  const title = inLanguage(objective.title, objective.titles, language);
  const planTitle = inLanguage(plan.title, plan.titles, language);
  const own = (translations: Translations): string =>
    Object.hasOwn(translations, language) ? language : plan.language;
  const area = plan.areas.find(({ code }) => code === objective.area);
  const isAssessed = plan.scale.levels.find(({ slug }) => slug === objective.status)?.assessed ?? true;
  const labels = new Map(
    plan.scale.levels.map(({ slug, label, labels }) => [slug, inLanguage(label, labels, language)]),
  );
  return {
    title: `${objective.code} ${title}`,
    above: [
      { label: words.text('navPresidencies'), href: '/' },
      { label: planTitle, href: pageOf.plan(plan.slug) },
      { label: words.text('objectives'), href: pageOf.objectives(plan.slug) },
    ],
    style: STYLE,
    // The draft of what was recorded has done its work.
    scripts: [COPY_SCRIPT, ...(model.counted === null ? [] : ['draft.js'])],
    content: (
      <>
        <Recorded model={model} visit={visit} />
        <Refused refused={refused} model={model} visit={visit} />
        <p class="muted">
          {area && <Spoken text={inLanguage(area.name, area.names, language)} own={own(area.names)} />}
        </p>
        <h1 dir="auto">
          {objective.code} <Spoken text={title} own={own(objective.titles)} />
        </h1>
        {objective.struck !== null && (
          <p class="note bad">
            <strong>{words.text('objectiveStruck')}:</strong>{' '}
            <Spoken
              text={words.text('planWithdrawnMeans', {
                day: words.day(objective.struck.at.slice(0, 10)),
                rationale: objective.struck.rationale,
              })}
            />
          </p>
        )}
        {objective.text !== null && (
          <p dir="auto">
            <Spoken text={objective.text} own={plan.language} />
          </p>
        )}
        <Standing model={model} labels={labels} visit={visit} />
        {rating !== null && (
          <>
            <h2>{words.text('rationale')}</h2>
            <p dir="auto">
              <Spoken text={rating.rationale} />
            </p>
            <h2>{words.text(isAssessed ? 'passagesOfAssessment' : 'evidence')}</h2>
            {rating.evidence.length === 0 && <p>{words.text('noEvidence')}</p>}
            <ul class="plain">
              {rating.evidence.map((evidence) => (
                <EvidencePassage
                  evidence={evidence}
                  passage={model.passages.get(evidence.passage)}
                  source={model.sources.get(evidence.source)}
                  isAssessed={isAssessed}
                  words={words}
                >
                  {evidence.unread && <UnreadPassage evidence={evidence} model={model} visit={visit} />}
                </EvidencePassage>
              ))}
            </ul>
          </>
        )}
        <h2>{words.text('whereAnnounced')}</h2>
        <p>
          {words.text('labelled', {
            label: words.text('basis'),
            text: words.text(objective.basis),
          })}
          . {words.text(BASIS_MEANS[objective.basis])}
        </p>
        <ul class="plain">
          {objective.statedIn.map((statement) => (
            <EvidencePassage
              evidence={statement}
              passage={model.passages.get(statement.passage)}
              source={model.sources.get(statement.source)}
              words={words}
            />
          ))}
        </ul>
        {objective.note !== null && (
          <p class="note" dir="auto">
            <Spoken text={words.text('labelled', { label: words.text('note'), text: objective.note })} />
          </p>
        )}
        <Extras extras={objective.extras} words={words} />
        <h2 id="history">{words.text('history')}</h2>
        {model.history.items.length === 0 && <p>{words.text('nothingRecorded')}</p>}
        <History model={model} labels={labels} visit={visit} refused={refused} />
        <Pager visit={visit} nextCursor={model.history.nextCursor} />
        <h2>{words.text('thread')}</h2>
        <ThreadOf model={model} visit={visit} />
        <nav class="beside no-print" aria-label={words.text('besideInPlan')}>
          {neighbours.previous && (
            <a href={pageOf.objective(plan.slug, neighbours.previous.code)} rel="prev">
              ← {words.text('previousObjective')}: {neighbours.previous.code}
            </a>
          )}
          {neighbours.next && (
            <a href={pageOf.objective(plan.slug, neighbours.next.code)} rel="next">
              {words.text('nextObjective')}: {neighbours.next.code} →
            </a>
          )}
        </nav>
      </>
    ),
  };
}

/** The current assessment: its level with the mark that it has in the squares, since when, and whose it is. */
function Standing({
  model: { plan, objective, rating },
  labels,
  visit,
}: {
  model: ObjectiveModel;
  labels: ReadonlyMap<string, string>;
  visit: Visit;
}): VNode {
  const { words, language } = visit;
  const { code, status, strength } = objective;
  const assessor = plan.assessors.find(({ slug }) => slug === objective.assessor);
  const isAssessed = plan.scale.levels.find(({ slug }) => slug === status)?.assessed ?? true;
  const hasOnlyEvidence = !isAssessed && rating !== null && rating.evidence.length > 0;
  const levels = plan.scale.levels.map(({ labels: _labels, ...level }) => ({
    ...level,
    label: labels.get(level.slug) ?? level.label,
  }));
  const kind = new Kinds(levels, words).of({ level: status, strength });
  const marks = new LevelMarks(kind ? [kind.look] : [], words);
  return (
    <>
      {marks.definitions()}
      <p class="standing">
        {kind && marks.swatch(kind.look)}
        {hasOnlyEvidence ? words.text('evidenceWithoutStatus') : (kind?.label ?? status)}
      </p>
      {rating === null && <p>{words.text('notAssessedYet')}</p>}
      <dl class="facts">
        {objective.effectiveOn !== null && !hasOnlyEvidence && (
          <Fact term={words.text('effectiveOn')}>{words.day(objective.effectiveOn)}</Fact>
        )}
        {strength !== null && (
          <Fact term={words.text('strength')}>
            {words.text(strength)}: {words.text(`${strength}Means`)}
          </Fact>
        )}
        {objective.cause !== null && <Fact term={words.text('cause')}>{words.text(objective.cause)}</Fact>}
        {assessor && (
          // Who has judged nothing yet is only named.
          <Fact term={words.text(isAssessed ? 'moreAboutAssessor' : 'assessor')}>
            <Spoken text={assessorText(assessor, words, language)} />
          </Fact>
        )}
      </dl>
      {plan.assessors.length > 1 && (
        <form class="row no-print" action={pageOf.objective(plan.slug, code)}>
          <Choice
            name="assessor"
            label={words.text('moreAboutAssessor')}
            chosen={objective.assessor}
            options={plan.assessors.map(({ slug, name, names }) => [slug, inLanguage(name, names, language)])}
          />
          <button>{words.text('showAssessment')}</button>
        </form>
      )}
      {may(visit, 'analyst') && (
        <p class="no-print">
          <a class="button main" href={pageOf.rating(plan.slug, code)}>
            {words.text('updateStatus')}
          </a>
        </p>
      )}
    </>
  );
}

/** What a file said of the objective and has no place of its own, as the file had it. */
function Extras({ extras, words }: { extras: readonly Extra[]; words: Words }): VNode | null {
  if (extras.length === 0) return null;
  return (
    <>
      <h2>{words.text('extras')}</h2>
      <p class="muted">{words.text('extrasMean')}</p>
      <dl class="facts" dir="auto">
        {extras.map(({ name, value }) => (
          <Fact term={name}>
            <Spoken text={value} />
          </Fact>
        ))}
      </dl>
    </>
  );
}

function Fact({ term, children }: { term: string; children: ComponentChildren }): VNode {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** After an assessment was recorded: that it is, and what it did to the scorecard. */
function Recorded({
  model: { counted, plan, objective },
  visit,
}: {
  model: ObjectiveModel;
  visit: Visit;
}): VNode | null {
  const { words } = visit;
  if (counted === null) return null;
  return (
    <div class="note good" role="status" data-recorded={`${plan.slug}/${objective.code}`}>
      <p>
        <strong>{words.text('assessmentRecorded')}</strong>{' '}
        {words.text('scorecardCounts', {
          count: figureOf(counted, words),
        })}{' '}
        <a href={address(pageOf.plan(plan.slug), { assessor: visit.query.get('assessor') ?? undefined })}>
          {words.text('toScorecard')}
        </a>
      </p>
    </div>
  );
}

/** Why a retraction was refused; with what was typed, where its entry has no form any more. */
function Refused({
  refused,
  model: { history },
  visit: { words },
}: {
  refused: RefusedRetraction | undefined;
  model: ObjectiveModel;
  visit: Visit;
}): VNode | null {
  if (refused === undefined) return null;
  const entry = history.items.find(({ id }) => id === refused.id);
  const hasForm = entry?.status != null && entry.retractedBy === null;
  return (
    <>
      <MistakeSummary mistakes={refused.mistakes} words={words} />
      {refused.notice !== null && (
        <p class="note bad" role="alert">
          {refused.notice}
        </p>
      )}
      {!hasForm && refused.typed !== '' && (
        <div class="note">
          <p>{words.text('whatYouTyped')}</p>
          <blockquote class="quoted" dir="auto">
            {refused.typed}
          </blockquote>
        </div>
      )}
    </>
  );
}
