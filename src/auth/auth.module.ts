import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { AuditController } from './audit.controller.js';
import { AuditReader } from './audit.reader.js';
import { OneTimeLinks } from './one-time-link.js';
import { Oidc } from './oidc.js';
import { PeopleController } from './people.controller.js';
import { RefusedLog } from './refused-log.js';
import { SessionsService } from './sessions.service.js';
import { SessionController } from './session.controller.js';
import { TokensController } from './tokens.controller.js';
import { TokensService } from './tokens.service.js';

/** Who may do what, and who did it. */
@Module({
  controllers: [TokensController, AuditController, SessionController, PeopleController],
  providers: [
    TokensService,
    SessionsService,
    Oidc,
    OneTimeLinks,
    RefusedLog,
    AuditReader,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [TokensService, SessionsService, Oidc, OneTimeLinks, AuditReader],
})
export class AuthModule {}
