import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { policyOfLibraryPage } from './html.js';

/**
 * Serves the OpenAPI 3.1 document at /api/openapi.json and, with `page`, a browsable page at /api/docs.
 * The document is made when it is first asked for: it costs a good part of a start.
 */
export function serveOpenApi(app: NestFastifyApplication, page: boolean): void {
  let document: OpenAPIObject | undefined;
  const make = (): OpenAPIObject =>
    (document ??= SwaggerModule.createDocument(
      app,
      new DocumentBuilder()
        .setOpenAPIVersion('3.1.0')
        .setTitle('Presidency Scorecard')
        .setDescription(
          'Objectives of a rotating presidency, their status with the passages that prove it, and the scorecard. ' +
            'Errors are RFC 9457 problem documents. GET returns an ETag; a change requires it in If-Match.',
        )
        .setVersion('1')
        .addBearerAuth({
          type: 'http',
          scheme: 'bearer',
          description: 'psc_…, created with scorecard token create',
        })
        .build(),
    ));
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onSend', (request, reply, payload, done) => {
    const isPage = String(reply.getHeader('content-type')).startsWith('text/html');
    if (isPage && request.url.startsWith('/api/docs') && typeof payload === 'string') {
      void reply.header('content-security-policy', policyOfLibraryPage(payload));
    }
    done(null, payload);
  });
  SwaggerModule.setup('api/docs', app, make, {
    ui: page,
    raw: ['json'],
    jsonDocumentUrl: 'api/openapi.json',
  });
}
