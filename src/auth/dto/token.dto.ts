import { Instant, OneOf, Text } from '../../http/fields.js';
import { type Role, ROLES } from '../../core/roles.js';

export class TokenInput {
  @Text({
    max: 100,
    description: 'The program that uses the token; names must be unique',
    example: 'nightly import',
  })
  name: string;

  @OneOf(ROLES, { description: 'The role of the token' })
  role: Role;

  @Instant({ optional: true, description: 'When the token expires; default never' })
  expiresAt?: string;
}
