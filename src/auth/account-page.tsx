import type { VNode } from 'preact';
import type { Session } from './sessions.service.js';

export const ACCOUNT_STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 36rem; margin: 3rem auto; padding: 0 1rem; }
form { display: inline-block; margin: 0.5rem 0.75rem 0 0; }
button { font: inherit; padding: 0.4rem 0.9rem; }
code { overflow-wrap: anywhere; }
`;

const MAY: Record<Session['role'], string> = {
  reader: 'You may read everything that is public.',
  analyst: 'You may record assessments, sources, passages and links.',
  editor: 'You may also change plans, areas, objectives and scales, and confirm links and relocations.',
  admin: 'You may also see to people, tokens and the audit.',
};

function Page({ title, children }: { title: string; children: unknown }): VNode {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · Presidency Scorecard`}</title>
        <style dangerouslySetInnerHTML={{ __html: ACCOUNT_STYLE }} />
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          {children as VNode}
        </main>
      </body>
    </html>
  );
}

/** Who is signed in, and the ways out. */
export function accountPage(session: Session): VNode {
  return (
    <Page title="Your account">
      <p>
        You are signed in as <strong>{session.name}</strong>, {session.role}. {MAY[session.role]}
      </p>
      <form method="post" action="/sign-out">
        <input type="hidden" name="_csrf" value={session.csrf} />
        <button>Sign out</button>
      </form>
      <form method="post" action="/sign-out">
        <input type="hidden" name="_csrf" value={session.csrf} />
        <input type="hidden" name="everywhere" value="yes" />
        <button>Sign out everywhere</button>
      </form>
    </Page>
  );
}

/** How somebody signs in where there is no provider to send them to. */
export function doorPage(): VNode {
  return (
    <Page title="Sign in">
      <p>
        This service has no identity provider. Where it runs on your own machine, it has printed an address at
        its start that signs you in once; <code>scorecard sign-in</code> prints another one.
      </p>
      <p>
        Programs send a token, which an administrator makes with <code>scorecard token create</code>.
      </p>
    </Page>
  );
}

/** What went wrong with a sign-in, and where to begin again. */
export function failedPage(detail: string): VNode {
  return (
    <Page title="You are not signed in">
      <p>{detail}</p>
      <p>
        <a href="/sign-in">Sign in</a>
      </p>
    </Page>
  );
}

/** After a sign-out. */
export function leftPage(): VNode {
  return (
    <Page title="You are signed out">
      <p>
        <a href="/sign-in">Sign in again</a>
      </p>
    </Page>
  );
}
