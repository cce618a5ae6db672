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

/** One request or one shell command, from the side of those who have to answer for it. */
export interface Undertaking {
  actor: Actor;
  /** Where it comes from: the client's address, or `shell`. */
  origin: string;
  /** What is asked for: `POST /api/v1/plans`, or the shell command. */
  action: string;
  requestId: string;
}

const underWay = new AsyncLocalStorage<Undertaking>();

/** Runs `work` as a part of `undertaking`: what it writes is recorded as its actor's. */
export function undertake<T>(undertaking: Undertaking, work: () => T): T {
  return underWay.run(undertaking, work);
}

/** The request or command that the calling code serves, if any. */
export function currentUndertaking(): Undertaking | undefined {
  return underWay.getStore();
}

/** The name to keep beside what the calling code writes. */
export function writer(): string {
  return currentUndertaking()?.actor.name ?? 'local';
}
