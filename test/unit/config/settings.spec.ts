import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadSettings, SETTINGS_HELP, SettingsError } from '../../../src/config/settings.js';

describe('the settings', () => {
  it('defaults to this machine alone', () => {
    const settings = loadSettings({ PATH: '/usr/bin', PORT: '' });
    expect(settings).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', LOG_LEVEL: 'info' });
    expect(settings.DATA_DIR).toBe(resolve('.data/postgres'));
    expect(settings.DATABASE_URL).toBeUndefined();
  });

  it('reads settings from the environment', () => {
    const settings = loadSettings({
      PORT: '0',
      HOST: '0.0.0.0',
      DATA_DIR: 'here',
      LOG_LEVEL: 'silent',
      DATABASE_URL: 'postgresql://me@localhost/scorecard',
    });
    expect(settings).toMatchObject({
      PORT: 0,
      HOST: '0.0.0.0',
      DATA_DIR: resolve('here'),
      LOG_LEVEL: 'silent',
      DATABASE_URL: 'postgresql://me@localhost/scorecard',
    });
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', 'http'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'mysql://localhost/scorecard'],
    ['PUBLIC_URL', 'scorecard.example'],
    ['PUBLIC_URL', 'https://scorecard.example/path'],
    ['TRUSTED_PROXIES', '10.0.0.0/8,anybody'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['CORS_ORIGINS', '*'],
    ['OIDC_ISSUER', 'http://login.example'],
    ['OIDC_CLIENT_ID', 'alone'],
    ['OIDC_ROLES', 'staff=owner'],
    ['SESSION_HOURS', '0'],
    ['RATE_PER_ADDRESS', 'many'],
    ['OIDC_CLIENT_SECRET_FILE', '/no/such/file'],
  ])('refuses %s=%s at the start and names it', (name, value) => {
    expect(() => loadSettings({ [name]: value })).toThrow(SettingsError);
    expect(() => loadSettings({ [name]: value })).toThrow(name);
  });

  it('reads comma-separated lists', () => {
    const settings = loadSettings({
      TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,::1',
      OIDC_ROLES: '/staff=analyst,cn=x=admin',
      CORS_ORIGINS: 'https://a.example,http://localhost:8080',
    });
    expect(settings.TRUSTED_PROXIES).toEqual(['127.0.0.1', '10.0.0.0/8', '::1']);
    expect(settings.OIDC_ROLES).toEqual(['/staff=analyst', 'cn=x=admin']);
    expect(settings.CORS_ORIGINS).toEqual(['https://a.example', 'http://localhost:8080']);
  });

  it('reads secrets from files and refuses two sources for one setting', () => {
    const folder = mkdtempSync(join(tmpdir(), 'scorecard-settings-'));
    try {
      const file = join(folder, 'secret');
      writeFileSync(file, 'postgres://me:s3cret@localhost/scorecard\n');
      expect(loadSettings({ DATABASE_URL_FILE: file }).DATABASE_URL).toBe(
        'postgres://me:s3cret@localhost/scorecard',
      );
      expect(() => loadSettings({ DATABASE_URL_FILE: file, DATABASE_URL: 'postgres://x/y' })).toThrow(
        'both set',
      );
      writeFileSync(file, 'mysql://me:s3cret@localhost/scorecard');
      expect(() => loadSettings({ DATABASE_URL_FILE: file })).toThrow(/^(?!.*s3cret).*DATABASE_URL/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('lists every setting in --help', () => {
    const told = SETTINGS_HELP.map(([name]) => name).sort();
    expect(told).toEqual(Object.keys(loadSettings({})).sort());
  });

  it('reports all invalid settings at once', () => {
    expect(() => loadSettings({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/PORT.*LOG_LEVEL/);
  });
});
