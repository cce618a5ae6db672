import { AsyncLocalStorage } from 'node:async_hooks';
import type { Role } from './roles.js';

/** Anybody: who has not said who they are. */
export const ANYBODY: Actor = { name: 'anonymous', role: 'reader' };

/** Who acts: a person who signed in, a program with a token, somebody at the shell, or anybody. */
export interface Actor {
  /** As it is kept beside what they write: a name for readers, never a secret. */
  name: string;
  role: Role;
}

/** One request or one shell command: who asks for what, and the transaction that is open for it. */
export interface RequestContext {
  actor: Actor;
  /** Where it comes from: the client's address, or `shell`. */
  origin: string;
  /** What is asked for: `POST /api/v1/plans`, or the shell command. */
  action: string;
  requestId: string;
  /** The name to keep beside what is written, where it is not the actor's: what the program ships is nobody's own. */
  recordedAs?: string;
  /** The transaction that the calling code runs in; `database/transactions.ts` alone sets and reads it. */
  tx?: object;
}

/** Holds where no request is: a script that uses the services by themselves. */
const OUTSIDE: RequestContext = {
  actor: { name: 'local', role: 'admin' },
  origin: '',
  action: '',
  requestId: '',
};

const contexts = new AsyncLocalStorage<RequestContext>();

/** Runs `work` in `context`: what it writes is recorded as its actor's. */
export function runInContext<T>(context: RequestContext, work: () => T): T {
  return contexts.run(context, work);
}

/** The request or command that the calling code serves. */
export function requestContext(): RequestContext {
  return contexts.getStore() ?? OUTSIDE;
}

/** Whether anybody has asked for what is done in `context`, so that the audit can name them. */
export function isAskedFor({ actor }: RequestContext): boolean {
  return actor !== OUTSIDE.actor;
}

/** The name to keep beside what the calling code writes. */
export function recorderName(): string {
  const { actor, recordedAs } = requestContext();
  return recordedAs ?? actor.name;
}

/** Runs `work` so that what it writes is kept under `name`; the audit still names the actor. */
export function recordAs<T>(name: string, work: () => T): T {
  return runInContext({ ...requestContext(), recordedAs: name }, work);
}
