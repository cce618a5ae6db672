import type { VNode } from 'preact';
import type { Session } from '../../auth/sessions.service.js';
import { ROLES } from '../../core/roles.js';
import type { Words } from '../../language/words.js';
import { MAY } from '../account/permissions.js';
import { ROLE_NAMES } from '../page/frame.js';
import { decode, type Decoded, type Fields, type Mistakes } from '../page/forms.js';
import { describedBy, Field, Mistake, MistakeSummary, Proof } from '../page/pieces.js';

/** Names, in the form alone, of the choice whether the token ends. */
const END = 'end';
/** For how many days a token is valid by default. */
const USUAL_DAYS = 90;

/** The input that a form for a token stands for. A time of day is UTC; browsers leave the offset out. */
export function tokenOf(fields: Fields): Decoded {
  const { '/expiresAt': at = '', ...others } = fields;
  if (fields[END] === 'never') return decode(others);
  const isBare = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(at);
  const instant = isBare ? `${at.length === 16 ? `${at}:00` : at}Z` : at;
  return decode({ ...others, '/expiresAt': instant });
}

/** Whether somebody said that a token ends, but not when. */
export function lacksEnd(fields: Fields): boolean {
  return fields[END] !== 'never' && (fields['/expiresAt'] ?? '').trim() === '';
}

/** Makes a token. */
export function TokenForm({
  session,
  words,
  typed,
  mistakes,
}: {
  session: Session;
  words: Words;
  typed: Fields;
  mistakes: Mistakes;
}): VNode {
  const usual = new Date(Date.now() + USUAL_DAYS * 24 * 3600 * 1000).toISOString().slice(0, 10);
  const isEndless = typed[END] === 'never';
  return (
    <form method="post" action="/tokens" class="no-print">
      <h2>{words.text('createToken')}</h2>
      <MistakeSummary mistakes={mistakes} words={words} />
      <Proof session={session} />
      <Field
        name="/name"
        label={words.text('tokenName')}
        hint={words.text('tokenNameHint')}
        mistakes={mistakes}
      >
        <input
          {...describedBy('/name', mistakes, true)}
          required
          maxLength={100}
          autocomplete="off"
          dir="auto"
          value={typed['/name'] ?? ''}
        />
      </Field>
      <Field name="/role" label={words.text('role')} mistakes={mistakes}>
        <select {...describedBy('/role', mistakes, false)}>
          {ROLES.map((role) => (
            <option value={role} selected={role === typed['/role']}>
              {`${words.text(ROLE_NAMES[role])}: ${words.text(MAY[role])}`}
            </option>
          ))}
        </select>
      </Field>
      <fieldset>
        <legend>{words.text('tokenExpiry')}</legend>
        <div class="row">
          <label>
            <input type="radio" name={END} value="at" checked={!isEndless} /> {words.text('expiresAt')}
          </label>
          <input
            type="datetime-local"
            {...describedBy('/expiresAt', mistakes, false)}
            aria-label={words.text('expiresAt')}
            value={typed['/expiresAt'] ?? `${usual}T00:00`}
          />
        </div>
        <Mistake name="/expiresAt" mistakes={mistakes} />
        <p>
          <label>
            <input type="radio" name={END} value="never" checked={isEndless} /> {words.text('doesNotExpire')}
          </label>
        </p>
      </fieldset>
      <button class="main">{words.text('createToken')}</button>
    </form>
  );
}
