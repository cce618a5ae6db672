/** As much of `oidc-provider`, which has no types of its own, as the tests' identity provider uses. */
declare module 'oidc-provider' {
  import type { Server } from 'node:http';
  export class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>);
    listen(port: number, host: string, done: () => void): Server;
  }
}
