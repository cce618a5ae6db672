import { describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AccessGuard } from '../../../src/auth/access.guard.js';
import { cookiesFor } from '../../../src/auth/cookies.js';
import { isLocalOnly } from '../../../src/auth/one-time-link.js';
import { roleOf } from '../../../src/auth/role-claim.js';
import { hashOf, newSecret, same } from '../../../src/auth/secrets.js';
import { Settings } from '../../../src/config/settings.js';
import { ANYBODY } from '../../../src/core/context.js';
import { includes, ROLES } from '../../../src/core/roles.js';
import { Needs } from '../../../src/http/needs.js';

const settings = (given: Partial<Settings> = {}): Settings => Object.assign(new Settings(), given);

describe('the guard', () => {
  class Open {
    @Needs('editor')
    declared(): void {}
    forgotten(): void {}
  }
  @Needs('analyst')
  class Closed {
    inherits(): void {}
  }

  const asks = (type: new () => object, method: string, actor: object): (() => boolean) => {
    const handler = (type.prototype as Record<string, () => void>)[method];
    const context = {
      getHandler: () => handler,
      getClass: () => type,
      switchToHttp: () => ({ getRequest: () => ({ actor }) }),
    } as unknown as ExecutionContext;
    return () => new AccessGuard(new Reflector()).canActivate(context);
  };

  it('lets nobody through a route without a declared role, not even an administrator', () => {
    expect(asks(Open, 'forgotten', { name: 'root', role: 'admin' })).toThrow('requires the role of nobody');
    expect(asks(Open, 'forgotten', ANYBODY)).toThrow('requires the role of nobody');
  });

  it("prefers a method's role to its class's", () => {
    expect(asks(Open, 'declared', { name: 'a', role: 'editor' })()).toBe(true);
    expect(asks(Open, 'declared', { name: 'a', role: 'analyst' })).toThrow('yours is analyst');
    expect(asks(Closed, 'inherits', { name: 'a', role: 'analyst' })()).toBe(true);
    expect(asks(Closed, 'inherits', { name: 'a', role: 'reader' })).toThrow('yours is reader');
  });

  it('grants each role what the lower ones may do, and no more', () => {
    for (const [at, held] of ROLES.entries()) {
      for (const [needs, needed] of ROLES.entries()) expect(includes(held, needed)).toBe(at >= needs);
    }
  });
});

describe('the role that a sign-in gives', () => {
  it.each([
    [['editor'], [], 'editor'],
    [['reader', 'admin', 'analyst'], [], 'admin'],
    ['analyst', [], 'analyst'],
    ['openid analyst, editor', [], 'editor'],
    [undefined, [], 'reader'],
    [{ admin: true }, [], 'reader'],
    [['Admin', 'ADMIN', 'administrator'], [], 'reader'],
    [['/scorecard/editors'], ['/scorecard/editors=editor', '/scorecard/all=analyst'], 'editor'],
    [['cn=x,dc=y'], ['cn=x,dc=y=admin'], 'admin'],
    // With a mapping only what it names counts: a group that happens to be called admin gives nothing.
    [['admin'], ['/scorecard/editors=editor'], 'reader'],
  ])('reads %j with the mapping %j as %s', (claim, mapping, role) => {
    expect(roleOf(claim, mapping)).toBe(role);
  });
});

describe('cookies', () => {
  it('keeps cookies from scripts and other hosts and marks them secure beyond this machine', () => {
    for (const one of [
      settings(),
      settings({ HOST: '0.0.0.0' }),
      settings({ PUBLIC_URL: 'https://s.example' }),
    ]) {
      expect(cookiesFor(one).options).toMatchObject({ path: '/', httpOnly: true, sameSite: 'lax' });
    }
    expect(cookiesFor(settings()).options.secure).toBe(false);
    expect(cookiesFor(settings({ HOST: '::1' })).session).toBe('scorecard-session');
    for (const out of [
      settings({ HOST: '0.0.0.0' }),
      settings({ HOST: '192.0.2.7' }),
      settings({ PUBLIC_URL: 'https://s.example' }),
      settings({ PUBLIC_URL: 'http://s.example' }),
    ]) {
      expect(cookiesFor(out).options.secure).toBe(true);
      expect(cookiesFor(out).session).toMatch(/^__Host-/);
    }
  });
});

describe('the local door', () => {
  it('exists for this machine alone, on the embedded database', () => {
    expect(isLocalOnly(settings())).toBe(true);
    expect(isLocalOnly(settings({ PUBLIC_URL: 'http://localhost:3000' }))).toBe(true);
    expect(isLocalOnly(settings({ HOST: '0.0.0.0' }))).toBe(false);
    expect(isLocalOnly(settings({ HOST: '192.0.2.7' }))).toBe(false);
    expect(isLocalOnly(settings({ DATABASE_URL: 'postgres://x/y' }))).toBe(false);
    expect(isLocalOnly(settings({ PUBLIC_URL: 'https://scorecard.example' }))).toBe(false);
  });
});

describe('secrets', () => {
  it('draws 256 random bits and never repeats them', () => {
    const some = Array.from({ length: 1000 }, newSecret);
    expect(new Set(some).size).toBe(1000);
    for (const one of some) expect(Buffer.from(one, 'base64url')).toHaveLength(32);
  });

  it('compares secrets in full', () => {
    const one = hashOf('one');
    expect(same(one, hashOf('one'))).toBe(true);
    expect(same(one, hashOf('two'))).toBe(false);
    expect(same(one, one.subarray(0, 31))).toBe(false);
    expect(same('', 'x')).toBe(false);
  });
});
