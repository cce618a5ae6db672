import type { VNode } from 'preact';
import type { Session } from '../../auth/sessions.service.js';
import { because } from '../../language/reasons.js';
import { UNREADABLE_REASONS } from '../../sources/texts/unreadable-text.js';
import type { Words } from '../../language/words.js';
import { describedBy, Field, Proof } from '../page/pieces.js';
import { pageOf } from '../page/visit.js';

/** The script that sends a file. */
export const LOAD_TEXT_SCRIPT = 'load-text.js';

/** A text that was refused: what was pasted, and why. */
export interface RefusedText {
  pasted: string;
  notice: string;
}

const NO_MISTAKES = new Map<string, string>();

/** Loads a text of a source: pasted, or, where a script unhides it, from a file, which the API takes. */
export function LoadTextForm({
  slug,
  version,
  words,
  session,
  refused,
}: {
  slug: string;
  /** Of the source, as this page shows it. */
  version: number;
  words: Words;
  session: Session;
  refused: RefusedText | undefined;
}): VNode {
  const page = pageOf.source(slug);
  return (
    <form
      method="post"
      action={`${page}/text`}
      data-load-text={`/api/v1/sources/${slug}/text`}
      data-page={page}
      data-reasons={JSON.stringify(reasonsIn(words))}
    >
      <Proof session={session} />
      <input type="hidden" name="version" value={version} />
      <Field
        name="text"
        label={words.text('pastedText')}
        hint={words.text('loadTextHint')}
        mistakes={NO_MISTAKES}
      >
        <textarea {...describedBy('text', NO_MISTAKES, true)} rows={12}>
          {`\n${refused?.pasted ?? ''}`}
        </textarea>
      </Field>
      <div class="field" hidden data-file>
        <label for="text-file">{words.text('textFile')}</label>
        <div>
          <input
            type="file"
            id="text-file"
            accept=".txt,.html,.htm,.xhtml,.pdf,text/plain,text/html,application/pdf"
          />
        </div>
      </div>
      <p role="alert" class="bad-text" data-refused></p>
      <button class="main">{words.text('loadText')}</button>
    </form>
  );
}

/** What the script tells of a file that was refused, by the reason or the kind that the service gives. */
function reasonsIn(words: Words): Record<string, string> {
  const unreadable = UNREADABLE_REASONS.map((reason) => [reason, words.reason(because(`reason:${reason}`))]);
  const kinds = UPLOAD_REFUSALS.map((kind) => [kind, words.text(`${kind}:means`)]);
  return Object.fromEntries([...unreadable, ...kinds, ['other', words.text('internal:means')]]) as Record<
    string,
    string
  >;
}

const UPLOAD_REFUSALS = [
  'stale-version',
  'sign-in-required',
  'not-allowed',
  'cross-site',
  'too-busy',
  'too-many-requests',
  'body-too-large',
  'unavailable',
] as const;
