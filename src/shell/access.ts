import { AuditReader, type ChainHead } from '../auth/audit.reader.js';
import { TokenInput } from '../auth/dto/token.dto.js';
import { isLocalOnly, OneTimeLinks } from '../auth/one-time-link.js';
import { TokensService, type TokenView } from '../auth/tokens.service.js';
import type { Shell } from './shell.js';
import { Transactions } from '../database/transactions.js';
import { notFound } from '../core/errors.js';
import { columns } from './tables/columns.js';
import { checked, nameOf, readBytes } from './input.js';
import { notedAddress } from './noted-address.js';
import { UsageError } from './run-safely.js';
import { withServices } from './session.js';

/** `scorecard token create`: the secret on stdout, for a script to take; everything else on stderr. */
export async function createToken(
  shell: Shell,
  { json, ...options }: { name: string; role: string; expiresAt?: string; json?: boolean },
): Promise<number> {
  const input = await checked(TokenInput, options);
  return withServices(shell, async (services) => {
    const token = await services.get(Transactions).run((tx) => services.get(TokensService).create(tx, input));
    shell.tell({ json }, token, token.secret);
    shell.streams.stderr.write(
      `API token "${input.name}" with the role ${input.role}. Its secret is not stored and cannot be shown again.\n`,
    );
    return 0;
  });
}

/** `scorecard token list`. */
export function listTokens(shell: Shell, options: { json?: boolean }): Promise<number> {
  return withServices(shell, async (services) => {
    const tokens: TokenView[] = [];
    for await (const token of allTokens(services.get(TokensService))) tokens.push(token);
    const rows = tokens.map((token) => [token.name, token.role, stateOf(token)]);
    const lines = columns(rows, { width: shell.width }).flat();
    return shell.tell(options, tokens, lines.length === 0 ? 'There are no API tokens.' : lines.join('\n'));
  });
}

/** `scorecard token revoke`. */
export function revokeToken(shell: Shell, name: string, options: { json?: boolean }): Promise<number> {
  return withServices(shell, async (services) => {
    const tokens = services.get(TokensService);
    for await (const token of allTokens(tokens)) {
      if (token.name !== name) continue;
      await services.get(Transactions).run((tx) => tokens.revoke(tx, token.id));
      return shell.tell(options, { revoked: name }, `API token "${name}" is revoked.`);
    }
    throw notFound('API token', name, '"scorecard token list" lists the API tokens.');
  });
}

async function* allTokens(tokens: TokensService): AsyncGenerator<TokenView> {
  for (let after: string | null = null; ;) {
    const page: TokenView[] = await tokens.list(100, after);
    yield* page;
    if (page.length < 100) return;
    after = page.at(-1)!.name;
  }
}

function stateOf({ revokedAt, revokedBy, expiresAt, lastUsedAt, createdAt }: TokenView): string {
  const day = (instant: string | Date): string => new Date(instant).toISOString().slice(0, 10);
  const used = lastUsedAt === null ? 'never used' : `last used ${day(lastUsedAt)}`;
  if (revokedAt !== null) return `revoked ${day(revokedAt)} by ${revokedBy}, ${used}`;
  const end = expiresAt === null ? 'does not expire' : `expires ${day(expiresAt)}`;
  return `created ${day(createdAt)}, ${end}, ${used}`;
}

/** `scorecard audit verify`. @returns 1 where anything was tampered with */
export async function verifyAudit(
  shell: Shell,
  options: { against?: string; json?: boolean },
): Promise<number> {
  const { against } = options;
  const noted = against === undefined ? [] : await readHeads(shell, against);
  return withServices(shell, async (services) => {
    const { entries, chains, faults } = await services.get(AuditReader).verify(noted);
    const ends = noted.length === 0 ? '' : `, compared with ${noted.length} saved ends`;
    const told = [
      ...faults.map(
        ({ chain, position, fault }) => `${chain}${position === null ? '' : ` ${position}`}: ${fault}`,
      ),
      faults.length === 0
        ? `The audit log is intact: ${entries} entries in ${chains.length} chains${ends}.`
        : `${faults.length} faults in ${entries} entries of ${chains.length} chains${ends}.`,
    ];
    shell.tell(options, { entries, chains, faults }, told.join('\n'));
    return faults.length === 0 ? 0 : 1;
  });
}

async function readHeads(shell: Shell, file: string): Promise<ChainHead[]> {
  const text = (await readBytes(shell, file)).toString('utf8');
  try {
    const heads = JSON.parse(text) as ChainHead[];
    const isGood = heads.every(
      ({ chain, length, head }) =>
        typeof chain === 'string' && Number.isSafeInteger(length) && /^[0-9a-f]{64}$/.test(head),
    );
    if (isGood) return heads;
  } catch {
    // Falls through: it is not what `audit heads` prints.
  }
  throw new UsageError(`${nameOf(file)} does not contain the output of "scorecard audit heads"`);
}

/** `scorecard audit heads`. */
export function auditHeads(shell: Shell): Promise<number> {
  return withServices(shell, async (services) => {
    shell.print(JSON.stringify(await services.get(AuditReader).heads(), null, 2));
    return 0;
  });
}

/** `scorecard sign-in`: at the address of the service that runs on this data, or will run with these settings. */
export async function signIn(shell: Shell, options: { json?: boolean }): Promise<number> {
  const { settings } = shell;
  if (!isLocalOnly(settings)) {
    throw new UsageError(
      'One-time sign-in links work only for a service with its embedded database that serves this machine alone. ' +
        'Elsewhere people sign in at /sign-in, and programs use an API token (scorecard token create).',
    );
  }
  return withServices(shell, async (services, database) => {
    const path = await services.get(OneTimeLinks).address();
    const host = settings.HOST.includes(':') ? `[${settings.HOST}]` : settings.HOST;
    const url = `${(await notedAddress(database)) ?? `http://${host}:${settings.PORT}`}${path}`;
    return shell.tell(options, { url }, url);
  });
}
