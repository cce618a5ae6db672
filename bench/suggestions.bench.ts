import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../src/app.module.js';
import { PairsReader } from '../src/comparison/pairs.reader.js';
import { SuggestionsReader } from '../src/comparison/suggestions.reader.js';
import { createDataSource } from '../src/database/data-source.js';
import { startThrowawayPostgres } from '../src/database/embedded/throwaway-postgres.js';
import { migrateUp } from '../src/database/migrate.js';
import { ENTITIES } from '../src/entities.js';
import { Seeds } from '../src/interchange/seeds.js';
import { type LabelledPair, ours, placesOf, storeLabelledPairs, trigrams } from './labelled-plans.js';
import { generateLargePlans } from './large-plans.js';

/*
 * How often the suggestions have the links that a person sees among the first, against plain trigram similarity; and
 * how long two plans of 2,000 objectives take. bench/README.md says what the figures mean.
 */

const LARGE = 2000;

async function main(): Promise<void> {
  const postgres = await startThrowawayPostgres();
  try {
    const source = await createDataSource(postgres.url, ENTITIES).initialize();
    await migrateUp(source);
    const app = await NestFactory.createApplicationContext(AppModule.on(source), { logger: ['fatal'] });
    try {
      await app.get(Seeds).loadScales();
      const pairs = await storeLabelledPairs(app);
      console.log('recall among the first 1, 3, 5; mean reciprocal rank');
      for (const use of ['development', 'held out'] as const) {
        const chosen = pairs.filter((pair) => pair.use === use);
        console.log(`\n${use}`);
        for (const pair of chosen) await print(app, pair.name, [pair]);
        await print(app, 'together', chosen);
      }
      const [from, to] = await generateLargePlans(source, LARGE);
      await time(app, from, to);
    } finally {
      await app.close();
    }
  } finally {
    await postgres.close();
  }
}

async function print(app: INestApplicationContext, name: string, pairs: LabelledPair[]): Promise<void> {
  for (const [label, method] of [
    ['ours', ours(app)],
    ['trigrams', trigrams(app)],
  ] as const) {
    const places = (await Promise.all(pairs.map((pair) => placesOf(pair, method)))).flat();
    const within = (most: number): string => {
      const found = places.filter((place) => place <= most).length;
      return (
        `${found}/${places.length}`.padStart(6) + ` ${((100 * found) / places.length).toFixed(0)} %`.padEnd(7)
      );
    };
    const mrr = places.reduce((sum, place) => sum + 1 / place, 0) / places.length;
    console.log(
      `${name.padEnd(16)} ${label.padEnd(9)}${within(1)}${within(3)}${within(5)} ${mrr.toFixed(3)}`,
    );
  }
}

async function time(app: INestApplicationContext, from: string, to: string): Promise<void> {
  const reader = app.get(SuggestionsReader);
  const pair = await app.get(PairsReader).get(from, to);
  await reader.list(pair, { limit: 1, objective: 'L1' });
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const began = performance.now();
  const { items } = await reader.list(pair, { limit: 200 });
  const taken = performance.now() - began;
  delays.disable();
  console.log(
    `\n${LARGE} by ${LARGE} objectives: ${items.length} suggestions in ${(taken / 1000).toFixed(2)} s; ` +
      `longest delay of the event loop ${(delays.max / 1e6).toFixed(0)} ms`,
  );
}

await main();
