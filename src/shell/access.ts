import { readFile } from 'node:fs/promises';
import { AuditReader, type ChainHead } from '../auth/audit.reader.js';
import { TokenInput } from '../auth/dto/token.dto.js';
import { isLocalOnly, OneTimeLinks } from '../auth/one-time-link.js';
import { TokensService, type TokenView } from '../auth/tokens.service.js';
import type { Settings } from '../config/settings.js';
import { Transactions } from '../database/transactions.js';
import { notFound } from '../core/errors.js';
import { checked } from './changes/input.js';
import { UsageError } from './run-safely.js';
import { withServices } from './session.js';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** `scorecard token create`: the secret on stdout, for a script to take; everything else on stderr. */
export async function createToken(
  settings: Settings,
  options: { name: string; role: string; expiresAt?: string },
): Promise<number> {
  const input = await checked(TokenInput, options);
  return withServices(settings, async (services) => {
    const { secret } = await services
      .get(Transactions)
      .run((tx) => services.get(TokensService).create(tx, input));
    print(secret);
    process.stderr.write(
      `API token "${input.name}" with the role ${input.role}. Its secret is not stored and cannot be shown again.\n`,
    );
    return 0;
  });
}

/** `scorecard token list`. */
export function listTokens(settings: Settings): Promise<number> {
  return withServices(settings, async (services) => {
    let count = 0;
    for await (const token of allTokens(services.get(TokensService))) {
      count += 1;
      print(`${token.name.padEnd(24)} ${token.role.padEnd(8)} ${stateOf(token)}`);
    }
    if (count === 0) print('There are no API tokens.');
    return 0;
  });
}

/** `scorecard token revoke`. */
export function revokeToken(settings: Settings, name: string): Promise<number> {
  return withServices(settings, async (services) => {
    const tokens = services.get(TokensService);
    for await (const token of allTokens(tokens)) {
      if (token.name !== name) continue;
      await services.get(Transactions).run((tx) => tokens.revoke(tx, token.id));
      print(`API token "${name}" is revoked.`);
      return 0;
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
export async function verifyAudit(settings: Settings, against: string | undefined): Promise<number> {
  const noted = against === undefined ? [] : await readHeads(against);
  return withServices(settings, async (services) => {
    const { entries, chains, faults } = await services.get(AuditReader).verify(noted);
    for (const { chain, position, fault } of faults) {
      print(`${chain}${position === null ? '' : ` ${position}`}: ${fault}`);
    }
    const ends = noted.length === 0 ? '' : `, compared with ${noted.length} saved ends`;
    print(
      faults.length === 0
        ? `The audit log is intact: ${entries} entries in ${chains.length} chains${ends}.`
        : `${faults.length} faults in ${entries} entries of ${chains.length} chains${ends}.`,
    );
    return faults.length === 0 ? 0 : 1;
  });
}

async function readHeads(file: string): Promise<ChainHead[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`cannot read ${file}`);
  });
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
  throw new UsageError(`${file} does not contain the output of "scorecard audit heads"`);
}

/** `scorecard audit heads`. */
export function auditHeads(settings: Settings): Promise<number> {
  return withServices(settings, async (services) => {
    print(JSON.stringify(await services.get(AuditReader).heads(), null, 2));
    return 0;
  });
}

/** `scorecard sign-in`. */
export async function signIn(settings: Settings): Promise<number> {
  if (!isLocalOnly(settings)) {
    throw new UsageError(
      'One-time sign-in links work only for a service with its embedded database that serves this machine alone. ' +
        'Elsewhere people sign in at /sign-in, and programs use an API token (scorecard token create).',
    );
  }
  return withServices(settings, async (services) => {
    const path = await services.get(OneTimeLinks).address();
    print(
      `http://${settings.HOST.includes(':') ? `[${settings.HOST}]` : settings.HOST}:${settings.PORT}${path}`,
    );
    return 0;
  });
}
