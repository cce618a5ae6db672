import type { AddressInfo } from 'node:net';
import { createApp } from '../src/app.js';
import { loadSettings } from '../src/config/settings.js';
import { createDataSource } from '../src/database/data-source.js';
import { ENTITIES } from '../src/entities.js';
import { createLogger } from '../src/http/logger.js';
import { serveAsChild } from './child.js';

// The service as it ships: the same application, settings of the pool, and log.
await serveAsChild(async ({ databaseUrl, poolSize, logLevel }) => {
  const source = await createDataSource(databaseUrl, ENTITIES, poolSize).initialize();
  // One client asks as fast as it can: it is not the limits that are measured.
  const settings = loadSettings({ RATE_PER_ADDRESS: '0' });
  const app = await createApp(source, createLogger(logLevel), settings);
  await app.listen(0, '127.0.0.1');
  return (app.getHttpServer() as { address(): AddressInfo }).address().port;
});
