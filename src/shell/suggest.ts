import type { Readable } from 'node:stream';
import { SuggestionsQuery } from '../comparison/dto/suggestion.dto.js';
import { LinksService } from '../comparison/links.service.js';
import { type LinkState, type Relation, RELATIONS } from '../comparison/objective-link.entity.js';
import { PairsReader } from '../comparison/pairs.reader.js';
import { type Suggestion, SuggestionsReader } from '../comparison/suggestions.reader.js';
import type { Settings } from '../config/settings.js';
import { Transactions } from '../database/transactions.js';
import { Refusal } from '../core/errors.js';
import { explainRefusal } from './explain-refusal.js';
import { InputPipe } from '../http/input.pipe.js';
import { keysOf } from './keys.js';
import { withServices } from './session.js';

/** What a key says about a suggestion. */
type Answer = { state: LinkState; relation: Relation } | 'skip' | 'quit' | undefined;

const HELP = `Keys: c confirm as proposed, ${RELATIONS.map((relation, at) => `${at + 1} as ${relation}`).join(', ')}, r reject, s skip, q quit`;

/** `scorecard suggest`: each decision is stored as it is made. */
export async function suggestLinks(
  settings: Settings,
  from: string,
  to: string,
  query: { objective?: string; limit?: string },
): Promise<number> {
  const question = (await new InputPipe().transform(query, {
    type: 'query',
    metatype: SuggestionsQuery,
  })) as SuggestionsQuery;
  return withServices(settings, async (services) => {
    const pair = await services.get(PairsReader).get(from, to);
    const { items } = await services.get(SuggestionsReader).list(pair, question);
    if (items.length === 0) {
      process.stdout.write(
        'There are no suggestions: no objectives are similar, or all pairs are decided.\n',
      );
      return 0;
    }
    const [links, transactions] = [services.get(LinksService), services.get(Transactions)];
    const store = (suggestion: Suggestion, state: LinkState, relation: Relation): Promise<unknown> =>
      transactions.run(async (tx) => {
        const { link, reason: rationale } = suggestion;
        if (link) {
          const change = { state, relation };
          return links.decide(tx, pair, link.id, [link.version], change);
        }
        const ends = { from: suggestion.from.code, to: suggestion.to.code };
        return links.propose(tx, pair, { ...ends, relation, rationale, state });
      });
    process.stdout.write(`${items.length} suggestions from ${from} to ${to}.\n${HELP}\n`);
    process.stdout.write(summary(await walk(items, process.stdin, store), items.length));
    return 0;
  });
}

interface Counts {
  confirmed: number;
  rejected: number;
  skipped: number;
}

/** Shows one suggestion after the other and does with it what the next keys say; the end of the input quits. */
async function walk(
  items: readonly Suggestion[],
  input: Readable,
  store: (suggestion: Suggestion, state: LinkState, relation: Relation) => Promise<unknown>,
): Promise<Counts> {
  const counts = { confirmed: 0, rejected: 0, skipped: 0 };
  let at = 0;
  const ask = (): void => void process.stdout.write(shown(items[at]!, at + 1, items.length));
  ask();
  for await (const key of keysOf(input)) {
    const suggestion = items[at]!;
    const answer = answerOf(key, suggestion);
    if (answer === 'quit') break;
    if (answer === undefined) {
      process.stdout.write(`\n${HELP}\n> `);
      continue;
    }
    if (answer === 'skip') {
      counts.skipped++;
      process.stdout.write('skipped\n');
    } else {
      const { state, relation } = answer;
      const done = await told(store(suggestion, state, relation));
      if (done === undefined) counts[state === 'confirmed' ? 'confirmed' : 'rejected']++;
      process.stdout.write(`${done ?? (state === 'confirmed' ? `confirmed as ${relation}` : state)}\n`);
    }
    at++;
    if (at === items.length) break;
    ask();
  }
  return counts;
}

/** Undefined once it is done; what stood in the way where somebody has decided meanwhile. */
async function told(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return `not saved: ${explainRefusal(error)}`;
    throw error;
  }
}

function answerOf(key: string, { relation }: Suggestion): Answer {
  const other = RELATIONS[Number(key) - 1];
  if (other !== undefined) return { state: 'confirmed', relation: other };
  switch (key.toLowerCase()) {
    case 'c':
      return { state: 'confirmed', relation };
    case 'r':
      return { state: 'rejected', relation };
    case 's':
      return 'skip';
    // Ctrl-C and Ctrl-D, where the terminal hands every key over.
    case 'q':
    case '\u0003':
    case '\u0004':
      return 'quit';
    default:
      return undefined;
  }
}

function shown({ from, to, score, relation, reason, link }: Suggestion, number: number, of: number): string {
  return [
    '',
    `${number} of ${of}  ${score.toFixed(2)}  ${relation}${link ? '  (already proposed)' : ''}`,
    `  ${from.code}  ${from.title}`,
    `  ${to.code}  ${to.title}`,
    `  ${reason}`,
    '> ',
  ].join('\n');
}

function summary({ confirmed, rejected, skipped }: Counts, of: number): string {
  const left = of - confirmed - rejected - skipped;
  return `\n${confirmed} confirmed, ${rejected} rejected, ${skipped} skipped, ${left} left.\n`;
}
