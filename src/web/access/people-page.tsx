import type { VNode } from 'preact';
import type { PersonView } from '../../auth/sessions.service.js';
import type { Page as ListPage } from '../../core/cursors.js';
import { type Page, ROLE_NAMES } from '../page/frame.js';
import { Action, Pager } from '../page/pieces.js';
import { here, type Visit } from '../page/visit.js';
import { WIDE_TABLE_STYLE, WideTable } from '../page/wide-table.js';
import { Instant } from './instants.js';
import { csvLine } from '../../documents/csv.js';

/** Who is signed in now, and a way to sign each of them out. */
export function peoplePage(people: ListPage<PersonView>, visit: Visit): Page {
  const { words } = visit;
  return {
    title: words.text('peopleTitle'),
    above: [{ label: words.text('tokensTitle'), href: '/tokens' }],
    style: WIDE_TABLE_STYLE,
    content: (
      <>
        <h1>{words.text('peopleTitle')}</h1>
        <p class="lead">{words.text('peopleLead')}</p>
        {people.items.length === 0 ? (
          <p>{words.text('nobodySignedIn')}</p>
        ) : (
          <WideTable
            label={words.text('peopleTitle')}
            columns={[
              words.text('personName'),
              words.text('role'),
              words.text('signedInAt'),
              words.text('lastSeen'),
              words.text('browsers'),
            ]}
          >
            {people.items.map((person) => (
              <Row person={person} visit={visit} />
            ))}
          </WideTable>
        )}
        <Pager visit={visit} nextCursor={people.nextCursor} />
      </>
    ),
  };
}

function Row({ person, visit }: { person: PersonView; visit: Visit }): VNode {
  const { words, session } = visit;
  const { id, name, issuer, role, sessions, signedInAt, lastSeenAt } = person;
  return (
    <tr>
      <th scope="row">
        <span dir="auto">{name}</span>
        {id === session?.personId && <span class="muted"> {words.text('thatIsYou')}</span>}
        <br />
        <span class="muted" dir="auto">
          {issuer}
        </span>
      </th>
      <td>{words.text(ROLE_NAMES[role])}</td>
      <td>
        <Instant at={signedInAt} words={words} />
      </td>
      <td>
        <Instant at={lastSeenAt} words={words} />
      </td>
      <td>
        {words.number(sessions)}
        {session !== null && (
          <Action
            visit={{ ...visit, session }}
            action={`/people/${id}/sign-out`}
            fields={{ return_to: here(visit) }}
            label={`${words.text('endSessions')}: ${name}`}
          >
            {words.text('endSessions')}
          </Action>
        )}
      </td>
    </tr>
  );
}

/** Who is signed in, as a table. */
export function* peopleCsv(people: readonly PersonView[]): Generator<string> {
  yield csvLine(['id', 'name', 'issuer', 'role', 'sessions', 'signed_in_at', 'last_seen_at']);
  for (const { id, name, issuer, role, sessions, signedInAt, lastSeenAt } of people) {
    yield csvLine([id, name, issuer, role, sessions, signedInAt, lastSeenAt]);
  }
}
