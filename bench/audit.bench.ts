import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { AppModule } from '../src/app.module.js';
import { ObjectivesReader } from '../src/assessments/objectives.reader.js';
import { RecordAssessment } from '../src/assessments/record-assessment.js';
import { AuditReader } from '../src/auth/audit.reader.js';
import { createDataSource } from '../src/database/data-source.js';
import { openEmbeddedPostgres } from '../src/database/embedded/embedded-postgres.js';
import { migrateUp } from '../src/database/migrate.js';
import { Transactions } from '../src/database/transactions.js';
import { ENTITIES } from '../src/entities.js';
import { runInContext } from '../src/core/context.js';
import { Seeds } from '../src/interchange/seeds.js';
import { ObjectivesService } from '../src/plans/objectives.service.js';
import { PlansService } from '../src/plans/plans.service.js';
import { SourcesService } from '../src/sources/sources.service.js';
import { auditing } from './auditing.js';

/*
 * What the audit's chain of hashes costs who writes: fifty writers at once, to one plan, to fifty plans, and to what
 * all plans share (sources), with the audit and without it, in interleaved rounds on one Postgres that syncs to disk.
 */

const WRITERS = 50;
const ROUNDS = 7;
const WRITES = 6; // by each writer in a round
let serial = 0;

const folder = mkdtempSync(join(tmpdir(), 'scorecard-audit-bench-'));
const server = await openEmbeddedPostgres({ dataDir: join(folder, 'data'), purpose: 'serve', log: () => {} });
const source = await createDataSource(server.url, ENTITIES).initialize();
let services: INestApplicationContext | undefined;
try {
  await migrateUp(source);
  services = await NestFactory.createApplicationContext(AppModule.on(source), { logger: ['fatal'] });
  await prepare(services);
  await measure(services);
} finally {
  await services?.close();
  if (source.isInitialized) await source.destroy();
  await server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Fifty plans of fifty objectives each. */
async function prepare(app: INestApplicationContext): Promise<void> {
  await app.get(Seeds).loadScales();
  const [plans, objectives] = [app.get(PlansService), app.get(ObjectivesService)];
  for (let p = 0; p < WRITERS; p++) {
    await app.get(Transactions).run(async (tx) => {
      const slug = `plan-${p}`;
      await plans.create(tx, {
        state: 'published',
        slug,
        title: `Plan ${p}`,
        organization: { slug: 'bench', name: 'Bench' },
        holder: { name: 'Holder' },
        termStart: '2023-01-01',
        termEnd: '2023-12-31',
        scale: 'completion',
        assessors: [{ slug: 'self', name: 'Self', kind: 'independent' }],
        areas: [{ code: 'all', name: 'All' }],
      });
      for (let o = 0; o < WRITERS; o++) {
        await objectives.create(tx, slug, {
          code: `O-${o}`,
          area: 'all',
          title: `Objective ${o}`,
          basis: 'stated',
        });
      }
    });
  }
}

/** One assessment. Fifty writers have fifty objectives, so that none is refused for a stale version. */
function assess(app: INestApplicationContext, plan: number, objective: number): () => Promise<void> {
  const [recording, objectives] = [app.get(RecordAssessment), app.get(ObjectivesReader)];
  return async () => {
    const input = { status: 'in_progress', effectiveOn: '2023-06-01', rationale: `Write ${serial++}` };
    await recording.within(input, async (record) => {
      const { version } = await objectives.get(`plan-${plan}`, `O-${objective}`);
      return record({ plan: `plan-${plan}`, objective: `O-${objective}`, read: [version] });
    });
  };
}

function addSource(app: INestApplicationContext): () => Promise<void> {
  return async () => {
    await app
      .get(Transactions)
      .run((tx) => app.get(SourcesService).create(tx, { slug: `s-${serial++}`, title: 'A source' }));
  };
}

/** Writes a second, by fifty writers at once. */
async function rate(work: (writer: number) => () => Promise<void>): Promise<number> {
  const began = performance.now();
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      const write = work(writer);
      for (let n = 0; n < WRITES; n++) {
        await runInContext(
          {
            actor: { name: `writer ${writer}`, role: 'analyst' },
            origin: 'bench',
            action: 'bench',
            requestId: '',
          },
          write,
        );
      }
    }),
  );
  return (WRITERS * WRITES * 1000) / (performance.now() - began);
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

async function measure(app: INestApplicationContext): Promise<void> {
  const cases: [name: string, work: (writer: number) => () => Promise<void>][] = [
    ['one plan', (writer) => assess(app, 0, writer)],
    ['fifty plans', (writer) => assess(app, writer, 0)],
    ['sources', () => addSource(app)],
  ];
  const results = cases.map(() => ({ audited: [] as number[], bare: [] as number[], ratio: [] as number[] }));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [at, [, work]] of cases.entries()) {
      // The order alternates, so that neither side always goes first.
      const first = round % 2 === 0;
      const rates = { on: 0, off: 0 };
      for (const isOn of [first, !first]) {
        await source.query(auditing(isOn ? 'ENABLE' : 'DISABLE'));
        rates[isOn ? 'on' : 'off'] = await rate(work);
      }
      if (round === 0) continue; // warms up
      results[at]!.audited.push(rates.on);
      results[at]!.bare.push(rates.off);
      results[at]!.ratio.push(rates.on / rates.off);
    }
  }
  console.log(
    `${WRITERS} writers at once, ${ROUNDS} rounds, writes a second (median): audited, bare, audited/bare`,
  );
  for (const [at, [name]] of cases.entries()) {
    const { audited, bare, ratio } = results[at]!;
    const sorted = ratio.toSorted((a, b) => a - b);
    console.log(
      `${name.padEnd(12)} ${median(audited).toFixed(0).padStart(6)} ${median(bare).toFixed(0).padStart(6)}   ` +
        `${median(ratio).toFixed(2)} [${sorted[1]!.toFixed(2)} to ${sorted.at(-2)!.toFixed(2)}]`,
    );
  }
  const began = performance.now();
  const { entries, faults } = await app.get(AuditReader).verify();
  const seconds = (performance.now() - began) / 1000;
  if (faults.length > 0) throw new Error(`the audit is not whole: ${JSON.stringify(faults[0])}`);
  console.log(`verify: ${entries} entries, ${Math.round(entries / seconds)} a second`);
}
