import type { Session } from '../../auth/sessions.service.js';
import type { Role } from '../../http/roles.js';
import type { BareKey } from '../../language/texts.js';
import { type Page, ROLE_NAMES } from '../page/frame.js';
import { Proof } from '../page/pieces.js';
import type { Visit } from '../page/visit.js';

const MAY: Record<Role, BareKey> = {
  reader: 'mayReader',
  analyst: 'mayAnalyst',
  editor: 'mayEditor',
  admin: 'mayAdmin',
};

/** Who is signed in, and the ways out. */
export function accountPage(session: Session, { words }: Visit): Page {
  return {
    title: words.text('accountTitle'),
    data: false,
    content: (
      <>
        <h1>{words.text('accountTitle')}</h1>
        <p>
          {words.text('signedInAs', { name: session.name, role: words.text(ROLE_NAMES[session.role]) })}.{' '}
          {words.text(MAY[session.role])}
        </p>
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
        <p>{words.text('noProvider', { command: '“scorecard sign-in”' })}</p>
        <p>{words.text('tokensForPrograms', { command: '“scorecard token create”' })}</p>
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
        <p lang="en">{detail}</p>
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
