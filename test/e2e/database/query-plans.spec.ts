import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { AssessmentInput } from '../../../src/assessments/dto/assessment.dto.js';
import { RecordAssessment } from '../../../src/assessments/record-assessment.js';
import { HistoryReader } from '../../../src/assessments/history.reader.js';
import { BearingsReader } from '../../../src/assessments/bearings.reader.js';
import { ObjectivesReader } from '../../../src/assessments/objectives.reader.js';
import { ComparisonReader } from '../../../src/comparison/comparison.reader.js';
import { DecisionsReader } from '../../../src/comparison/decisions/decisions.reader.js';
import { LinksReader } from '../../../src/comparison/links/links.reader.js';
import { type Pair, PairsReader } from '../../../src/comparison/pairs.reader.js';
import { WORDINGS } from '../../../src/comparison/suggestions.reader.js';
import { ThreadsReader } from '../../../src/comparison/threads.reader.js';
import { Reads } from '../../../src/database/reads.js';
import { PlansReader } from '../../../src/plans/plans.reader.js';
import { OverviewReader } from '../../../src/reporting/overview/overview.reader.js';
import { ReportReader } from '../../../src/reporting/scorecard/report.reader.js';
import { ScorecardReader } from '../../../src/reporting/scorecard/scorecard.reader.js';
import { SnapshotsReader } from '../../../src/reporting/snapshots/snapshots.reader.js';
import { PlacesReader } from '../../../src/sources/places.reader.js';
import { SourcesReader } from '../../../src/sources/sources.reader.js';
import { type Cost, explain, recordedDuring, type Sql } from '../../support/explain.js';
import { generatePlans } from '../../support/generated-plans.js';
import { startService, type TestService } from '../../support/service.js';

const SMALL = 100;
const LARGE = 1500;
const PLAN = 'generated-50';
const NEXT = 'generated-51';
const MODES = ['force_custom_plan', 'force_generic_plan'] as const;

/** These grow with what is stored: none may be read from end to end. */
const GROWING = ['assessment', 'evidence', 'current_rating', 'objective', 'area', 'claim', 'passage', 'plan'];
GROWING.push(
  'plan_source',
  'source',
  'objective_statement',
  'plan_assessor',
  'plan_history',
  'area_history',
  'objective_history',
);

GROWING.push('objective_link', 'link_decision', 'objective_decision', 'objective_decision_history');

/** What an analyst does, each with all the statements that it runs. */
const QUESTIONS: Record<string, (service: TestService) => Promise<unknown>> = {
  "today's scorecard": ({ app }) => app.get(ScorecardReader).get(PLAN),
  'the scorecard of an earlier day': ({ app }) => app.get(ScorecardReader).get(PLAN, { asOf: '1990-07-01' }),
  'the scorecard as it was known then': ({ app }) =>
    app.get(ScorecardReader).get(PLAN, { asOf: '1991-01-01', knownAt: '2025-01-01T00:00:00Z' }),
  'the frozen scorecards of a plan': ({ app }) => app.get(SnapshotsReader).list(PLAN, {}),
  "what changed in a plan's scorecard since a day": ({ app }) =>
    app.get(ScorecardReader).get(PLAN, { asOf: '1991-01-01', since: '1990-07-01' }),
  'whether a report still stands': ({ app }) => app.get(ScorecardReader).edition(PLAN),
  'the whole report, with all objectives': async ({ app }) => {
    const report = await app.get(ReportReader).get(PLAN);
    for await (const { evidence } of report.objectives()) expect(evidence).toHaveLength(1);
  },
  'the presidencies side by side': ({ app }) =>
    app.get(OverviewReader).get({ organization: 'csto', limit: 20, asOf: '1991-01-01' }),
  'the list of objectives': ({ app }) => app.get(ObjectivesReader).list(PLAN, {}),
  'the unfinished objectives of an area': ({ app }) =>
    app.get(ObjectivesReader).list(PLAN, { area: 'area-2', status: 'not_implemented' }),
  'one objective': ({ app }) => app.get(ObjectivesReader).get(PLAN, 'OBJ-7'),
  'the history of an objective': ({ app }) => app.get(HistoryReader).list(PLAN, 'OBJ-7', {}),
  'what stands beside an objective': ({ app }) => app.get(ObjectivesReader).neighbours(PLAN, 'OBJ-7'),
  'the passages of a rating in their paragraphs': async ({ app }) => {
    const { items } = await app.get(HistoryReader).list(PLAN, 'OBJ-7', {});
    const cited = items.flatMap(({ evidence }) => evidence.map(({ passage }) => passage));
    expect((await app.get(PlacesReader).contexts(cited)).size).toBe(cited.length);
  },
  'a page of the sources': ({ app }) => app.get(SourcesReader).listed({ limit: 5 }),
  'a page of the passages of a source': ({ app }) =>
    app.get(PlacesReader).within('ciss-2023-12-04', { from: 0, to: 60_000 }, { limit: 20 }),
  'what passages are used for': async ({ app }) => {
    const { items } = await app.get(HistoryReader).list(PLAN, 'OBJ-7', {});
    const cited = items.slice(0, 1).flatMap(({ evidence }) => evidence.map(({ passage }) => passage));
    expect((await app.get(BearingsReader).of(cited)).size).toBe(cited.length);
  },
  'the passages that a form offers': async ({ app }) => {
    const { items } = await app.get(HistoryReader).list(PLAN, 'OBJ-7', {});
    const offered = items.flatMap(({ evidence }) => evidence.map(({ passage }) => passage));
    expect(await app.get(SourcesReader).passagesNamed(offered)).toHaveLength(offered.length);
  },
  'a comparison with a later plan': async ({ app }) => app.get(ComparisonReader).get(await pairIn(app)),
  'a comparison as it was known then': async ({ app }) =>
    app.get(ComparisonReader).get(await pairIn(app), { asOf: '1991-01-01', knownAt: '2025-01-01T00:00:00Z' }),
  'the links to a later plan': async ({ app }) =>
    app.get(LinksReader).list(await pairIn(app), { state: 'confirmed' }),
  'the decisions about a later plan': async ({ app }) =>
    app.get(DecisionsReader).list(await pairIn(app), { side: 'from' }),
  'the thread of an objective': ({ app }) => app.get(ThreadsReader).get(NEXT, 'OBJ-7'),
  'what suggestions are made of': async ({ app }) => {
    const { from, to } = await pairIn(app);
    return app.get(Reads).rows(WORDINGS, [from.id, to.id]);
  },
  'one plan': ({ app }) => app.get(PlansReader).get(PLAN),
  'the list of organizations': ({ app }) => app.get(PlansReader).organizations({ limit: 20 }),
  'the list of plans': ({ app }) => app.get(PlansReader).list({ limit: 20 }),
  'recording a status with a quotation': recordAndTakeBack,
};

function pairIn(app: TestService['app']): Promise<Pair> {
  return app.get(PairsReader).get(PLAN, NEXT);
}

/** Records a status in a transaction that is rolled back, so that the same statements can be explained afterwards. */
async function recordAndTakeBack({ app }: TestService): Promise<void> {
  const withoutRetracted = new Error('taken back');
  const change = { plan: PLAN, objective: 'OBJ-7', read: [1] };
  const input: AssessmentInput = {
    status: 'implemented',
    assessor: 'presidency',
    effectiveOn: '2000-02-02',
    rationale: 'It is done.',
    evidence: [{ source: 'ciss-2023-12-04', exact: 'words found nowhere else', bearing: 'supports' }],
  };
  const recording = app.get(RecordAssessment).within(input, async (record) => {
    await record(change);
    throw withoutRetracted;
  });
  await expect(recording).rejects.toBe(withoutRetracted);
}

describe('the cost of a question', () => {
  let service: TestService;
  let client: pg.Client;
  const statements = new Map<string, Sql[]>();
  const costs = { small: new Map<string, Cost[]>(), large: new Map<string, Cost[]>() };

  beforeAll(async () => {
    service = await startService();
    client = new pg.Client({ connectionString: service.database.url });
    await client.connect();
    await generatePlans(service.database.source, 1, SMALL);
    for (const [name, ask] of Object.entries(QUESTIONS)) {
      statements.set(name, await recordedDuring(() => ask(service)));
    }
    await measure(costs.small);
    await generatePlans(service.database.source, SMALL + 1, LARGE);
    await measure(costs.large);
  });

  afterAll(async () => {
    await client.end();
    await service.stop();
  });

  async function measure(into: Map<string, Cost[]>): Promise<void> {
    for (const mode of MODES) {
      for (const [name, sql] of statements) into.set(`${name}, ${mode}`, await explain(client, sql, mode));
    }
  }

  const cases = Object.keys(QUESTIONS).flatMap((name) => MODES.map((mode) => [name, mode] as const));

  it.each(cases)('scans no growing table for %s (%s)', (name, mode) => {
    const found = costs.large.get(`${name}, ${mode}`) ?? [];
    expect(found.length).toBeGreaterThan(0);
    for (const { sequential, text } of found) {
      expect({ text, sequential: sequential.filter((table) => GROWING.includes(table)) }).toEqual({
        text,
        sequential: [],
      });
    }
  });

  it.each(cases)('reads no more for %s in a database fifteen times as large (%s)', (name, mode) => {
    const small = total(costs.small.get(`${name}, ${mode}`));
    const large = total(costs.large.get(`${name}, ${mode}`));
    expect(large.rows).toBeLessThanOrEqual(small.rows * 1.2 + 10);
    expect(large.blocks).toBeLessThanOrEqual(small.blocks * 2); // a larger index may be one level deeper
  });
});

function total(costs: Cost[] = []): { rows: number; blocks: number } {
  return costs.reduce((sum, { rows, blocks }) => ({ rows: sum.rows + rows, blocks: sum.blocks + blocks }), {
    rows: 0,
    blocks: 0,
  });
}
