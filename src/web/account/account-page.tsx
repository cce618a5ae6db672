import type { Session } from '../../auth/sessions.service.js';
import { Around, type Page, ROLE_NAMES } from '../page/frame.js';
import { Proof } from '../page/pieces.js';
import { may, type Visit } from '../page/visit.js';
import { MAY } from './permissions.js';

/** Who is signed in, what they may do, and the ways out. */
export function accountPage(session: Session, visit: Visit): Page {
  const { words } = visit;
  return {
    title: words.text('accountTitle'),
    data: false,
    content: (
      <>
        <h1>{words.text('accountTitle')}</h1>
        <p class="lead" dir="auto">
          {words.text('accountIs', { name: session.name })}
        </p>
        <p>
          <strong>{words.text('yourRole', { role: words.text(ROLE_NAMES[session.role]) })}.</strong>{' '}
          {words.text('mayDo', { may: words.text(MAY[session.role]) })}
        </p>
        <p class="muted">{words.text(session.isLocal ? 'roleFromLink' : 'roleFromProvider')}</p>
        {session.isLocal && (
          <p>
            <a href="/account/name">{words.text('changeName')}</a>
          </p>
        )}
        {may(visit, 'admin') && (
          <ul>
            <li>
              <a href="/people">{words.text('peopleTitle')}</a>
            </li>
            <li>
              <a href="/tokens">{words.text('tokensTitle')}</a>
            </li>
            <li>
              <a href="/audit">{words.text('auditTitle')}</a>
            </li>
          </ul>
        )}
        <h2>{words.text('signOut')}</h2>
        <div class="row">
          <form method="post" action="/sign-out">
            <Proof session={session} />
            <button class="main">{words.text('signOut')}</button>
          </form>
          <form method="post" action="/sign-out">
            <Proof session={session} />
            <input type="hidden" name="everywhere" value="yes" />
            <button>{words.text('signOutEverywhere')}</button>
          </form>
        </div>
        <p class="muted">{words.text('everywhereMeans')}</p>
      </>
    ),
  };
}

/** How somebody signs in where there is no provider to send them to. */
export function doorPage({ words }: Visit): Page {
  return {
    title: words.text('signIn'),
    data: false,
    content: (
      <>
        <h1>{words.text('signIn')}</h1>
        <p class="lead">{words.text('noProvider')}</p>
        <ol>
          <li>
            <Around text={words.text('linkFirst', { command: '{link}' })}>
              <code>scorecard sign-in</code>
            </Around>
          </li>
          <li>{words.text('linkThen')}</li>
        </ol>
        <p>
          <Around text={words.text('tokensForPrograms', { command: '{link}' })}>
            <code>scorecard token create</code>
          </Around>
        </p>
      </>
    ),
  };
}

/** What went wrong with a sign-in, and where to begin again. */
export function failedPage(detail: string, { words }: Visit): Page {
  return {
    title: words.text('notSignedIn'),
    data: false,
    content: (
      <>
        <h1>{words.text('notSignedIn')}</h1>
        <p>{detail}</p>
        <p>
          <a class="button main" href="/sign-in">
            {words.text('signIn')}
          </a>
        </p>
      </>
    ),
  };
}

/** After a sign-out. */
export function leftPage({ words }: Visit): Page {
  return {
    title: words.text('signedOut'),
    data: false,
    content: (
      <>
        <h1>{words.text('signedOut')}</h1>
        <p>
          <a class="button main" href="/sign-in">
            {words.text('signInAgain')}
          </a>
        </p>
      </>
    ),
  };
}
