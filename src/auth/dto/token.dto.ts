import { Instant, OneOf, Text } from '../../http/fields.js';
import { type Role, ROLES } from '../../core/roles.js';

export class TokenInput {
  @Text({ max: 100, description: 'Which program uses it; each name once', example: 'nightly import' })
  name: string;

  @OneOf(ROLES, { description: 'What it may do' })
  role: Role;

  @Instant({ optional: true, description: 'When it ends by itself; never where none is named' })
  expiresAt?: string;
}
