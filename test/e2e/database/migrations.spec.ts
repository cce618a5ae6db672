import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import { AppModule } from '../../../src/app.module.js';
import { RecordAssessment } from '../../../src/assessments/record-assessment.js';
import { createDataSource, MIGRATIONS } from '../../../src/database/data-source.js';
import { migrateDown, migrateUp } from '../../../src/database/migrate.js';
import { Transactions } from '../../../src/database/transactions.js';
import { ENTITIES } from '../../../src/entities.js';
import { Seeds } from '../../../src/interchange/seeds.js';
import { Plan } from '../../../src/plans/plan.entity.js';
import { PlansService } from '../../../src/plans/plans.service.js';
import { dumpSchema } from '../../support/schema-dump.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { IN_PROGRESS } from '../../support/service.js';

const NAMES = MIGRATIONS.map(({ name }) => name);

describe('the database', () => {
  let database: TestDatabase;
  const opened: { close(): Promise<unknown> }[] = [];

  beforeEach(async () => {
    database = await createDatabase('nothing');
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
    await database.drop();
  });

  /** A second service's connections to the same database. */
  async function anotherSource(): Promise<DataSource> {
    const source = await createDataSource(database.url, ENTITIES).initialize();
    opened.push({ close: async () => (source.isInitialized ? source.destroy() : undefined) });
    return source;
  }

  /** A service of its own on the database, without HTTP. */
  async function service(): Promise<INestApplicationContext> {
    const context = await NestFactory.createApplicationContext(AppModule.on(await anotherSource()), {
      logger: ['fatal'],
      abortOnError: false,
    });
    opened.push(context);
    return context;
  }

  describe('schema', () => {
    it('migrates down to nothing and up again to the same schema', async () => {
      const empty = await dumpSchema(database.source);
      expect(await migrateUp(database.source)).toEqual(NAMES);
      const full = await dumpSchema(database.source);
      expect(full.tables.length).toBeGreaterThan(15);
      for (const _ of MIGRATIONS) await migrateDown(database.source);
      expect(await dumpSchema(database.source)).toEqual(empty);
      expect(await migrateUp(database.source)).toEqual(NAMES);
      expect(await dumpSchema(database.source)).toEqual(full);
    });

    it('reverts one migration at a time to the schema before it', async () => {
      const before = [await dumpSchema(database.source)];
      await migrateUp(database.source);
      for (const _ of MIGRATIONS) {
        await migrateDown(database.source);
        before.push(await dumpSchema(database.source));
      }
      const sizes = before.slice(1).map(({ columns }) => columns.length);
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
      expect(before.at(-1)).toEqual(before[0]);
    });

    it('is refused, and left as it is, where a newer version of the program has been at work', async () => {
      await migrateUp(database.source);
      await database.source.query(`INSERT INTO migration (timestamp, name) VALUES (1, 'FromTomorrow1')`);
      const before = await dumpSchema(database.source);
      await expect(migrateUp(database.source)).rejects.toThrow(
        /newer version.*FromTomorrow1.*Nothing was changed/,
      );
      expect(await dumpSchema(database.source)).toEqual(before);
    });

    it('matches the entities: TypeORM would change nothing', async () => {
      await migrateUp(database.source);
      const { upQueries } = await database.source.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    });

    it('has the columns and constraints of the entities', async () => {
      await migrateUp(database.source);
      const migrated = await dumpSchema(database.source);
      const other = await createDatabase('nothing');
      try {
        await other.source.synchronize();
        const made = await dumpSchema(other.source);
        const ofEntities = (line: string): boolean =>
          ENTITIES.some((entity) => line.startsWith(`${other.source.getMetadata(entity).tableName} `));
        // TypeORM orders columns in its own way, and writes a number's default with its type.
        const alike = (line: string): string => line.replace(/#\d+ /, '').replace(/'(\d+)'::\w+/, '$1');
        expect(made.columns.map(alike).sort()).toEqual(migrated.columns.filter(ofEntities).map(alike).sort());
        const declared = migrated.constraints.filter(
          (line) => ofEntities(line) && !line.includes(' TRIGGER '),
        );
        expect(made.constraints).toEqual(declared);
      } finally {
        await other.drop();
      }
    });

    it('migrates once when two services start together', async () => {
      const sources = await Promise.all([anotherSource(), anotherSource(), anotherSource()]);
      const done = await Promise.all(sources.map((source) => migrateUp(source)));
      expect(done.flat()).toEqual(NAMES);
      const rows = await database.source.query<{ name: string }[]>('SELECT name FROM migration ORDER BY id');
      expect(rows.map(({ name }) => name)).toEqual(NAMES);
    });

    it('names every constraint and index itself', async () => {
      await migrateUp(database.source);
      const { constraints, indexes } = await dumpSchema(database.source);
      for (const line of constraints)
        expect(line.split(' ')[1]).toMatch(/^(pk|fk|uq|ck|assessment|evidence|audit)_/);
      for (const line of indexes) expect(line).toMatch(/INDEX (pk|uq|ix)_/);
    });
  });

  describe('seeds', () => {
    beforeEach(() => migrateUp(database.source));

    const contents = async (): Promise<unknown> => {
      const [row] = await database.source.query<{ all: unknown }[]>(
        `SELECT json_build_object(
                  'scales', (SELECT count(*) FROM rating_scale), 'plans', (SELECT count(*) FROM plan),
                  'objectives', (SELECT count(*) FROM objective), 'sources', (SELECT count(*) FROM source),
                  'passages', (SELECT count(*) FROM passage), 'claims', (SELECT count(*) FROM claim),
                  'assessments', (SELECT count(*) FROM assessment), 'ratings', (SELECT count(*) FROM current_rating),
                  'revisions', (SELECT json_agg(p.revision ORDER BY p.slug) FROM plan p)) AS all`,
      );
      return row?.all;
    };

    it('loads seeds once when asked twice', async () => {
      const seeds = (await service()).get(Seeds);
      await seeds.loadScales();
      expect(await seeds.loadPlans()).toHaveLength(4);
      const loaded = await contents();
      expect(loaded).toMatchObject({ plans: 4, objectives: 34 + 14 + 18 + 16 });
      await seeds.loadScales();
      expect(await seeds.loadPlans()).toEqual([]);
      expect(await contents()).toEqual(loaded);
    });

    it('loads seeds once when two services start together', async () => {
      const services = await Promise.all([service(), service()]);
      const loaded = await Promise.all(
        services.map(async (one) => {
          await one.get(Seeds).loadScales();
          return one.get(Seeds).loadPlans();
        }),
      );
      expect(loaded.flat().sort()).toHaveLength(4);
      expect(new Set(loaded.flat()).size).toBe(4);
      expect(await contents()).toMatchObject({ plans: 4, objectives: 34 + 14 + 18 + 16 });
    });

    it("leaves people's changes to shipped plans alone", async () => {
      const one = await service();
      const seeds = one.get(Seeds);
      await seeds.loadScales();
      await seeds.loadPlans();
      const change = { plan: 'csto-2023-belarus', objective: 'INT-04' };
      await one.get(Transactions).run(async (tx) => {
        const { version } = await tx.findOneByOrFail(Plan, { slug: change.plan });
        await one.get(PlansService).change(tx, change.plan, [version], { title: 'A title that people gave' });
      });
      const input = { ...IN_PROGRESS, effectiveOn: '2026-01-01' };
      await one.get(RecordAssessment).within(input, (record) => record(change));
      const changed = await contents();

      const next = (await service()).get(Seeds);
      await next.loadScales();
      expect(await next.loadPlans()).toEqual([]);
      expect(await contents()).toEqual(changed);
      const [plan] = await database.source.query<{ title: string; level: string }[]>(
        `SELECT p.title, c.level FROM plan p JOIN objective o ON o.plan_id = p.id AND o.code = 'INT-04'
           JOIN current_rating c ON c.plan_id = p.id AND c.objective_id = o.id WHERE p.slug = 'csto-2023-belarus'`,
      );
      expect(plan).toEqual({ title: 'A title that people gave', level: 'in_progress' });
    });
  });
});
