import { userInfo } from 'node:os';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import type { Shell } from './shell.js';
import { migrateUp } from '../database/migrate.js';
import { openDatabase, type OpenDatabase } from '../database/open-database.js';
import { ENTITIES } from '../entities.js';
import { type RequestContext, runInContext } from '../core/context.js';
import { Seeds } from '../interchange/seeds.js';

/**
 * Gives a shell command the same services that the server has, on the same database: it joins the embedded server
 * of a running service, or starts one for the moment. The schema and the shipped rating scales are brought up to
 * date first, so that a command can be the first thing that anybody runs.
 */
export async function withServices<T>(
  shell: Shell,
  work: (services: INestApplicationContext, database: OpenDatabase) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(shell.settings, ENTITIES, 'command', () => {});
  try {
    await migrateUp(database.source);
    const services = await NestFactory.createApplicationContext(
      AppModule.on(database.source, shell.settings),
      {
        logger: ['fatal'],
        abortOnError: false,
      },
    );
    try {
      await runInContext(atStart('scorecard'), () => services.get(Seeds).loadScales());
      return await runInContext(atShell(shell), () => work(services, database));
    } finally {
      await services.close();
    }
  } finally {
    await database.close();
  }
}

/** What the program does by itself before anybody asks. */
export function atStart(action: string): RequestContext {
  return { actor: { name: 'seed', role: 'admin' }, origin: 'start', action, requestId: '' };
}

/** A command: anyone who can run it has the database in their hands, so it may do anything, under their own name. */
function atShell({ words }: Shell): RequestContext {
  const action = `scorecard ${words.slice(0, 2).join(' ')}`.slice(0, 200);
  return { actor: { name: `shell:${userName()}`, role: 'admin' }, origin: 'shell', action, requestId: '' };
}

/** An account without an entry in the system's list, as containers have it, is its number. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.());
  }
}
