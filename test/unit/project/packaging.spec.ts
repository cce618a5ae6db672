import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { projectPath } from '../../../src/config/project.js';
import { SETTINGS_HELP } from '../../../src/config/settings.js';

const read = (file: string): string => readFileSync(projectPath(file), 'utf8');

interface Service {
  image?: string;
  build?: string;
  environment: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck: { test: string[]; interval: string; retries: number };
}

describe('docker-compose.yml', () => {
  const compose = load(read('docker-compose.yml')) as {
    services: { scorecard: Service; database: Service };
    volumes: Record<string, unknown>;
  };
  const { scorecard, database } = compose.services;

  it('starts the service after a healthy database and checks both', () => {
    expect(scorecard.depends_on).toEqual({ database: { condition: 'service_healthy' } });
    expect(scorecard.healthcheck.test.join(' ')).toContain('/health/ready');
    expect(database.healthcheck.test).toContain('pg_isready');
    for (const { healthcheck } of [scorecard, database]) expect(healthcheck.retries).toBeGreaterThan(0);
  });

  it('publishes the service on this machine only and the database nowhere', () => {
    expect(scorecard.ports).toEqual(['127.0.0.1:${PORT:-3000}:3000']);
    expect(database.ports).toBeUndefined();
  });

  it('keeps the data in a volume under a recent enough Postgres', () => {
    expect(database.image).toBe('postgres:17');
    expect(database.volumes).toEqual(['database:/var/lib/postgresql/data']);
    expect(Object.keys(compose.volumes)).toEqual(['database']);
  });

  it('gives service and database the same credentials from the environment', () => {
    const { POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB } = database.environment;
    expect(POSTGRES_PASSWORD).toMatch(/^\$\{POSTGRES_PASSWORD:-local-/);
    expect(scorecard.environment.DATABASE_URL).toBe(
      `postgres://${POSTGRES_USER}:${POSTGRES_PASSWORD}@database:5432/${POSTGRES_DB}`,
    );
  });

  it('sets only known settings', () => {
    const known = SETTINGS_HELP.map(([name]) => name);
    for (const name of Object.keys(scorecard.environment)) expect(known).toContain(name);
  });
});

describe('Dockerfile', () => {
  const text = read('Dockerfile');
  const final = text.slice(text.lastIndexOf('\nFROM '));

  it('pins a recent enough Node version', () => {
    const [, major] = /^ARG NODE=node:(\d+)\.\d+\.\d+-[a-z-]*slim$/m.exec(text) ?? [];
    expect(Number(major)).toBeGreaterThanOrEqual(20);
    expect(text.match(/^FROM .*/gm)).toEqual(['FROM ${NODE} AS build', 'FROM ${NODE}']);
  });

  it('builds an image without development packages for an unprivileged user with a health check', () => {
    expect(final).toContain('npm ci --omit=dev --omit=optional --ignore-scripts');
    expect(final).toMatch(/^USER node$/m);
    expect(final).toMatch(/^HEALTHCHECK [\s\S]*health\/ready/m);
    expect(final).toMatch(/^CMD \["node", "dist\/src\/main\.js"\]$/m);
    expect(final).toMatch(/^ENV .*HOST=0\.0\.0\.0/m);
  });

  it('copies only existing files that .dockerignore lets through', () => {
    const letThrough = read('.dockerignore').match(/(?<=^!).+$/gm) ?? [];
    const copied = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
      ([, names]) => names?.split(' ') ?? [],
    );
    expect(new Set(copied.map((name) => name.replace('./', '')))).toEqual(new Set(letThrough));
    for (const name of copied) expect(existsSync(projectPath(name))).toBe(true);
  });
});
