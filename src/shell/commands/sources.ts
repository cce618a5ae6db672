import type { Command } from 'commander';
import { json, type Register } from './options.js';

/** `scorecard sources`, `add-source`, `verify`, `load-text` and `anchor`. */
export const sourceCommands: Register = (program, does) => {
  const sources = () => import('../sources.js');
  json(program.command('sources'))
    .description('list the sources')
    .argument('[words]', 'only sources with these words in the slug or title')
    .action(does(async () => (await sources()).listSources));
  json(program.command('add-source'))
    .description('add a source, for quotations and citations')
    .argument('<slug>', 'the slug, such as report-2024-12-04')
    .requiredOption('--title <text>', 'the title')
    .option('--authors <names...>', 'the authors, in order')
    .option('--publisher <name>', 'the publisher')
    .option('--published-on <date>', 'the date of publication: a year, month, day or range, such as 2023-12')
    .option('--language <tag>', 'the language, such as en')
    .option('--url <address>', 'the web address')
    .option('--archive-url <address>', 'the address of an archived copy')
    .option('--rights <text>', 'the terms of use')
    .option('--note <text>', 'a note')
    .action(does(async () => (await sources()).addSource));
  withText(program.command('verify'))
    .description(
      'look up every quotation of a source in a text without storing it; exit code 1 if one is not verified',
    )
    .action(does(async () => (await sources()).verify));
  withText(program.command('load-text'))
    .description('store the text of a source and look up every quotation in it')
    .action(does(async () => (await sources()).loadText));
  json(program.command('anchor'))
    .description(
      "compute the selectors of a dataset's quotations from the text of the source, which is not stored",
    )
    .argument('<dataset>', 'a dataset file, such as one of those in seeds/; - for standard input')
    .argument('<source>', 'the slug of the source in the dataset')
    .requiredOption('--text <file>', 'the text of the source, UTF-8; - for standard input')
    .option('--write', 'write the selectors into the dataset file')
    .action(does(async () => (await import('../anchor.js')).anchorFile));
};

function withText(command: Command): Command {
  return json(command)
    .argument('<source>', 'the slug of the source')
    .requiredOption('--text <file>', 'the text: .txt, .html or .pdf; - for standard input')
    .option('--charset <name>', 'the character set, if it is not UTF-8');
}
