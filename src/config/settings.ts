import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { plainToInstance, Transform } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  MinLength,
  ValidateBy,
  validateSync,
  type ValidationOptions,
} from 'class-validator';
import { projectPath } from './project.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const NO_URL =
  'DATABASE_URL must have the form postgres://user:password@host:5432/database, with percent-encoded special characters';

function isPostgresUrl(text: unknown): boolean {
  try {
    const { protocol, username, password, pathname } = new URL(String(text));
    [username, password, pathname].forEach(decodeURIComponent);
    return /^postgres(ql)?:$/.test(protocol);
  } catch {
    return false;
  }
}

/** An origin as browsers write it: scheme, host and port, no path. */
function isOrigin(text: unknown): boolean {
  try {
    const url = new URL(String(text));
    return /^https?:$/.test(url.protocol) && url.origin === text;
  } catch {
    return false;
  }
}

/** https, or http where it does not leave this machine. */
function isIssuer(text: unknown): boolean {
  try {
    const { protocol, hostname } = new URL(String(text));
    return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  } catch {
    return false;
  }
}

/** A variable that lists several things, separated by commas. */
function List(): PropertyDecorator {
  return Transform(({ value }) =>
    typeof value === 'string'
      ? value
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== '')
      : (value as unknown),
  );
}

function IsIpOrNetwork(options: ValidationOptions): PropertyDecorator {
  const validate = (text: unknown): boolean => {
    const [address = '', bits, ...more] = String(text).split('/');
    const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
    return (
      most > 0 &&
      more.length === 0 &&
      (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
    );
  };
  return ValidateBy({ name: 'isIpOrNetwork', validator: { validate } }, options);
}

/** What the environment decides, validated once at the start. Each field is named like its variable. */
export class Settings {
  /** The TCP port to listen on; 0 takes any free one. */
  @IsInt({ message: 'PORT must be a whole number' })
  @Min(0, { message: 'PORT must be at least 0' })
  @Max(65535, { message: 'PORT must be at most 65535' })
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

  /** The address under which people reach the service, without a path. Needed behind a proxy and for OIDC. */
  @IsOptional()
  @ValidateBy({
    name: 'isOrigin',
    validator: {
      validate: isOrigin,
      defaultMessage: () => 'PUBLIC_URL must have the form https://host[:port]',
    },
  })
  PUBLIC_URL?: string;

  /** Addresses or networks of the proxies whose X-Forwarded-For is believed. */
  @List()
  @IsIpOrNetwork({
    each: true,
    message: 'TRUSTED_PROXIES must list addresses or networks, such as 10.0.0.0/8',
  })
  TRUSTED_PROXIES: string[] = [];

  /** Origins whose scripts may read the API. */
  @List()
  @ValidateBy(
    {
      name: 'isOrigin',
      validator: {
        validate: isOrigin,
        defaultMessage: () => 'CORS_ORIGINS must list origins of the form https://host[:port]',
      },
    },
    { each: true },
  )
  CORS_ORIGINS: string[] = [];

  /** The OpenID Connect provider that people sign in with. */
  @IsOptional()
  @ValidateBy({
    name: 'isIssuer',
    validator: { validate: isIssuer, defaultMessage: () => 'OIDC_ISSUER must be an https address' },
  })
  OIDC_ISSUER?: string;

  @IsOptional()
  @IsString()
  OIDC_CLIENT_ID?: string;

  /** A secret: rather in OIDC_CLIENT_SECRET_FILE. */
  @IsOptional()
  @IsString()
  OIDC_CLIENT_SECRET?: string;

  /** The claim of the ID token that holds roles or groups. */
  @IsString()
  @MinLength(1)
  OIDC_ROLE_CLAIM: string = 'roles';

  /** Which value of the claim means which role: `group=role`. Unset: a value that is the name of a role means it. */
  @List()
  @Matches(/^.+=(reader|analyst|editor|admin)$/, {
    each: true,
    message: 'OIDC_ROLES must have the form group=editor,other=analyst',
  })
  OIDC_ROLES: string[] = [];

  /** After so many minutes without a request a session ends. */
  @IsInt({ message: 'SESSION_IDLE_MINUTES must be a whole number' })
  @Min(1, { message: 'SESSION_IDLE_MINUTES must be at least 1' })
  SESSION_IDLE_MINUTES: number = 120;

  /** After so many hours a session ends in any case. */
  @IsInt({ message: 'SESSION_HOURS must be a whole number' })
  @Min(1, { message: 'SESSION_HOURS must be at least 1' })
  SESSION_HOURS: number = 12;

  /** Requests a minute from one address without a token or session; 0: any number. */
  @IsInt({ message: 'RATE_PER_ADDRESS must be a whole number' })
  @Min(0, { message: 'RATE_PER_ADDRESS must be at least 0' })
  RATE_PER_ADDRESS: number = 600;

  /** Requests a minute with one token or session; 0: any number. */
  @IsInt({ message: 'RATE_PER_TOKEN must be a whole number' })
  @Min(0, { message: 'RATE_PER_TOKEN must be at least 0' })
  RATE_PER_TOKEN: number = 3000;
}

/** The variables without a value of their own. */
const WITHOUT_DEFAULT = ['DATABASE_URL', 'PUBLIC_URL', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'];

/** Thrown when the environment cannot be used; the message names each variable and what it should be. */
export class SettingsError extends Error {}

/**
 * Reads the settings from environment variables. Each can also stand in a file that `<NAME>_FILE` names, as secrets do
 * in containers; a newline at its end is no part of it.
 * @throws SettingsError naming every variable that is wrong; never its value
 */
export function loadSettings(env: NodeJS.ProcessEnv): Settings {
  const problems: string[] = [];
  const known: Record<string, string> = {};
  for (const name of [...Object.keys(new Settings()), ...WITHOUT_DEFAULT]) {
    const value = valueOf(env, name, problems);
    if (value !== undefined && value !== '') known[name] = value;
  }
  const settings = plainToInstance(Settings, known, {
    enableImplicitConversion: true,
    exposeDefaultValues: true,
  });
  problems.push(...validateSync(settings).flatMap((error) => Object.values(error.constraints ?? {})));
  if ((settings.OIDC_ISSUER === undefined) !== (settings.OIDC_CLIENT_ID === undefined)) {
    problems.push('set both OIDC_ISSUER and OIDC_CLIENT_ID, or neither');
  }
  if (settings.OIDC_ISSUER !== undefined && settings.PUBLIC_URL === undefined) {
    problems.push('OIDC_ISSUER requires PUBLIC_URL, the address that the provider sends people back to');
  }
  if (problems.length > 0) throw new SettingsError(`The environment is not valid: ${problems.join('; ')}.`);
  return settings;
}

function valueOf(env: NodeJS.ProcessEnv, name: string, problems: string[]): string | undefined {
  const file = env[`${name}_FILE`];
  if (file === undefined || file === '') return env[name];
  if (env[name] !== undefined && env[name] !== '') {
    problems.push(`${name} and ${name}_FILE are both set: set only one`);
    return undefined;
  }
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    problems.push(`${name}_FILE names a file that cannot be read (${(error as { code?: string }).code})`);
    return undefined;
  }
}

/** Whether only programs on this machine can reach the address that the service listens on. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The settings for `--help` and the README: name, default, meaning. */
export const SETTINGS_HELP: readonly (readonly [name: string, fallback: string, meaning: string])[] = [
  ['PORT', '3000', 'the port to listen on; 0 takes any free one'],
  ['HOST', '127.0.0.1', 'the address to listen on'],
  ['DATA_DIR', '.data/postgres', 'where the embedded Postgres keeps its data'],
  [
    'DATABASE_URL',
    '',
    'use this Postgres (15 or later) instead of the embedded one, e.g. postgres://me@localhost/scorecard',
  ],
  ['PUBLIC_URL', '', 'the public address of the service, such as https://scorecard.example'],
  ['TRUSTED_PROXIES', '', 'addresses or networks of proxies whose X-Forwarded-For is trusted'],
  ['CORS_ORIGINS', '', 'origins whose scripts may read the API'],
  ['OIDC_ISSUER', '', 'the OpenID Connect provider that people sign in with; needs PUBLIC_URL'],
  ['OIDC_CLIENT_ID', '', 'the client id of the service at the provider'],
  ['OIDC_CLIENT_SECRET', '', 'the client secret of the service at the provider'],
  ['OIDC_ROLE_CLAIM', 'roles', 'the claim that contains roles or groups'],
  ['OIDC_ROLES', '', 'the role for each of its values: group=editor,other=analyst'],
  ['SESSION_IDLE_MINUTES', '120', 'minutes without a request after which a session ends'],
  ['SESSION_HOURS', '12', 'hours after which a session ends in any case'],
  ['RATE_PER_ADDRESS', '600', 'requests per minute from one address; 0: no limit'],
  ['RATE_PER_TOKEN', '3000', 'requests per minute with one API token or session; 0: no limit'],
  ['LOG_LEVEL', 'info', `the structured log on stderr: ${LOG_LEVELS.join(', ')}`],
];
