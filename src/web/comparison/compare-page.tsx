import type { VNode } from 'preact';
import type { Chain, ChainStep } from '../../comparison/chain.js';
import { pathsOf } from '../../comparison/formats/fate-looks.js';
import { totalsText } from '../../comparison/formats/naming.js';
import { isCompared } from '../../comparison/totals.js';
import type { Page as ListPage } from '../../core/cursors.js';
import type { BareKey } from '../../language/texts.js';
import type { OrganizationView, PlanSummary } from '../../plans/plans.reader.js';
import { inLanguage } from '../../plans/translations.js';
import type { Page } from '../page/frame.js';
import { LevelMarks, MARKS_STYLE } from '../page/level-marks.js';
import { Pager } from '../page/pieces.js';
import { address, pageOf, type Visit } from '../page/visit.js';
import { csvLine } from '../../documents/csv.js';
import { Spoken, SpokenOption } from '../../documents/html/spoken.js';

const STYLE = `${MARKS_STYLE}
.choose { background: var(--raised); border: 1px solid var(--rule); border-radius: .4rem; padding: .6rem .9rem; margin: 1.2rem 0; }
.choose .row > div { flex: 1 1 14rem; }
.choose select { width: 100%; }
.step { margin: 1.4rem 0; }
.step h3 { margin-bottom: .3rem; }
`;

/** The two plans that the form holds, and what is wrong with them. */
export interface Choice {
  from?: string;
  to?: string;
  mistake: BareKey | null;
}

/** Everything that the page shows: one organization's chain, or the organizations to choose from. */
export interface CompareModel {
  choice: Choice;
  /** What the lists of the form hold, newest first. */
  plans: ListPage<PlanSummary>;
  organization: OrganizationView | null;
  chain: Chain | null;
  /** Where there are several. */
  organizations: ListPage<OrganizationView> | null;
}

/** Two plans to choose, and what each presidency makes of the one before. */
export function comparePage(model: CompareModel, visit: Visit): Page {
  const { words } = visit;
  const { chain, organization, organizations } = model;
  return {
    title: words.text('compareTitle'),
    above:
      organization === null || organizations === null
        ? []
        : [{ label: words.text('navComparisons'), href: '/compare' }],
    style: STYLE,
    content: (
      <>
        <h1>{words.text('compareTitle')}</h1>
        <p class="lead">{words.text('compareLead')}</p>
        <ChooseForm model={model} visit={visit} />
        {organization === null && organizations !== null && (
          <>
            <h2>{words.text('organizations')}</h2>
            <ul>
              {organizations.items.map((one) => (
                <li dir="auto">
                  <a href={address('/compare', { organization: one.slug })}>
                    <Spoken text={nameOf(one, visit)} />
                  </a>
                </li>
              ))}
            </ul>
            <Pager visit={visit} nextCursor={organizations.nextCursor} />
          </>
        )}
        {chain !== null && organization !== null && (
          <ChainPart chain={chain} model={model} name={nameOf(organization, visit)} visit={visit} />
        )}
      </>
    ),
  };
}

function nameOf({ name, names }: OrganizationView, { language }: Visit): string {
  return inLanguage(name, names, language);
}

function ChooseForm({ model, visit }: { model: CompareModel; visit: Visit }): VNode {
  const { choice, plans, organization } = model;
  const { words, language } = visit;
  const select = (name: 'from' | 'to'): VNode => {
    const isWrong = choice.mistake !== null;
    return (
      <div>
        <label for={name}>{words.text(name === 'from' ? 'earlierPlan' : 'laterPlan')}</label>
        <br />
        <select
          id={name}
          name={name}
          required
          aria-invalid={isWrong ? 'true' : undefined}
          aria-describedby={isWrong ? 'choice-error' : undefined}
        >
          <option value="">{words.text('choosePlan')}</option>
          {plans.items.map(({ slug, title, titles }) => (
            <SpokenOption
              value={slug}
              text={inLanguage(title, titles, language)}
              selected={slug === choice[name]}
            />
          ))}
        </select>
      </div>
    );
  };
  return (
    <form class="choose no-print" action="/compare">
      <div class="row">
        {select('from')}
        {select('to')}
        {organization !== null && <input type="hidden" name="organization" value={organization.slug} />}
        <button class="main">{words.text('compareShow')}</button>
      </div>
      {choice.mistake !== null && (
        <p class="error" id="choice-error" role="alert">
          {words.text(choice.mistake)}
        </p>
      )}
      {plans.nextCursor !== null && <p class="muted">{words.text('newestPlansOnly')}</p>}
    </form>
  );
}

function ChainPart({
  chain,
  model,
  name,
  visit,
}: {
  chain: Chain;
  model: CompareModel;
  name: string;
  visit: Visit;
}): VNode {
  const { words, language } = visit;
  const translated = new Map(
    model.plans.items.map(({ slug, title, titles }) => [slug, inLanguage(title, titles, language)]),
  );
  const titles = new Map(chain.plans.map(({ slug, title }) => [slug, translated.get(slug) ?? title]));
  const marks = new LevelMarks(
    chain.steps.flatMap((step) => pathsOf(step, words)).map(({ look }) => look),
    words,
  );
  return (
    <>
      {marks.definitions()}
      <h2 dir="auto">
        <Spoken text={words.text('chainTitle', { organization: name })} />
      </h2>
      {chain.steps.length === 0 && <p>{words.text('chainNone')}</p>}
      {chain.steps.map((step) => (
        <Step step={step} titles={titles} marks={marks} visit={visit} />
      ))}
      {chain.reach.length > 0 && (
        <>
          <h2>{words.text('reachTitle')}</h2>
          <p>{words.text('reachLead')}</p>
          <div class="scroll" tabIndex={0} role="region" aria-label={words.text('reachTitle')}>
            <table>
              <caption class="unseen">{words.text('reachTitle')}</caption>
              <thead>
                <tr>
                  <th scope="col">{words.text('reachThrough')}</th>
                  <th scope="col" class="end">
                    {words.text('reachThreads')}
                  </th>
                  <th scope="col" class="end">
                    {words.text('objectives')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {chain.reach.map(({ presidencies, threads, objectives }) => (
                  <tr>
                    <th scope="row">{presidencies}</th>
                    <td class="end">{words.number(threads)}</td>
                    <td class="end">{words.number(objectives)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </>
  );
}

function Step({
  step,
  titles,
  marks,
  visit,
}: {
  step: ChainStep;
  titles: ReadonlyMap<string, string>;
  marks: LevelMarks;
  visit: Visit;
}): VNode {
  const { words } = visit;
  const { from, to, totals } = step;
  const told = totalsText(step, words).join(' ');
  const paths = pathsOf(step, words);
  return (
    <section class="step keep">
      <h3 dir="auto">
        <a href={pageOf.comparison(from, to)}>
          {words.text('linkPair', { from: titles.get(from)!, to: titles.get(to)! })}
        </a>
      </h3>
      {isCompared(totals) && (
        <>
          {marks.bar(paths, totals.from + totals.new + totals.undecidedLater, told)}
          {marks.legend(paths)}
        </>
      )}
      <p>{told}</p>
    </section>
  );
}

/** A row a step of the chain, with its totals; without a chain, a row an organization. */
export function* compareCsv({ chain, organizations }: CompareModel): Generator<string> {
  if (chain === null) {
    yield csvLine(['organization', 'name']);
    for (const { slug, name } of organizations?.items ?? []) yield csvLine([slug, name]);
    return;
  }
  const counted = ['carriedOn', 'widened', 'narrowed', 'related'] as const;
  const ended = ['completed', 'unfinished', 'notAssessed', 'notApplicable'] as const;
  yield csvLine([
    ...['from_plan', 'to_plan', 'compared', 'from_objectives', 'to_objectives', ...counted, 'notContinued'],
    ...ended.map((standing) => `notContinued_${standing}`),
    ...['undecided', 'new', 'undecidedLater'],
  ]);
  for (const { from, to, compared, totals } of chain.steps) {
    const sizes = [from, to, compared, totals.from, totals.to];
    if (!isCompared(totals)) {
      yield csvLine([...sizes, ...Array<null>(counted.length + 1 + ended.length + 3).fill(null)]);
      continue;
    }
    yield csvLine([
      ...sizes,
      ...counted.map((name) => totals[name]),
      totals.notContinued.all,
      ...ended.map((standing) => totals.notContinued[standing] ?? 0),
      ...[totals.undecided, totals.new, totals.undecidedLater],
    ]);
  }
}
