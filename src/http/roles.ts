import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';

/**
 * What a person or a program may do, each role all that the one before may: a reader reads; an analyst records
 * assessments, sources, passages and links; an editor changes plans, areas, objectives and scales, imports, and
 * confirms links and relocations; an admin sees to people, tokens and the audit.
 */
export const ROLES = ['reader', 'analyst', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Where the guard finds the role that a route needs. */
export const NEEDED_ROLE = 'needed-role';

/**
 * Declares the role that a route needs, or all routes of a controller. A route without one answers nobody.
 * The OpenAPI document shows it as `x-role`.
 */
export function Needs(role: Role): MethodDecorator & ClassDecorator {
  const proof = role === 'reader' ? [] : [ApiBearerAuth()];
  return applyDecorators(SetMetadata(NEEDED_ROLE, role), ApiExtension('x-role', role), ...proof);
}

/** Whether `held` includes all that `needed` may do. */
export function includes(held: Role, needed: Role): boolean {
  return ROLES.indexOf(held) >= ROLES.indexOf(needed);
}
