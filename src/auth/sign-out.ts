import type { FastifyRequest } from 'fastify';
import type { Transactions } from '../database/transactions.js';
import type { Cookies } from './cookies.js';
import type { SessionsService } from './sessions.service.js';

/** Ends the session that a request came with, if any. @param everywhere the person's other ones, too */
export async function signOut(
  request: FastifyRequest,
  transactions: Transactions,
  sessions: SessionsService,
  cookies: Cookies,
  everywhere: boolean,
): Promise<void> {
  const { session } = request;
  if (session === null) return;
  await transactions.run((tx) =>
    everywhere ? sessions.endAll(tx, session.personId) : sessions.end(tx, request.cookies[cookies.session]!),
  );
}
