import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import type { Role } from '../core/roles.js';

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
