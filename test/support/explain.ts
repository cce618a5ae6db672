import pg from 'pg';

/** A statement as the program has sent it. */
export interface Sql {
  text: string;
  values: unknown[];
}

/** What Postgres did for a statement. */
export interface Cost {
  text: string;
  /** The tables that it read from end to end. */
  sequential: string[];
  /** Rows that its scans looked at, whether or not they were wanted. */
  rows: number;
  /** Blocks of 8 KiB that it read, from memory or from disk. */
  blocks: number;
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: PlanNode[];
}

const EXPLAINABLE = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i;

/** The statements that are sent to Postgres, on whatever connection, while `work` runs. */
export async function recordedDuring(work: () => Promise<unknown>): Promise<Sql[]> {
  const sent: Sql[] = [];
  const client = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const original = client.query;
  client.query = function (this: unknown, ...args: unknown[]): unknown {
    const [first, second] = args;
    const { text, values } = typeof first === 'string' ? { text: first, values: second } : (first as Sql);
    if (EXPLAINABLE.test(text)) sent.push({ text, values: Array.isArray(values) ? values : [] });
    return original.apply(this, args);
  };
  try {
    await work();
  } finally {
    client.query = original;
  }
  return sent;
}

/** Runs the statements in order, in a transaction that is rolled back, as prepared statements of the given kind. */
export async function explain(
  client: pg.Client,
  statements: readonly Sql[],
  mode: 'force_custom_plan' | 'force_generic_plan',
): Promise<Cost[]> {
  const costs: Cost[] = [];
  await client.query(`BEGIN; SET LOCAL plan_cache_mode = ${mode}`);
  try {
    for (const { text, values } of statements) {
      await client.query(`PREPARE question AS ${text}`);
      const given = values.length === 0 ? '' : `(${values.map(literal).join(', ')})`;
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
        `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE question${given}`,
      );
      await client.query('DEALLOCATE question');
      const plan = rows[0]?.['QUERY PLAN'][0].Plan;
      if (plan) costs.push({ text, ...costOf(plan) });
    }
  } finally {
    await client.query('ROLLBACK');
  }
  return costs;
}

function costOf(root: PlanNode): Omit<Cost, 'text'> {
  const scans = nodesOf(root).filter(
    (node) => node['Relation Name'] !== undefined && / Scan$/.test(node['Node Type']),
  );
  return {
    sequential: scans
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => node['Relation Name'] ?? ''),
    rows: scans.reduce(
      (sum, node) =>
        sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
      0,
    ),
    blocks: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
  };
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (value instanceof Date) return `'${value.toISOString()}'`;
  // Numbers, ids and slugs need no quotes within an array.
  if (Array.isArray(value) && value.every((each) => /^[\w-]+$/.test(String(each)))) {
    return pg.escapeLiteral(`{${value.join()}}`);
  }
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string' || typeof value === 'number') return pg.escapeLiteral(String(value));
  throw new Error(`a value of a kind that no statement here has had: ${typeof value}`);
}
