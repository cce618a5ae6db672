import { because } from '../language/reasons.js';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { type Actor, ANYBODY } from '../core/context.js';
import { Refusal } from '../core/errors.js';
import { includes, type Role } from '../core/roles.js';
import { NEEDED_ROLE } from '../http/needs.js';

/** Lets through who holds the role that the route declares. A route that declares none lets nobody through. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const needed = this.reflector.getAllAndOverride<Role | undefined>(NEEDED_ROLE, [
      context.getHandler(),
      context.getClass(),
    ]);
    refuseUnless(context.switchToHttp().getRequest<FastifyRequest>().actor, needed);
    return true;
  }
}

/** @throws Refusal `sign-in-required`, `not-allowed` unless the actor holds the role; nobody holds an undeclared one */
export function refuseUnless(actor: Actor, needed: Role | undefined): void {
  if (needed !== undefined && includes(actor.role, needed)) return;
  if (actor === ANYBODY) {
    throw new Refusal(
      'sign-in-required',
      `This requires the role ${needed ?? 'of nobody'}. Send an API token in the header Authorization: Bearer psc_…, or sign in at /sign-in.`,
    );
  }
  throw new Refusal(
    'not-allowed',
    `This requires the role ${needed ?? 'of nobody'}; yours is ${actor.role}. Ask an administrator for it.`,
    undefined,
    undefined,
    needed && because('reason:roleNeeded', { needed, role: actor.role }),
  );
}
