import { levelLabels } from './level-labels.js';
import type { PlanView } from '../../plans/plans.reader.js';
import { inLanguage } from '../../plans/translations.js';
import type { Agreement } from '../../reporting/agreement/agreement.js';
import type { Page } from '../page/frame.js';
import { address, pageOf, type Visit } from '../page/visit.js';
import { WIDE_TABLE_STYLE, WideTable } from '../page/wide-table.js';

/** The objectives on which the assessors of a plan differ, with what each of them says; then how far they agree. */
export function differencesPage(
  { plan, agreement }: { plan: PlanView; agreement: Agreement },
  visit: Visit,
): Page {
  const { words, language } = visit;
  const title = inLanguage(plan.title, plan.titles, language);
  const heading = words.text('differencesOf', { plan: title });
  const labels = levelLabels(plan, language);
  const names = new Map(
    plan.assessors.map(({ slug, name, names: translated }) => [slug, inLanguage(name, translated, language)]),
  );
  const clocks = { asOf: agreement.asOf, knownAt: agreement.knownAt };
  return {
    title: heading,
    above: [
      { label: words.text('navPresidencies'), href: '/' },
      { label: title, href: pageOf.plan(plan.slug) },
    ],
    style: WIDE_TABLE_STYLE,
    content: (
      <>
        <h1>{heading}</h1>
        <p class="muted">
          {words.text('asOfKnownAt', {
            day: words.day(agreement.asOf),
            instant: words.instant(agreement.knownAt),
          })}
        </p>
        <ul>
          {agreement.assessors.map(({ slug, name, kind, rated }) => (
            <li>
              <a href={address(pageOf.plan(plan.slug), { assessor: slug, ...clocks })}>
                {names.get(slug) ?? name}
              </a>{' '}
              ({words.text(kind === 'self_reported' ? 'selfReported' : 'independent')}):{' '}
              {words.text('coverageOf', { assessed: rated, of: agreement.objectives })}
            </li>
          ))}
        </ul>
        {agreement.differences.length === 0 ? (
          <p>{words.text('noDifferences')}</p>
        ) : (
          <WideTable
            label={heading}
            columns={[
              words.text('code'),
              words.text('objective'),
              ...agreement.assessors.map(({ slug, name }) => names.get(slug) ?? name),
            ]}
          >
            {agreement.differences.map(({ code, title: objective, ratings }) => (
              <tr>
                <td>{code}</td>
                <th scope="row" dir="auto">
                  <a href={pageOf.objective(plan.slug, code)}>{objective}</a>
                </th>
                {agreement.assessors.map(({ slug }) => {
                  const level = ratings[slug] ?? null;
                  return <td>{level === null ? '–' : (labels.get(level) ?? level)}</td>;
                })}
              </tr>
            ))}
          </WideTable>
        )}
        <p class="no-print">
          <a href={address(`/api/v1/plans/${plan.slug}/agreement`, clocks)}>
            {words.text('agreementFigures')}
          </a>
        </p>
      </>
    ),
  };
}
