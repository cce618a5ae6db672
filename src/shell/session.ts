import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import type { Settings } from '../config/settings.js';
import { migrateUp } from '../database/migrate.js';
import { openDatabase } from '../database/open-database.js';
import { ENTITIES } from '../entities.js';
import { Seeds } from '../interchange/seeds.js';

/**
 * Gives a shell command the same services that the server has, on the same database: it joins the embedded server
 * of a running service, or starts one for the moment. The schema and the shipped rating scales are brought up to
 * date first, so that a command can be the first thing that anybody runs.
 */
export async function withServices<T>(
  settings: Settings,
  work: (services: INestApplicationContext) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(settings, ENTITIES, 'command', () => {});
  try {
    await migrateUp(database.source);
    const services = await NestFactory.createApplicationContext(AppModule.on(database.source), {
      logger: ['fatal'],
      abortOnError: false,
    });
    try {
      await services.get(Seeds).loadScales();
      return await work(services);
    } finally {
      await services.close();
    }
  } finally {
    await database.close();
  }
}

/** What a person at this terminal can see. */
export function terminalStyle(): { colour: boolean } {
  return { colour: process.stdout.isTTY === true && process.stdout.hasColors() };
}
