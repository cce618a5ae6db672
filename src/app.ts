import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { AppModule } from './app.module.js';
import { configureHttp, createAdapter } from './http/configure.js';
import { NestLogger } from './http/logger.js';
import { serveOpenApi } from './http/openapi.js';

/**
 * The whole service on a connected and migrated data source, not yet listening.
 * @param docsPage whether /api/docs is served beside the OpenAPI document
 */
export async function createApp(
  source: DataSource,
  logger: Logger,
  docsPage = true,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.on(source), createAdapter(logger), {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLogger(logger),
  });
  configureHttp(app);
  serveOpenApi(app, docsPage);
  return app;
}
