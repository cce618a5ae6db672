import { Option } from 'commander';
import { ROLES } from '../../core/roles.js';
import { json, type Register } from './options.js';

/** `scorecard token …`, `scorecard audit …` and `scorecard sign-in`. */
export const accessCommands: Register = (program, does) => {
  const access = () => import('../access.js');
  const token = program.command('token').description('create, list and revoke API tokens');
  json(token.command('create'))
    .description('create an API token; its secret is printed only once')
    .requiredOption('--name <text>', 'the program that uses it; names must be unique')
    .addOption(new Option('--role <role>', 'what the token allows').choices(ROLES).makeOptionMandatory())
    .option('--expires-at <instant>', 'when it expires, RFC 3339 (never)')
    .action(does(async () => (await access()).createToken));
  json(token.command('list'))
    .description('list the API tokens by name, without their secrets')
    .action(does(async () => (await access()).listTokens));
  json(token.command('revoke'))
    .description('revoke an API token at once')
    .argument('<name>', 'the name of the token')
    .action(does(async () => (await access()).revokeToken));

  const audit = program.command('audit').description('check the audit log: who changed what');
  json(audit.command('verify'))
    .description('verify the audit log; exit code 1 if an entry was altered, removed or inserted')
    .option(
      '--against <file>',
      'also compare it with chain ends saved earlier (audit heads); - for standard input',
    )
    .action(does(async () => (await access()).verifyAudit));
  audit
    .command('heads')
    .description('print the current chain ends as JSON, to keep elsewhere for audit verify --against')
    .action(does(async () => (await access()).auditHeads));

  json(program.command('sign-in'))
    .description('print a one-time sign-in link for the local editor (embedded database only)')
    .action(does(async () => (await access()).signIn));
};
