import type { VNode } from 'preact';
import type { TokenView } from '../../auth/tokens.service.js';
import type { Session } from '../../auth/sessions.service.js';
import type { Page as ListPage } from '../../core/cursors.js';
import type { Words } from '../../language/words.js';
import { Around, type Page, ROLE_NAMES } from '../page/frame.js';
import type { Fields, Mistakes } from '../page/forms.js';
import { Action, Pager } from '../page/pieces.js';
import { here, type Visit } from '../page/visit.js';
import { WIDE_TABLE_STYLE, WideTable } from '../page/wide-table.js';
import { Copyable, COPY_SCRIPT, COPYABLE_STYLE } from './copyable.js';
import { Instant } from './instants.js';
import { TokenForm } from './token-form.js';
import { csvLine } from '../../documents/csv.js';

/** The API tokens, and a form to make one. @param typed what a refused form held */
export function tokensPage(
  tokens: ListPage<TokenView>,
  visit: Visit,
  typed: Fields = {},
  mistakes: Mistakes = new Map(),
): Page {
  const { words, session } = visit;
  return {
    title: words.text('tokensTitle'),
    style: WIDE_TABLE_STYLE,
    content: (
      <>
        <h1>{words.text('tokensTitle')}</h1>
        <p class="lead">{words.text('tokensLead')}</p>
        <p>
          <a href="/people">{words.text('peopleTitle')}</a>
        </p>
        {session !== null && <TokenForm session={session} words={words} typed={typed} mistakes={mistakes} />}
        <h2>{words.text('tokensByName')}</h2>
        {tokens.items.length === 0 ? (
          <p>{words.text('noTokens')}</p>
        ) : (
          <WideTable
            label={words.text('tokensByName')}
            columns={[
              words.text('tokenName'),
              words.text('role'),
              words.text('tokenCreated'),
              words.text('tokenLastUse'),
              words.text('tokenExpiry'),
            ]}
          >
            {tokens.items.map((token) => (
              <Row token={token} visit={visit} />
            ))}
          </WideTable>
        )}
        <Pager visit={visit} nextCursor={tokens.nextCursor} />
      </>
    ),
  };
}

function Row({ token, visit }: { token: TokenView; visit: Visit }): VNode {
  const { words, session } = visit;
  const { id, name, role, createdAt, createdBy, lastUsedAt } = token;
  return (
    <tr id={`token-${id}`}>
      <th scope="row" dir="auto">
        {name}
      </th>
      <td>{words.text(ROLE_NAMES[role])}</td>
      <td>
        <Instant at={createdAt} words={words} />
        <br />
        <span class="muted" dir="auto">
          {createdBy}
        </span>
      </td>
      <td>{lastUsedAt === null ? words.text('neverUsed') : <Instant at={lastUsedAt} words={words} />}</td>
      <td>
        <End token={token} words={words} />
        {session !== null && token.revokedAt === null && (
          <Revocation token={token} visit={{ ...visit, session }} />
        )}
      </td>
    </tr>
  );
}

function End({
  token: { expiresAt, revokedAt, revokedBy },
  words,
}: {
  token: TokenView;
  words: Words;
}): VNode {
  if (revokedAt !== null) {
    return (
      <>
        <span class="tag">{words.text('revoked')}</span>
        <br />
        <Instant at={revokedAt} words={words} />
        <br />
        <span class="muted" dir="auto">
          {revokedBy}
        </span>
      </>
    );
  }
  if (expiresAt === null) return <>{words.text('doesNotExpire')}</>;
  return (
    <>
      {new Date(expiresAt) <= new Date() && (
        <>
          <span class="tag">{words.text('expired')}</span>
          <br />
        </>
      )}
      <Instant at={expiresAt} words={words} />
    </>
  );
}

/** Asks before it ends a token: it cannot be brought back. */
function Revocation({
  token: { id, name },
  visit,
}: {
  token: TokenView;
  visit: Visit & { session: Session };
}): VNode {
  const { words } = visit;
  return (
    <details class="no-print">
      <summary>
        {words.text('revoke')}
        <span class="unseen" dir="auto">
          {' '}
          {name}
        </span>
      </summary>
      <p>{words.text('revokeMeans')}</p>
      <Action
        visit={visit}
        action={`/tokens/${id}/revocation`}
        fields={{ return_to: here(visit) }}
        label={`${words.text('revokeForGood')}: ${name}`}
      >
        {words.text('revokeForGood')}
      </Action>
    </details>
  );
}

/** A token that was just made, with its secret: the one time that it is shown. */
export function madeTokenPage(token: TokenView, secret: string, { words }: Visit): Page {
  return {
    title: words.text('tokenIsCreated'),
    above: [{ label: words.text('tokensTitle'), href: '/tokens' }],
    data: false,
    style: COPYABLE_STYLE,
    scripts: [COPY_SCRIPT],
    content: (
      <>
        <h1>{words.text('tokenIsCreated')}</h1>
        <p dir="auto">
          {words.text('tokenIsFor', { name: token.name, role: words.text(ROLE_NAMES[token.role]) })}
        </p>
        <p>
          <strong>{words.text('secretOnce')}</strong>
        </p>
        <Copyable id="secret" label={words.text('copySecret')} once words={words}>
          {secret}
        </Copyable>
        <p>
          <Around text={words.text('secretUse', { header: '{link}' })}>
            <code>Authorization: Bearer</code>
          </Around>
        </p>
        <p>{words.text('secretReload')}</p>
        <p>
          <a class="button" href="/tokens">
            {words.text('backToTokens')}
          </a>
        </p>
      </>
    ),
  };
}

/** The tokens as a table, without their secrets. */
export function* tokensCsv(tokens: readonly TokenView[]): Generator<string> {
  yield csvLine([
    ...['id', 'name', 'role', 'created_at', 'created_by'],
    ...['expires_at', 'last_used_at', 'revoked_at', 'revoked_by'],
  ]);
  for (const token of tokens) {
    const { id, name, role, createdAt, createdBy, expiresAt, lastUsedAt, revokedAt, revokedBy } = token;
    yield csvLine([id, name, role, createdAt, createdBy, expiresAt, lastUsedAt, revokedAt, revokedBy]);
  }
}
