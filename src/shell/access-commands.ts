import { type Command, Option } from 'commander';
import { loadSettings } from '../config/settings.js';
import { ROLES } from '../core/roles.js';
import type { createToken } from './access.js';

/** `scorecard token …`, `scorecard audit …` and `scorecard sign-in`. @param choose takes what the command does */
export function accessCommands(program: Command, choose: (run: () => Promise<number>) => void): void {
  const access = () => import('./access.js');
  const token = program.command('token').description('make, list and revoke the tokens of programs');
  token
    .command('create')
    .description('make a token; its secret is printed this once')
    .requiredOption('--name <text>', 'which program uses it; each name once')
    .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).makeOptionMandatory())
    .option('--expires-at <instant>', 'when it ends by itself, RFC 3339 (never)')
    .action((options: Parameters<typeof createToken>[1]) =>
      choose(async () => (await access()).createToken(loadSettings(process.env), options)),
    );
  token
    .command('list')
    .description('list the tokens by name, without their secrets')
    .action(() => choose(async () => (await access()).listTokens(loadSettings(process.env))));
  token
    .command('revoke')
    .description('end a token, from the next request on')
    .argument('<name>', 'its name')
    .action((name: string) =>
      choose(async () => (await access()).revokeToken(loadSettings(process.env), name)),
    );

  const audit = program.command('audit').description('check the record of who changed what');
  audit
    .command('verify')
    .description('read the whole audit; exit code 1 where an entry was altered, removed or inserted')
    .option('--against <file>', 'also hold it against ends of chains that were noted before (audit heads)')
    .action((options: { against?: string }) =>
      choose(async () => (await access()).verifyAudit(loadSettings(process.env), options.against)),
    );
  audit
    .command('heads')
    .description('print where each chain ends, as JSON: keep it elsewhere, for audit verify --against')
    .action(() => choose(async () => (await access()).auditHeads(loadSettings(process.env))));

  program
    .command('sign-in')
    .description('print an address that signs a local editor in, once (embedded database only)')
    .action(() => choose(async () => (await access()).signIn(loadSettings(process.env))));
}
