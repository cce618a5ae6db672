import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { ConsistentReads, type Moment } from '../../database/consistent-reads.js';
import type { Statement } from '../../database/statement.js';
import { readableOf } from '../../documents/streaming.js';
import { noPlan } from '../../plans/plans.reader.js';
import { type DatasetLayout, datasetText } from './dataset-file.js';
import {
  ASSESSOR_RECORDS,
  MAPPING_RECORDS,
  ORGANIZATION_RECORDS,
  PASSAGE_RECORDS,
  PLAN_RECORD,
  SCALE_RECORDS,
  SOURCE_RECORDS,
} from './dataset-records.sql.js';
import {
  ASSESSMENT_RECORDS,
  CLAIM_RECORDS,
  DECISION_RECORDS,
  LINK_RECORDS,
  OBJECTIVE_RECORDS,
  SNAPSHOT_RECORDS,
} from './plan-contents.sql.js';

/** Grain: one row a plan that may be seen: $1, or all where it is null; by slug. */
const EXPORTED_PLANS: Statement = {
  name: 'dataset-plans',
  text: `SELECT p.id FROM seen_plan p WHERE $1::text IS NULL OR p.slug = $1 ORDER BY p.slug COLLATE "C"`,
};

/** What plans share. Each takes the ids of the plans, and whether it is for all there is. */
const SHARED = [
  ORGANIZATION_RECORDS,
  ASSESSOR_RECORDS,
  SCALE_RECORDS,
  MAPPING_RECORDS,
  SOURCE_RECORDS,
  PASSAGE_RECORDS,
];
const OF_EACH_PLAN = [PLAN_RECORD, OBJECTIVE_RECORDS, ASSESSMENT_RECORDS, CLAIM_RECORDS, SNAPSHOT_RECORDS];
const BETWEEN_PLANS = [LINK_RECORDS, DECISION_RECORDS];

/** So much is read before anybody takes it: what is smaller gives its connection back at once, however slow the reader. */
const AHEAD = 4 * 1024 * 1024;

@Injectable()
export class DatasetReader {
  constructor(private readonly reads: ConsistentReads) {}

  /**
   * The file of one plan, or of all there is, as it is at one moment: with the whole history, and with all that it rests
   * on. It has to be read to its end or destroyed.
   * @throws Refusal `not-found` (plan), `too-busy`
   */
  async file(plan: string | undefined, layout: DatasetLayout): Promise<Readable> {
    const moment = await this.reads.begin();
    try {
      const ids: number[] = [];
      for await (const rows of moment.pages<{ id: number }>(EXPORTED_PLANS, [plan ?? null])) {
        ids.push(...rows.map(({ id }) => id));
      }
      if (plan !== undefined && ids.length === 0) throw noPlan(plan);
      const records = recordsOf(moment, ids, plan === undefined);
      const text = datasetText(records, layout, new Date().toISOString());
      return readableOf(text, AHEAD).once('close', () => void moment.close());
    } catch (error) {
      await moment.close();
      throw error;
    }
  }
}

async function* recordsOf(moment: Moment, ids: number[], isAll: boolean): AsyncGenerator<string> {
  try {
    for (const statement of SHARED)
      yield* texts(moment, statement, takesAll(statement) ? [ids, isAll] : [ids]);
    for (const id of ids) {
      for (const statement of OF_EACH_PLAN) yield* texts(moment, statement, [id]);
    }
    for (const statement of BETWEEN_PLANS) yield* texts(moment, statement, [ids]);
  } finally {
    await moment.close();
  }
}

function takesAll({ text }: Statement): boolean {
  return text.includes('$2');
}

async function* texts(moment: Moment, statement: Statement, values: unknown[]): AsyncGenerator<string> {
  for await (const rows of moment.pages<{ record: string }>(statement, values)) {
    // Postgres breaks the lines of what it aggregates; in what a text holds, a line break is written \\n.
    for (const { record } of rows) yield record.replaceAll('\n', '');
  }
}
