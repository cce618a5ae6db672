import type { VNode } from 'preact';
import type { AuditEntry } from '../../auth/audit-chain.js';
import type { AuditQuery } from '../../auth/dto/audit.dto.js';
import type { Page as ListPage } from '../../core/cursors.js';
import { ROLES } from '../../core/roles.js';
import type { BareKey } from '../../language/texts.js';
import { type Page, ROLE_NAMES } from '../page/frame.js';
import { Choice, Pager } from '../page/pieces.js';
import { address, pageOf, type Visit } from '../page/visit.js';
import { changesBetween } from './changes.js';
import { Instant } from './instants.js';
import { csvLine } from '../../documents/csv.js';

type Entry = AuditEntry & { plan: string | null };

const OUTCOMES: Record<AuditEntry['outcome'], BareKey> = {
  changed: 'outcomeChanged',
  refused: 'outcomeRefused',
};

const STYLE = `
.entries { margin-top: 1.2rem; }
.entries > li { border-top: 1px solid var(--rule); padding: .7rem 0; }
.entries code { font-size: .9em; }
.entries table { table-layout: fixed; }
.entries td, .entries tbody th { overflow-wrap: anywhere; white-space: pre-wrap; }
`;

/** Who changed what and what was refused, newest first. */
export function auditPage(entries: ListPage<Entry>, query: AuditQuery, visit: Visit): Page {
  const { words } = visit;
  return {
    title: words.text('auditTitle'),
    style: STYLE,
    content: (
      <>
        <h1>{words.text('auditTitle')}</h1>
        <p class="lead">{words.text('auditLead')}</p>
        <p>
          <a class="button no-print" href="/audit/verification">
            {words.text('verifyAudit')}
          </a>
        </p>
        <Filters query={query} visit={visit} />
        {entries.items.length === 0 ? (
          <p>{words.text('noEntries')}</p>
        ) : (
          <ol class="plain entries">
            {entries.items.map((entry) => (
              <EntryItem entry={entry} visit={visit} />
            ))}
          </ol>
        )}
        <Pager visit={visit} nextCursor={entries.nextCursor} />
      </>
    ),
  };
}

function Filters({ query, visit: { words, path } }: { query: AuditQuery; visit: Visit }): VNode {
  const fields = [
    { name: 'plan', label: words.text('auditPlan'), value: query.plan },
    { name: 'actor', label: words.text('auditActor'), value: query.actor },
    { name: 'requestId', label: words.text('auditRequest'), value: query.requestId },
  ];
  return (
    <form class="row no-print" action={path}>
      {fields.map(({ name, label, value }) => (
        <div>
          <label for={name}>{label}</label>
          <br />
          <input id={name} name={name} maxLength={200} dir="auto" value={value ?? ''} />
        </div>
      ))}
      <Choice
        name="outcome"
        label={words.text('auditOutcome')}
        all={words.text('all')}
        chosen={query.outcome}
        options={(['changed', 'refused'] as const).map((outcome) => [outcome, words.text(OUTCOMES[outcome])])}
      />
      <button>{words.text('filter')}</button>
    </form>
  );
}

function EntryItem({ entry, visit: { words } }: { entry: Entry; visit: Visit }): VNode {
  const { at, actor, origin, action, outcome, subject, plan, requestId, chain, position, hash } = entry;
  const role = ROLES.find((one) => one === entry.role);
  return (
    <li class="keep">
      <p>
        <Instant at={at} words={words} /> <span class="tag">{words.text(OUTCOMES[outcome])}</span>
      </p>
      <p>
        <a href={address('/audit', { actor })} dir="auto">
          {actor}
        </a>
        {', '}
        {role === undefined ? entry.role : words.text(ROLE_NAMES[role])}{' '}
        <span class="muted">{words.text('auditFrom', { origin })}</span>
      </p>
      <p>
        <code dir="auto">{action}</code>
      </p>
      <Changes entry={entry} subject={subject} words={words} />
      <p class="muted">
        {plan !== null && (
          <>
            <a href={pageOf.plan(plan)}>{plan}</a>
            {' · '}
          </>
        )}
        {requestId !== '' && (
          <>
            <a href={address('/audit', { requestId })}>{words.text('sameRequest')}</a>
            {' · '}
          </>
        )}
        {words.text('auditPlace', { chain, position: String(position) })} <code>{hash.slice(0, 12)}</code>
      </p>
    </li>
  );
}

function Changes({
  entry: { before, after },
  subject,
  words,
}: {
  entry: Entry;
  subject: string;
  words: Visit['words'];
}): VNode {
  const { changes, more } = changesBetween(before, after);
  return (
    <details>
      <summary>{words.count('whatChanged', changes.length + more, { subject })}</summary>
      <table>
        <caption class="unseen">{words.count('whatChanged', changes.length + more, { subject })}</caption>
        <thead>
          <tr>
            <th scope="col">{words.text('auditMember')}</th>
            <th scope="col">{words.text('auditBefore')}</th>
            <th scope="col">{words.text('auditAfter')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr>
              <th scope="row">
                <code>{change.name}</code>
                {change.cut > 0 && <span class="muted"> {words.count('charactersCut', change.cut)}</span>}
              </th>
              <td dir="auto">{change.before ?? '—'}</td>
              <td dir="auto">{change.after ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p class="muted">{words.count('membersCut', more)}</p>}
    </details>
  );
}

/** The entries as a table; what was before and after as JSON. */
export function* auditCsv(entries: readonly Entry[]): Generator<string> {
  yield csvLine([
    ...['at', 'actor', 'role', 'origin', 'action', 'request_id', 'outcome', 'subject', 'plan'],
    ...['before', 'after', 'chain', 'position', 'previous', 'hash'],
  ]);
  for (const entry of entries) {
    const { at, actor, role, origin, action, requestId, outcome, subject, plan } = entry;
    const { before, after, chain, position, previous, hash } = entry;
    const states = [before, after].map((state) => (state === null ? null : JSON.stringify(state)));
    yield csvLine([
      ...[at, actor, role, origin, action, requestId, outcome, subject, plan],
      ...[...states, chain, position, previous, hash],
    ]);
  }
}
