import { STRENGTHS } from '../../../assessments/strength.js';
import type { OverviewReport } from '../overview.js';
import type { Scorecard } from '../../scorecard/scorecard.js';
import type { Words } from '../../../language/words.js';
import { creditOf } from '../../scorecard/formats/wording.js';
import { nextAddress } from './wording.js';
import { csvLine } from '../../../documents/csv.js';

/*
 * One row a presidency, newest term first. As in the CSV of a report, the names of the columns and the values chosen
 * from a list are the same in every language.
 *
 * | column                              | holds                                                           |
 * | ----------------------------------- | --------------------------------------------------------------- |
 * | organization, plan                  | their slugs                                                     |
 * | title, holder                       | in the language of the table                                    |
 * | term_start, term_end                | `YYYY-MM-DD`                                                    |
 * | assessor, assessor_kind             | the slug; `self_reported` or `independent`                      |
 * | scale                               | the slug of the rating scale                                    |
 * | objectives, assessed, complete      | counts                                                          |
 * | applicable                          | the objectives that the percentages are of                      |
 * | possible_least, possible_most       | how many can be complete once every objective is assessed       |
 * | percent_complete                    | with one decimal; empty where nothing is applicable, and while  |
 * |                                     | an objective is not assessed; so below                          |
 * | differing                           | on how many objectives another assessor has another status      |
 * | strict, strict_percent              | complete where only firm evidence counts                        |
 * | lenient, lenient_percent            | complete, whatever the evidence                                 |
 * | credit, percent_credit              | the sum of the levels' credit                                   |
 * | firm, qualified, contested,         | complete ones by the strength of their evidence                 |
 * | unsupported, unread                 |                                                                 |
 * | claim_verdict                       | `matches`, `differs` or `incomplete`; one claim a line          |
 * | claimed_complete, claimed_total     | what they say, in the same order; an empty line where nothing   |
 * | claim                               | the words of the claims, in the same order                      |
 * | source_credit                       | the references of the claims' sources, one a line               |
 * | as_of, known_at                     | the day and the instant of the row's scorecard                  |
 * | provenance_note                     | how the list of objectives came to be                           |
 * | address                             | of the row's scorecard, from the server's root                  |
 * | table_address, next_address         | of this table, and of the rows after it; empty for none         |
 */
type Value = string | number | null;

/** The table of presidencies as CSV (RFC 4180), each cell made safe as `csvCell` says. */
export function overviewCsv({ overview, cards }: OverviewReport, words: Words, bom: boolean): string {
  const table = { table_address: overview.origin.address, next_address: nextAddress(overview) };
  const rows = cards.map((card): Record<string, Value> => ({ ...columnsOf(card, words), ...table }));
  const lines = rows.map((row) => csvLine(NAMES.map((name) => row[name] ?? null)));
  return [bom ? '\uFEFF' : '', csvLine(NAMES), ...lines].join('');
}

/** In the order in which they stand. */
const NAMES = [
  ...['organization', 'plan', 'title', 'holder', 'term_start', 'term_end'],
  ...['assessor', 'assessor_kind', 'scale'],
  ...['objectives', 'assessed', 'complete', 'applicable'],
  ...['possible_least', 'possible_most', 'percent_complete', 'differing'],
  ...['strict', 'strict_percent', 'lenient', 'lenient_percent', 'credit', 'percent_credit'],
  ...STRENGTHS,
  ...['claim_verdict', 'claimed_complete', 'claimed_total', 'claim', 'source_credit'],
  ...['as_of', 'known_at', 'provenance_note', 'address', 'table_address', 'next_address'],
];

function columnsOf(card: Scorecard, words: Words): Record<string, Value> {
  const { plan, assessor, total, claims, range } = card;
  return {
    organization: plan.organization.slug,
    plan: plan.slug,
    title: plan.title,
    holder: plan.holder,
    term_start: plan.termStart,
    term_end: plan.termEnd,
    assessor: assessor.slug,
    assessor_kind: assessor.kind,
    scale: card.scale.slug,
    objectives: total.objectives,
    assessed: total.assessed,
    complete: total.complete,
    applicable: total.applicable,
    possible_least: total.possible.least,
    possible_most: total.possible.most,
    differing: card.differing,
    percent_complete: total.percentComplete,
    strict: range.strict.complete,
    strict_percent: range.strict.percent,
    lenient: range.lenient.complete,
    lenient_percent: range.lenient.percent,
    credit: total.credit,
    percent_credit: total.percentCredit,
    ...total.evidence,
    claim_verdict: claims.map(({ verdict }) => verdict).join('\n'),
    claimed_complete: claims.map(({ complete }) => complete ?? '').join('\n'),
    claimed_total: claims.map((claim) => claim.total ?? '').join('\n'),
    claim: claims.map(({ passage }) => passage).join('\n'),
    source_credit: card.sources.map((source) => creditOf(source, words)).join('\n'),
    as_of: card.asOf,
    known_at: card.knownAt,
    provenance_note: card.provenanceNote,
    address: card.origin.address,
  };
}
