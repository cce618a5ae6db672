import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Metrics } from './metrics.js';

/** Has a served application measure its requests and its process; before it listens. */
export function measure(app: NestFastifyApplication): void {
  const metrics = app.get(Metrics);
  metrics.watchProcess();
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', (request, reply, done) => {
      metrics.note(request, reply);
      done();
    });
}
