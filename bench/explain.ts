import pg from 'pg';
import { inView } from '../src/database/plans-in-view.js';
import type { Statement } from '../src/database/statement.js';

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: PlanNode[];
}

/**
 * The tables that a named statement reads from end to end, by the plan that Postgres keeps for it.
 * @param parameters SQL of its parameters
 */
export async function readWhole(
  databaseUrl: string,
  statement: Statement,
  parameters: string[],
): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('SET plan_cache_mode = force_generic_plan');
    await client.query(`PREPARE explained AS ${inView(statement).text}`);
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `EXPLAIN (FORMAT JSON) EXECUTE explained (${parameters.join(', ')})`,
    );
    const found = new Set<string>();
    const look = (node: PlanNode): void => {
      if (node['Node Type'] === 'Seq Scan') found.add(node['Relation Name'] ?? '?');
      node.Plans?.forEach(look);
    };
    rows.forEach((row) => look(row['QUERY PLAN'][0].Plan));
    return [...found].sort();
  } finally {
    await client.end();
  }
}
