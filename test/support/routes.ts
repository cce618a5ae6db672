import type { TestService } from './service.js';

/** A path as the router has it, with the methods that it takes there. */
export interface RegisteredRoute {
  path: string;
  methods: string[];
}

/** All routes there are, from Fastify's own drawing of its router: so none is forgotten that nobody named. */
export function registeredRoutes(service: TestService): RegisteredRoute[] {
  const router = service.app.getHttpAdapter().getInstance();
  const stack: string[] = [];
  const found: RegisteredRoute[] = [];
  for (const line of router.printRoutes({ commonPrefix: false }).split('\n')) {
    const parts = /^([│ ├└─]*)(\S+)(?: \(([A-Z, ]+)\))?/.exec(line);
    if (!parts) continue;
    const depth = parts[1]!.length / 4;
    stack.length = Math.max(0, depth - 1);
    stack.push(parts[2]!);
    if (parts[3] !== undefined) found.push({ path: stack.join(''), methods: parts[3].split(', ') });
  }
  return found.filter(({ path }) => path.startsWith('/'));
}
