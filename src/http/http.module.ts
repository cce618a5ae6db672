import { Global, Module } from '@nestjs/common';
import { Idempotency } from './idempotency.js';

/** What every controller that changes something uses. */
@Global()
@Module({ providers: [Idempotency], exports: [Idempotency] })
export class HttpModule {}
