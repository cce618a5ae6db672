import type { Role } from '../../core/roles.js';

/** Reading is public, yet a person who may write and says so sees drafts; a change needs a proof. */
export function securityOf(path: string, role: Role): Record<string, string[]>[] {
  if (path.startsWith('/health/')) return [];
  return role === 'reader'
    ? [{}, { token: [] }, { session: [] }]
    : [{ token: [] }, { session: [], csrf: [] }];
}

export const SECURITY_SCHEMES = {
  token: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API token, psc_…, made with POST /api/v1/tokens or scorecard token create',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'scorecard-session',
    description:
      'The cookie of somebody who signed in with a browser; over https its name begins with __Host-. Changes need the ' +
      'header X-CSRF-Token beside it',
  },
  csrf: {
    type: 'apiKey',
    in: 'header',
    name: 'X-CSRF-Token',
    description: 'csrf of GET /api/v1/session',
  },
} as const;
