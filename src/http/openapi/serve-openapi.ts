import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { policyOfLibraryPage } from '../html.js';
import { wholeDocument } from './document.js';

const ABOUT = `Objectives of a rotating presidency, their status with the passages that prove it, and the scorecard.

- **Problems**: what is refused is answered with a problem document (RFC 9457) that says what to do. A wrong method is 405 with the methods of the address in the header Allow, which OPTIONS gives too.
- **Versions**: GET returns an ETag. A change sends it in If-Match: 428 without, 412 where the record has changed since.
- **Lists**: limit and cursor; nextCursor and the header Link name the next page.
- **Retries**: every POST takes an Idempotency-Key. The same key and body gives the first answer again, for 24 hours.
- **Reading** is public. What is a draft is there for those who may write.`;

/** The document of the application's routes, made when it is first asked for: it costs a good part of a start. */
function documentOf(app: NestFastifyApplication): () => OpenAPIObject {
  let document: OpenAPIObject | undefined;
  return () =>
    (document ??= wholeDocument(SwaggerModule.createDocument(app, heading(), { autoTagControllers: false })));
}

function heading(): Omit<OpenAPIObject, 'paths'> {
  const built = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Presidency Scorecard')
    .setDescription(ABOUT)
    .setVersion('1')
    .setLicense('MIT', '')
    .addServer('/', 'This service')
    .build();
  return {
    ...built,
    info: { ...built.info, license: { name: 'MIT', identifier: 'MIT' } as { name: string } },
  };
}

/** Serves the OpenAPI 3.1 document at /api/openapi.json and, with `page`, a browsable page at /api/docs. */
export function serveOpenApi(app: NestFastifyApplication, page: boolean): void {
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onSend', (request, reply, payload, done) => {
    const isPage = String(reply.getHeader('content-type')).startsWith('text/html');
    if (isPage && request.url.startsWith('/api/docs') && typeof payload === 'string') {
      void reply.header('content-security-policy', policyOfLibraryPage(payload));
    }
    done(null, payload);
  });
  SwaggerModule.setup('api/docs', app, documentOf(app), {
    ui: page,
    raw: ['json'],
    jsonDocumentUrl: 'api/openapi.json',
  });
}
