import type { LoggerService } from '@nestjs/common';
import { destination, type Logger, pino } from 'pino';
import type { LogLevel } from '../config/settings.js';

/** Structured JSON logs on stderr: stdout belongs to what a person or a program asked for. */
export function createLogger(level: LogLevel): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['req.headers.authorization', 'req.headers.cookie'],
    },
    destination({ dest: 2, sync: false }),
  );
}

/** Nest's own messages in the same log. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}
  // Nest announces each module and route as "log": of use only when debugging.
  log = (message: unknown, ...rest: unknown[]): void =>
    this.logger.debug({ context: rest.at(-1) }, String(message));
  debug = (message: unknown, ...rest: unknown[]): void =>
    this.logger.debug({ context: rest.at(-1) }, String(message));
  verbose = (message: unknown, ...rest: unknown[]): void =>
    this.logger.trace({ context: rest.at(-1) }, String(message));
  warn = (message: unknown, ...rest: unknown[]): void =>
    this.logger.warn({ context: rest.at(-1) }, String(message));
  error = (message: unknown, ...rest: unknown[]): void =>
    this.logger.error({ details: rest }, String(message));
  fatal = (message: unknown, ...rest: unknown[]): void =>
    this.logger.fatal({ details: rest }, String(message));
}
