import type { Session } from '../../auth/sessions.service.js';
import type { Mistakes } from '../page/forms.js';
import type { Page } from '../page/frame.js';
import { describedBy, Field, MistakeSummary, Proof } from '../page/pieces.js';
import type { Visit } from '../page/visit.js';

/** Asks by which name somebody on their own machine wants to be known. */
export function displayNamePage({
  session,
  typed,
  mistakes = new Map<string, string>(),
  visit: { words },
}: {
  session: Session;
  typed: string;
  mistakes?: Mistakes;
  visit: Visit;
}): Page {
  return {
    title: words.text('displayNameTitle'),
    data: false,
    content: (
      <>
        <h1>{words.text('displayNameTitle')}</h1>
        <p class="lead">{words.text('displayNameLead')}</p>
        <form method="post" action="/account/name" noValidate>
          <Proof session={session} />
          <MistakeSummary mistakes={mistakes} words={words} labelOf={() => words.text('displayName')} />
          <Field name="/name" label={words.text('displayName')} mistakes={mistakes}>
            <input
              dir="auto"
              maxLength={200}
              autocomplete="name"
              value={typed}
              {...describedBy('/name', mistakes, false)}
            />
          </Field>
          <button class="main">{words.text('saveName')}</button>
        </form>
      </>
    ),
  };
}
