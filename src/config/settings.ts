import 'reflect-metadata';
import { resolve } from 'node:path';
import { plainToInstance, Transform } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  Min,
  MinLength,
  ValidateBy,
  validateSync,
} from 'class-validator';
import { projectPath } from './project.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const NO_URL =
  'DATABASE_URL must look like postgres://user:password@host:5432/database, with %-codes for special characters';

function isPostgresUrl(text: unknown): boolean {
  try {
    const { protocol, username, password, pathname } = new URL(String(text));
    [username, password, pathname].forEach(decodeURIComponent);
    return /^postgres(ql)?:$/.test(protocol);
  } catch {
    return false;
  }
}

/** What the environment decides, validated once at the start. Each field is named like its variable. */
export class Settings {
  /** The TCP port to listen on; 0 takes any free one. */
  @IsInt({ message: 'PORT must be a whole number' })
  @Min(0, { message: 'PORT must not be below 0' })
  @Max(65535, { message: 'PORT must not be above 65535' })
  PORT: number = 3000;

  /** The address to listen on. */
  @IsString()
  @MinLength(1)
  HOST: string = '127.0.0.1';

  /** Where the embedded Postgres keeps its data. */
  @IsString()
  @Transform(({ value }) => resolve(value as string))
  DATA_DIR: string = projectPath('.data/postgres');

  /** A Postgres of one's own (15 or later); unset: the embedded one. */
  @IsOptional()
  @ValidateBy({ name: 'isPostgresUrl', validator: { validate: isPostgresUrl, defaultMessage: () => NO_URL } })
  DATABASE_URL?: string;

  /** How much the structured log says. */
  @IsIn(LOG_LEVELS, { message: `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}` })
  LOG_LEVEL: LogLevel = 'info';
}

/** Thrown when the environment cannot be used; the message names each variable and what it should be. */
export class SettingsError extends Error {}

/**
 * Reads the settings from environment variables.
 * @throws SettingsError naming every variable that is wrong.
 */
export function loadSettings(env: NodeJS.ProcessEnv): Settings {
  const known = Object.fromEntries(
    Object.keys(new Settings())
      .concat('DATABASE_URL')
      .filter((name) => env[name] !== undefined && env[name] !== '')
      .map((name) => [name, env[name]]),
  );
  const settings = plainToInstance(Settings, known, {
    enableImplicitConversion: true,
    exposeDefaultValues: true,
  });
  const problems = validateSync(settings).flatMap((error) => Object.values(error.constraints ?? {}));
  if (problems.length > 0) throw new SettingsError(`The environment cannot be used: ${problems.join('; ')}.`);
  return settings;
}

/** The settings for `--help` and the README: name, default, meaning. */
export const SETTINGS_HELP: readonly (readonly [name: string, fallback: string, meaning: string])[] = [
  ['PORT', '3000', 'the port to listen on; 0 takes any free one'],
  ['HOST', '127.0.0.1', 'the address to listen on'],
  ['DATA_DIR', '.data/postgres', 'where the embedded Postgres keeps its data'],
  [
    'DATABASE_URL',
    '',
    'use this Postgres (15 or later) and start none, e.g. postgres://me@localhost/scorecard',
  ],
  ['LOG_LEVEL', 'info', `the structured log on stderr: ${LOG_LEVELS.join(', ')}`],
];
