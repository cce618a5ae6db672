import { type Command, Option } from 'commander';
import { loadSettings } from '../config/settings.js';
import { ROLES } from '../core/roles.js';
import type { createToken } from './access.js';

/** `scorecard token …`, `scorecard audit …` and `scorecard sign-in`. @param choose takes what the command does */
export function accessCommands(program: Command, choose: (run: () => Promise<number>) => void): void {
  const access = () => import('./access.js');
  const token = program.command('token').description('create, list and revoke API tokens');
  token
    .command('create')
    .description('create an API token; its secret is printed only once')
    .requiredOption('--name <text>', 'the program that uses it; names must be unique')
    .addOption(new Option('--role <role>', 'what the token allows').choices(ROLES).makeOptionMandatory())
    .option('--expires-at <instant>', 'when it expires, RFC 3339 (never)')
    .action((options: Parameters<typeof createToken>[1]) =>
      choose(async () => (await access()).createToken(loadSettings(process.env), options)),
    );
  token
    .command('list')
    .description('list the API tokens by name, without their secrets')
    .action(() => choose(async () => (await access()).listTokens(loadSettings(process.env))));
  token
    .command('revoke')
    .description('revoke an API token at once')
    .argument('<name>', 'the name of the token')
    .action((name: string) =>
      choose(async () => (await access()).revokeToken(loadSettings(process.env), name)),
    );

  const audit = program.command('audit').description('check the audit log: who changed what');
  audit
    .command('verify')
    .description('verify the audit log; exit code 1 if an entry was altered, removed or inserted')
    .option('--against <file>', 'also compare it with chain ends saved earlier (audit heads)')
    .action((options: { against?: string }) =>
      choose(async () => (await access()).verifyAudit(loadSettings(process.env), options.against)),
    );
  audit
    .command('heads')
    .description('print the current chain ends as JSON, to keep elsewhere for audit verify --against')
    .action(() => choose(async () => (await access()).auditHeads(loadSettings(process.env))));

  program
    .command('sign-in')
    .description('print a one-time sign-in link for the local editor (embedded database only)')
    .action(() => choose(async () => (await access()).signIn(loadSettings(process.env))));
}
