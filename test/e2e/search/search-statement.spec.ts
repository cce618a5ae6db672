import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Search1764000000005 } from '../../../migrations/1764000000005-search.js';
import { inView } from '../../../src/database/plans-in-view.js';
import { SEARCH } from '../../../src/search/search.sql.js';
import { codeIn, wordsToLiken } from '../../../src/search/typed.js';
import { startService, type TestService } from '../../support/service.js';

/** As EXPLAIN (FORMAT JSON) gives it. */
interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: PlanNode[];
}

describe('the search statement', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
    await service.database.source.query(`
      CREATE FUNCTION pg_temp.words(seed int, many int) RETURNS text LANGUAGE sql AS $$
        SELECT string_agg(substr(translate(md5(seed || ' ' || n), '0123456789', 'ghijklmnop'), 1, 8), ' ')
          FROM generate_series(1, many) n $$;
      INSERT INTO objective (plan_id, area_id, code, title, basis, position, known_from)
      SELECT a.plan_id, a.id, 'X-' || n, pg_temp.words(n, 8), 'stated', 1000 + n, now()
        FROM (SELECT plan_id, id FROM area ORDER BY id LIMIT 1) a, generate_series(1, 10000) n;
      INSERT INTO source (slug, title) SELECT 'x-' || n, pg_temp.words(20000 + n, 8) FROM generate_series(1, 10000) n;
      INSERT INTO passage (id, source_id, exact)
      SELECT gen_random_uuid(), id, pg_temp.words(40000 + id, 20) FROM source WHERE slug LIKE 'x-%';
    `);
    await service.database.source.query('VACUUM ANALYZE objective, passage, source');
  });
  afterAll(() => service.stop());

  /** The scans of a plan, as "Seq Scan objective". */
  function scans(node: PlanNode): string[] {
    const here = node['Node Type'].includes('Scan')
      ? [`${node['Node Type']} ${node['Relation Name'] ?? node['Index Name'] ?? ''}`]
      : [];
    return [...here, ...(node.Plans ?? []).flatMap(scans)];
  }

  it.each(['auto', 'force_generic_plan'])(
    'reads no table from end to end among 30,000 rows (%s)',
    async (mode) => {
      const q = 'narcologists conference';
      const values = [q, null, null, wordsToLiken(q), codeIn(q), null, null, null, 51];
      const plan = await service.database.source.transaction(async (tx) => {
        await tx.query(`SET LOCAL plan_cache_mode = ${mode}`);
        const types = 'text, int[], text, text[], text, int, text, text, int';
        await tx.query(`PREPARE search_${mode} (${types}) AS ${inView(SEARCH).text}`);
        const literals = values.map((value) =>
          value === null ? 'NULL' : Array.isArray(value) ? `'{${value.join(',')}}'` : `'${value}'`,
        );
        const [row] = await tx.query(`EXPLAIN (FORMAT JSON) EXECUTE search_${mode}(${literals.join(', ')})`);
        await tx.query(`DEALLOCATE search_${mode}`);
        return row['QUERY PLAN'][0].Plan as PlanNode;
      });
      const all = scans(plan);
      expect(all.filter((scan) => /^(Parallel )?Seq Scan (objective|passage|source)$/.test(scan))).toEqual(
        [],
      );
      for (const index of ['objective', 'passage', 'source']) {
        expect(all).toContain(`Bitmap Index Scan ix_${index}_search`);
        expect(all).toContain(`Bitmap Index Scan ix_${index}_letters`);
      }
    },
  );

  it('answers among 30,000 rows, misspelt words included', async () => {
    const { body } = await service.http().get('/api/v1/search?q=narcologits').expect(200);
    expect(body.items[0]).toMatchObject({ code: 'MIS-06', match: 'similar' });
  });

  it('leaves the schema as the entities describe it', async () => {
    const { upQueries } = await service.database.source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query).filter((query) => /search|letters/i.test(query))).toEqual([]);
  });

  it('migrates down and up again', async () => {
    const { source } = service.database;
    const runner = source.createQueryRunner();
    await new Search1764000000005().down(runner);
    const left = await source.query(`SELECT proname FROM pg_proc WHERE proname LIKE 'search\\_%'
                                     UNION ALL SELECT cfgname FROM pg_ts_config WHERE cfgname LIKE 'english\\_%'`);
    expect(left).toEqual([]);
    await new Search1764000000005().up(runner);
    await runner.release();
    await service.http().get('/api/v1/search?q=narcologists').expect(200);
  });
});
