import { isAskedFor, requestContext } from '../core/context.js';
import { includes } from '../core/roles.js';
import type { Statement } from './statement.js';

/**
 * The plans that anyone who asks may see, and nobody but this file decides which: drafts are for those who write. SQL that
 * reads plans by what a request names says `FROM seen_plan p` or, where it makes a list, `FROM listed_plan p`, always
 * with an alias; a withdrawn plan can be seen and stands in no list. These are no tables: a statement that goes past
 * {@link Reads} fails rather than shows a draft.
 */
const IN_VIEW = {
  toReaders: {
    seen_plan: `(SELECT * FROM plan WHERE state <> 'draft')`,
    listed_plan: `(SELECT * FROM plan WHERE state = 'published')`,
  },
  toWriters: { seen_plan: 'plan', listed_plan: `(SELECT * FROM plan WHERE state <> 'withdrawn')` },
} as const;

type Viewer = keyof typeof IN_VIEW;

/** Of each statement that names plans in view, what it is for either viewer; null for the others. */
const known = new WeakMap<Statement, Record<Viewer, Statement> | null>();

/** Whether the request under way may see drafts. What runs for nobody may not. */
export function seesDrafts(): boolean {
  const context = requestContext();
  return isAskedFor(context) && includes(context.actor.role, 'analyst');
}

/** The statement as the request under way may run it. */
export function inView(statement: Statement): Statement {
  let forms = known.get(statement);
  if (forms === undefined) {
    forms = /\b(seen|listed)_plan\b/.test(statement.text)
      ? { toReaders: shownTo('toReaders', statement), toWriters: shownTo('toWriters', statement) }
      : null;
    known.set(statement, forms);
  }
  return forms === null ? statement : forms[seesDrafts() ? 'toWriters' : 'toReaders'];
}

function shownTo(viewer: Viewer, { name, text }: Statement): Statement {
  const shown = text.replace(
    /\b(?:seen|listed)_plan\b/g,
    (word) => IN_VIEW[viewer][word as 'seen_plan' | 'listed_plan'],
  );
  // Postgres keeps a prepared statement by its name: two texts are two names.
  return { name: viewer === 'toWriters' ? `${name} with drafts` : name, text: shown };
}
