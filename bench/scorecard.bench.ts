import { open } from 'node:fs/promises';
import { availableParallelism, devNull } from 'node:os';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { AppModule } from '../src/app.module.js';
import { createDataSource } from '../src/database/data-source.js';
import { startThrowawayPostgres } from '../src/database/embedded/throwaway-postgres.js';
import { migrateUp } from '../src/database/migrate.js';
import { ENTITIES } from '../src/entities.js';
import { Seeds } from '../src/interchange/seeds.js';
import type { Scorecard } from '../src/reporting/scorecard/scorecard.js';
import { SCORECARD_NOW, SCORECARD_THEN } from '../src/reporting/scorecard/scorecard.sql.js';
import { type MeasuredServer, type ServerConfig, startServer } from './child.js';
import { COMPLETE, EARLIER, generatePlans, OBJECTIVES, slugOf } from './data.js';
import { readWhole } from './explain.js';
import { drive, fetchBody } from './load.js';

// The scorecard endpoint against the floor, in one run on one Postgres. bench/README.md says what is measured.

const { values: options } = parseArgs({
  options: {
    plans: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '21' },
    ms: { type: 'string', default: '300' },
    seed: { type: 'string', default: '20231123' },
    log: { type: 'string', default: devNull },
    profile: { type: 'string' },
  },
});
const PLANS = Number(options.plans);
const ROUNDS = Number(options.rounds);
const SLICE = { warmUpMs: 100, measuredMs: Number(options.ms) };
/** Before the first round, once for each cell and program. */
const WARM_UP_MS = 1500;
const SEED = Number(options.seed);
/** Four servers share the 60 connections of the embedded Postgres. */
const POOL = 14;
const LOG_LEVEL = 'info';
const HISTORIC = `?asOf=${EARLIER.asOf}&knownAt=${EARLIER.knownAt}`;

/** A database of a size, with both programs on it. */
interface Scene {
  plans: number;
  databaseUrl: string;
  service: MeasuredServer;
  floor: MeasuredServer;
}

/** One comparison: what is asked, how often at a time, on which database. */
interface Cell {
  scene: Scene;
  connections: number;
  query: string;
  service: number[];
  floor: number[];
}

async function main(): Promise<void> {
  const postgres = await startThrowawayPostgres();
  const running: MeasuredServer[] = [];
  const end = async (): Promise<void> => {
    await Promise.all(running.map((server) => server.stop()));
    await postgres.close();
  };
  const interrupted = (): void => void end().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  const log = await open(options.log, 'a');
  try {
    const scenes: Scene[] = [];
    for (const plans of [1, PLANS]) {
      const databaseUrl = await prepare(postgres.url, plans);
      const config: ServerConfig = { databaseUrl, poolSize: POOL, logLevel: LOG_LEVEL };
      const start = async (script: 'service.js' | 'floor.js'): Promise<MeasuredServer> => {
        const server = await startServer(script, config, log.fd, options.profile);
        running.push(server);
        return server;
      };
      scenes.push({ plans, databaseUrl, service: await start('service.js'), floor: await start('floor.js') });
    }
    for (const scene of scenes) await checkAnswers(scene);
    await showScans(scenes);
    // Small and large next to each other: they are compared too.
    const cells = ['', HISTORIC].flatMap((query) =>
      [1, 16].flatMap((connections) =>
        scenes.map((scene): Cell => ({ scene, connections, query, service: [], floor: [] })),
      ),
    );
    await measure(cells);
    report(cells);
  } finally {
    await end();
    await log.close();
  }
}

/** Makes a database of its own with `plans` generated plans. */
async function prepare(server: string, plans: number): Promise<string> {
  const began = performance.now();
  const name = `bench_${plans}`;
  const administrator = new pg.Client({ connectionString: server });
  await administrator.connect();
  await administrator.query(`CREATE DATABASE ${name}`);
  await administrator.end();
  const url = new URL(server);
  url.pathname = name;
  const source = await createDataSource(url.href, ENTITIES, 2).initialize();
  await migrateUp(source);
  const services = await NestFactory.createApplicationContext(AppModule.on(source), { logger: ['fatal'] });
  await services.get(Seeds).loadScales();
  await generatePlans(source, plans, SEED);
  const [{ size }] = await source.query<[{ size: string }]>(
    'SELECT pg_size_pretty(pg_database_size(current_database())) AS size',
  );
  await services.close();
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  say(`${plans} plans of ${OBJECTIVES} objectives: ${size}, made in ${seconds} s`);
  return url.href;
}

/** Before anything is measured: both programs give the same bytes, and the right figures. */
async function checkAnswers({ plans, service, floor }: Scene): Promise<void> {
  const next = pathsOf(plans, '', SEED + 1);
  let bytes = 0;
  const sample = Math.min(plans, 200);
  for (let at = 0; at < sample; at++) {
    const path = next();
    const body = await fetchBody(service.port, path);
    for (const query of ['', HISTORIC]) {
      const answers = await Promise.all([
        fetchBody(service.port, path + query),
        fetchBody(floor.port, path + query),
      ]);
      if (!answers[0].equals(answers[1])) {
        throw new Error(`different bytes for ${path}${query}:\n${answers.map(String).join('\n')}`);
      }
    }
    const card = JSON.parse(body.toString()) as Scorecard;
    const figures = [
      card.total.objectives,
      card.total.complete,
      card.total.evidence.firm,
      card.claims[0]?.verdict,
    ];
    if (figures.join() !== [OBJECTIVES, COMPLETE, 22, 'matches'].join())
      throw new Error(`wrong figures: ${figures.join()}`);
    // The current ratings were generated by the rules if the history says the same.
    if (!body.equals(await fetchBody(service.port, `${path}?knownAt=${card.knownAt}`))) {
      throw new Error(`the history of ${path} does not say what its current ratings say`);
    }
    bytes = body.length;
  }
  say(
    `${plans} plans: service and floor give the same bytes (${sample} plans compared, ${bytes} bytes each)`,
  );
}

/** The cost must follow the plan's size: what is read from end to end must not grow with the number of plans. */
async function showScans(scenes: Scene[]): Promise<void> {
  const large = scenes.at(-1);
  if (!large) return;
  const plan = `'${slugOf(1)}'`;
  const now = await readWhole(large.databaseUrl, SCORECARD_NOW, [plan, 'NULL', `'en'`]);
  const earlier = [plan, 'NULL', `'en'`, `'${EARLIER.asOf}'`, `'${EARLIER.knownAt}'`];
  const then = await readWhole(large.databaseUrl, SCORECARD_THEN, earlier);
  say(
    `${large.plans} plans: tables read whole (EXPLAIN): ${now.join(', ') || 'none'}; ` +
      `for an earlier state: ${then.join(', ') || 'none'}`,
  );
}

async function measure(cells: Cell[]): Promise<void> {
  say(
    `measuring, about ${Math.ceil((cells.length * 2 * (ROUNDS * (SLICE.warmUpMs + SLICE.measuredMs) + WARM_UP_MS)) / 60_000)} minutes`,
  );
  // One statement is planned anew five times a connection before Postgres keeps its plan, and V8 needs some thousand calls.
  for (const { scene, query, connections } of cells) {
    for (const { port } of [scene.floor, scene.service]) {
      await drive(port, connections, pathsOf(scene.plans, query, SEED + 2), {
        warmUpMs: 0,
        measuredMs: WARM_UP_MS,
      });
    }
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const cell of cells) {
      const { scene, connections, query } = cell;
      // Who goes first changes from round to round; both ask for the same plans.
      const order = round % 2 === 0 ? (['floor', 'service'] as const) : (['service', 'floor'] as const);
      for (const who of order) {
        const next = pathsOf(scene.plans, query, SEED + 3 + round);
        cell[who].push(await drive(scene[who].port, connections, next, SLICE));
      }
    }
  }
}

function report(cells: Cell[]): void {
  const current = cells.filter(({ query }) => query === '');
  say(
    `node ${process.version}, ${availableParallelism()} cores, pools of ${POOL}, service log level ${LOG_LEVEL} to ${options.log}`,
    `medians of ${ROUNDS} interleaved rounds of ${SLICE.measuredMs} ms; in brackets the middle half of the rounds`,
    '',
    'answers a second             connections    floor   service   service/floor',
  );
  for (const cell of cells) {
    const what = `${cell.scene.plans} plan${cell.scene.plans === 1 ? '' : 's'}${cell.query === '' ? '' : ', earlier state'}`;
    say(
      [
        what.padEnd(28),
        `${cell.connections}`.padStart(11),
        median(cell.floor).toFixed(0).padStart(9),
        median(cell.service).toFixed(0).padStart(10),
        spread(ratios(cell.service, cell.floor)).padStart(25),
      ].join(''),
    );
  }
  say('', `service, time for an answer: ${PLANS} plans / 1 plan`);
  for (const connections of [1, 16]) {
    const [small, large] = current.filter((cell) => cell.connections === connections);
    if (small && large) {
      const what = `${connections} connection${connections === 1 ? '' : 's'}`;
      say(what.padEnd(58) + spread(ratios(small.service, large.service)).padStart(25));
    }
  }
  say('', 'To reach (not for an earlier state): service/floor 0.7 or more, large/small 1.3 or less.');
}

/** Paths of scorecards of plans drawn by a seeded generator (mulberry32). */
function pathsOf(plans: number, query: string, seed: number): () => string {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    const share = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    return `/api/v1/plans/${slugOf(1 + Math.floor(share * plans))}/scorecard${query}`;
  };
}

/** Round by round: two slices that follow each other saw the same machine. */
function ratios(above: number[], below: number[]): number[] {
  return above.map((value, round) => value / (below[round] ?? NaN));
}

function spread(values: number[]): string {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(values, share).toFixed(2));
  return `${middle} [${low} to ${high}]`;
}

function median(values: number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [below = NaN, above = NaN] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return below + (above - below) * (at - Math.floor(at));
}

function say(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

await main();
