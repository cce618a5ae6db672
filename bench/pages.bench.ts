import { open } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { devNull } from 'node:os';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../src/app.module.js';
import { createDataSource } from '../src/database/data-source.js';
import { startThrowawayPostgres } from '../src/database/embedded/throwaway-postgres.js';
import { migrateUp } from '../src/database/migrate.js';
import { ENTITIES } from '../src/entities.js';
import { Seeds } from '../src/interchange/seeds.js';
import { type MeasuredServer, startServer } from './child.js';
import { generatePlans, slugOf } from './data.js';

// What a page costs beside the JSON of the same figures, and whether it costs more among many plans: in one run, by turns.

const ROUNDS = 200;
const MANY = 2000;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

async function main(): Promise<void> {
  const postgres = await startThrowawayPostgres();
  const log = await open(devNull, 'a');
  try {
    const few = await startOn(postgres.url, 1, log.fd);
    const many = await startOn(await anotherDatabase(postgres.url), MANY, log.fd);
    try {
      const plan = slugOf(1);
      await measure({
        'JSON, 1 plan': [few.port, `/api/v1/plans/${plan}/scorecard.json`],
        'page, 1 plan': [few.port, `/plans/${plan}`],
        [`page, ${MANY} plans`]: [many.port, `/plans/${plan}`],
        [`objective's page, ${MANY} plans`]: [many.port, `/plans/${plan}/objectives`],
        [`all presidencies, ${MANY} plans`]: [many.port, '/'],
      });
    } finally {
      await few.stop();
      await many.stop();
    }
  } finally {
    agent.destroy();
    await log.close();
    await postgres.close();
  }
}

async function anotherDatabase(url: string): Promise<string> {
  const administrator = await createDataSource(url, [], 1).initialize();
  await administrator.query('CREATE DATABASE many');
  await administrator.destroy();
  const other = new URL(url);
  other.pathname = 'many';
  return other.href;
}

async function startOn(url: string, plans: number, logFile: number): Promise<MeasuredServer> {
  const source = await createDataSource(url, ENTITIES, 2).initialize();
  await migrateUp(source);
  const services = await NestFactory.createApplicationContext(AppModule.on(source), { logger: ['fatal'] });
  await services.get(Seeds).loadScales();
  await generatePlans(source, plans, 1);
  await services.close();
  return startServer('service.js', { databaseUrl: url, poolSize: 4, logLevel: 'info' }, logFile);
}

/** Asks for each by turns; prints the medians, and each one's ratio to the first. */
async function measure(addresses: Record<string, [port: number, path: string]>): Promise<void> {
  const times = Object.fromEntries(Object.keys(addresses).map((name) => [name, [] as number[]]));
  const bytes: Record<string, number> = {};
  for (let round = -30; round < ROUNDS; round++) {
    for (const [name, [port, path]] of Object.entries(addresses)) {
      const began = performance.now();
      bytes[name] = await fetchGzip(port, path);
      if (round >= 0) times[name]!.push(performance.now() - began);
    }
  }
  const medians = Object.entries(times).map(([name, values]) => [name, median(values)] as const);
  const first = medians[0]![1];
  for (const [name, ms] of medians) {
    const size = (bytes[name]! / 1000).toFixed(1);
    process.stdout.write(
      `${name.padEnd(34)} ${ms.toFixed(2).padStart(7)} ms  ${(ms / first).toFixed(2).padStart(5)}  ${size.padStart(6)} kB\n`,
    );
  }
}

/** @returns how many bytes of body came over the wire */
function fetchGzip(port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { accept: 'text/html', 'accept-encoding': 'gzip' };
    request({ port, path, agent, headers }, (response) => {
      let length = 0;
      response.on('data', (chunk: Buffer) => (length += chunk.length));
      response.on('end', () => {
        if (response.statusCode === 200) resolve(length);
        else reject(new Error(`${path}: ${response.statusCode}`));
      });
    })
      .on('error', reject)
      .end();
  });
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

await main();
