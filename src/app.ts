import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { AppModule } from './app.module.js';
import { installGate } from './auth/gate.js';
import type { Settings } from './config/settings.js';
import { measure } from './health/measure.js';
import { configureHttp, createAdapter } from './http/configure.js';
import { NestLogger } from './http/logger.js';
import { serveOpenApi } from './http/openapi.js';
import { forgetBlankParameters } from './web/page/blank-parameters.js';
import { PageProblemFilter } from './web/page/problem-page.filter.js';

/**
 * The whole service on a connected and migrated data source, not yet listening.
 * @param docsPage whether /api/docs is served beside the OpenAPI document
 */
export async function createApp(
  source: DataSource,
  logger: Logger,
  settings: Settings,
  docsPage = true,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.on(source, settings),
    createAdapter(logger, settings),
    {
      bodyParser: false,
      abortOnError: false,
      logger: new NestLogger(logger),
    },
  );
  const others = await configureHttp(app, settings, new PageProblemFilter());
  measure(app);
  await installGate(app);
  others.answer(app.getHttpAdapter().getInstance());
  forgetBlankParameters(app.getHttpAdapter().getInstance());
  serveOpenApi(app, docsPage);
  return app;
}
