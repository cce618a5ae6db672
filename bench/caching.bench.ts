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
import { startServer } from './child.js';
import { generatePlans, slugOf } from './data.js';

// What it costs to tell a reader that a report still stands (304), against giving it (200): in one run, by turns.

const ROUNDS = 300;
const FORMS = ['.json', '.html', '.csv'];
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

async function main(): Promise<void> {
  const postgres = await startThrowawayPostgres();
  const log = await open(devNull, 'a');
  try {
    const source = await createDataSource(postgres.url, ENTITIES, 2).initialize();
    await migrateUp(source);
    const services = await NestFactory.createApplicationContext(AppModule.on(source), { logger: ['fatal'] });
    await services.get(Seeds).loadScales();
    await generatePlans(source, 20, 1);
    await services.close();
    const config = { databaseUrl: postgres.url, poolSize: 4, logLevel: 'info' } as const;
    const service = await startServer('service.js', config, log.fd);
    try {
      for (const form of FORMS) await compare(service.port, form);
    } finally {
      await service.stop();
    }
  } finally {
    agent.destroy();
    await log.close();
    await postgres.close();
  }
}

async function compare(port: number, form: string): Promise<void> {
  const path = `/api/v1/plans/${slugOf(1)}/scorecard${form}`;
  const { etag } = await fetch(port, path);
  const times: Record<200 | 304, number[]> = { 200: [], 304: [] };
  for (let round = -50; round < ROUNDS; round++) {
    for (const expected of [200, 304] as const) {
      const began = performance.now();
      const { status } = await fetch(port, path, expected === 304 ? etag : undefined);
      if (status !== expected) throw new Error(`${path}: ${status} instead of ${expected}`);
      if (round >= 0) times[expected].push(performance.now() - began);
    }
  }
  const [given, told] = [median(times[200]), median(times[304])];
  process.stdout.write(
    `scorecard${form}: 200 in ${given.toFixed(2)} ms, 304 in ${told.toFixed(2)} ms, 304/200 ${(told / given).toFixed(2)}\n`,
  );
}

function fetch(port: number, path: string, etag?: string): Promise<{ status: number; etag: string }> {
  return new Promise((resolve, reject) => {
    const headers = etag === undefined ? {} : { 'if-none-match': etag };
    request({ port, path, agent, headers }, (response) => {
      response.resume();
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, etag: response.headers.etag ?? '' }),
      );
    })
      .on('error', reject)
      .end();
  });
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

await main();
