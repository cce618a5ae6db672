import type { Readable } from 'node:stream';
import { SuggestionsQuery } from '../comparison/dto/suggestion.dto.js';
import { LinksService } from '../comparison/links/links.service.js';
import { type Relation, RELATIONS } from '../comparison/links/objective-link.entity.js';
import { PairsReader } from '../comparison/pairs.reader.js';
import { type Suggestion, SuggestionsReader } from '../comparison/suggestions.reader.js';
import type { Shell } from './shell.js';
import { Transactions } from '../database/transactions.js';
import { Refusal } from '../core/errors.js';
import { explainRefusal } from './explain-refusal.js';
import { asked } from './input.js';
import { keysOf } from './keys.js';
import { withServices } from './session.js';

/** What a key says about a suggestion. */
type Answer =
  | { state: 'confirmed' | 'rejected'; relation: Relation; reason: 'own' | 'suggested' }
  | 'skip'
  | 'quit'
  | undefined;

/** A decision with its reason; undefined where the reason of the link stays. */
interface Decided {
  state: 'confirmed' | 'rejected';
  relation: Relation;
  rationale: string | undefined;
  useSuggestedReason: boolean;
}

const HELP =
  'Keys: c confirm with a reason of your own, ' +
  `${RELATIONS.map((relation, at) => `${at + 1} the same as ${relation}`).join(', ')}, ` +
  'u confirm with the suggested reason, r reject, s skip, q quit';

/** `scorecard suggest`: each decision is stored as it is made. */
export async function suggestLinks(
  shell: Shell,
  from: string,
  to: string,
  query: { objective?: string; limit?: string },
): Promise<number> {
  const question = await asked(SuggestionsQuery, query);
  return withServices(shell, async (services) => {
    const pair = await services.get(PairsReader).get(from, to);
    const { items } = await services.get(SuggestionsReader).list(pair, question);
    if (items.length === 0) {
      shell.streams.stdout.write(
        'There are no suggestions: no objectives are similar, or all pairs are decided.\n',
      );
      return 0;
    }
    const [links, transactions] = [services.get(LinksService), services.get(Transactions)];
    const store: Store = (suggestion, { state, relation, rationale, useSuggestedReason }) =>
      transactions.run(async (tx) => {
        const { link } = suggestion;
        if (link) {
          // What a person said of the link stays, unless this person says otherwise.
          const change = {
            state,
            rationale,
            useSuggestedReason,
            ...(relation === suggestion.relation ? {} : { relation }),
          };
          return links.decide(tx, pair, link.id, [link.version], change);
        }
        const ends = { from: suggestion.from.code, to: suggestion.to.code };
        const input = { ...ends, relation, state, rationale: rationale ?? NO_REASON, useSuggestedReason };
        return links.propose(tx, pair, input);
      });
    shell.streams.stdout.write(`${items.length} suggestions from ${from} to ${to}.\n${HELP}\n`);
    shell.streams.stdout.write(
      summary(await walk(shell, items, shell.streams.stdin as Readable, store), items.length),
    );
    return 0;
  });
}

interface Counts {
  confirmed: number;
  rejected: number;
  skipped: number;
}

type Store = (suggestion: Suggestion, decided: Decided) => Promise<unknown>;

/** What stands for a reason where a pair is rejected without one. */
const NO_REASON = 'Rejected without a reason.';

/** Shows one suggestion after the other and does with it what the next keys say; the end of the input quits. */
async function walk(
  shell: Shell,
  items: readonly Suggestion[],
  input: Readable,
  store: Store,
): Promise<Counts> {
  const counts = { confirmed: 0, rejected: 0, skipped: 0 };
  let at = 0;
  const keys = keysOf(input);
  const ask = (): void => void shell.streams.stdout.write(shown(items[at]!, at + 1, items.length));
  ask();
  for await (const key of keys) {
    if (key === '\n') continue;
    const suggestion = items[at]!;
    const answer = answerOf(key, suggestion);
    if (answer === 'quit') break;
    if (answer === undefined) {
      shell.streams.stdout.write(`\n${HELP}\n> `);
      continue;
    }
    if (answer === 'skip') {
      counts.skipped++;
      shell.streams.stdout.write('skipped\n');
    } else {
      const decided = await reasoned(shell, suggestion, answer, keys);
      if (decided === undefined) {
        shell.streams.stdout.write('nothing stored: a reason is needed\n> ');
        continue;
      }
      const { state, relation } = decided;
      const done = await told(store(suggestion, decided));
      if (done === undefined) counts[state]++;
      shell.streams.stdout.write(`${done ?? (state === 'confirmed' ? `confirmed as ${relation}` : state)}\n`);
    }
    at++;
    if (at === items.length) break;
    ask();
  }
  return counts;
}

/** The decision with its reason; undefined where one is needed and none was given. */
async function reasoned(
  shell: Shell,
  { link, reason }: Suggestion,
  { state, relation, reason: whose }: Exclude<Answer, string | undefined>,
  keys: AsyncGenerator<string>,
): Promise<Decided | undefined> {
  const decided = { state, relation, rationale: undefined, useSuggestedReason: false };
  if (whose === 'suggested') {
    const isLinkReason = link !== null && link.suggestedReason;
    if (link !== null && !isLinkReason) return decided;
    if (!isLinkReason && reason === null) return undefined;
    return {
      ...decided,
      rationale: isLinkReason ? undefined : (reason ?? undefined),
      useSuggestedReason: true,
    };
  }
  // A person's reason is there already, or none is needed.
  if (state === 'rejected' || (link !== null && !link.suggestedReason)) return decided;
  shell.streams.stdout.write('\nYour reason, then Enter: ');
  const rationale = (await lineOf(shell, keys)).trim();
  return rationale === '' ? undefined : { ...decided, rationale };
}

/** What is typed until Enter, shown as it is typed. */
async function lineOf(shell: Shell, keys: AsyncGenerator<string>): Promise<string> {
  let line = '';
  for (let next = await keys.next(); next.done !== true && next.value !== '\n'; next = await keys.next()) {
    const key = next.value;
    if (key === '\u0003' || key === '\u0004') return '';
    if (key === '\u007f' || key === '\b') {
      if (line !== '') shell.streams.stdout.write('\b \b');
      line = line.slice(0, -1);
    } else if (!key.startsWith('\u001b')) {
      line += key;
      shell.streams.stdout.write(key);
    }
  }
  shell.streams.stdout.write('\n');
  return line;
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
  if (other !== undefined) return { state: 'confirmed', relation: other, reason: 'own' };
  switch (key.toLowerCase()) {
    case 'c':
      return { state: 'confirmed', relation, reason: 'own' };
    case 'u':
      return { state: 'confirmed', relation, reason: 'suggested' };
    case 'r':
      return { state: 'rejected', relation, reason: 'own' };
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
    `${number} of ${of}  ${score.toFixed(2)}  ${relation}${link ? `  (proposed by ${link.decidedBy})` : ''}`,
    `  ${from.code}  ${from.title}`,
    `  ${to.code}  ${to.title}`,
    ...(link === null
      ? []
      : [`  ${link.suggestedReason ? 'Suggested reason' : 'Reason'}: ${link.rationale}`]),
    ...(reason === null ? [] : [`  Suggested reason: ${reason}`]),
    '> ',
  ].join('\n');
}

function summary({ confirmed, rejected, skipped }: Counts, of: number): string {
  const left = of - confirmed - rejected - skipped;
  return `\n${confirmed} confirmed, ${rejected} rejected, ${skipped} skipped, ${left} left.\n`;
}
