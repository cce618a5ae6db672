/**
 * The kinds of problem documents, by the last part of their `type`: what each is called (as the document itself says),
 * what it means, and what to do.
 */
export const PROBLEMS_EN = {
  problemsTitle: 'Problem types',
  problemsLead:
    'When the service refuses a request, the response names one of these types in “type” (RFC 9457) and explains the case in “detail”.',
  problemKind: 'Problem',
  problemStatus: 'HTTP status',
  problemMeans: 'What it means',
  problemToDo: 'What to do',
  moreAboutProblem: 'More about this type of problem',

  'not-found:title': 'Not found',
  'not-found:means': 'Nothing exists at this address or under this name.',
  'not-found:todo': 'Check the address for typing mistakes. The list one level up shows what exists.',
  'method-not-allowed:title': 'Method not allowed',
  'method-not-allowed:means': 'This address exists, but does not accept this HTTP method.',
  'method-not-allowed:todo': 'Use one of the methods listed in the header Allow.',
  'invalid-input:title': 'Invalid input',
  'invalid-input:means':
    'The request is well formed, but at least one value is not accepted. Nothing was changed.',
  'invalid-input:todo': 'Correct every value listed in “errors” and send the request again.',
  'invalid-query:title': 'Invalid query parameter',
  'invalid-query:means':
    'A parameter after the question mark of the address is unknown or has an invalid value.',
  'invalid-query:todo':
    'Correct the parameters listed in “errors”. Copy cursors unchanged from the previous page.',
  'already-exists:title': 'Already exists',
  'already-exists:means': 'Something with this name already exists, and names must be unique.',
  'already-exists:todo': 'Use another name, or change what exists.',
  'version-required:title': 'If-Match header required',
  'version-required:means':
    'A change must say which version it is based on, so that nobody’s work is overwritten unseen.',
  'version-required:todo': 'Read the resource again and send its ETag in the header If-Match.',
  'stale-version:title': 'This record has changed',
  'stale-version:means': 'Somebody else has changed this record since you opened it.',
  'stale-version:todo': 'Read it again, see what changed, and repeat your change if it is still needed.',
  'key-reused:title': 'Idempotency-Key already used',
  'key-reused:means': 'This Idempotency-Key was already used for a different request.',
  'key-reused:todo':
    'Use a new key for each new request. Send a key again only to repeat exactly the same request.',
  'ambiguous-passage:title': 'Quotation found in several places',
  'ambiguous-passage:means':
    'The quotation occurs more than once in the text, so it does not identify one place.',
  'ambiguous-passage:todo': 'Quote more words, or add the words before and after the quotation.',
  'passage-not-found:title': 'Quotation not found in the source',
  'passage-not-found:means': 'The text of the source is loaded, and the quotation does not occur in it.',
  'passage-not-found:todo':
    'Copy the quotation from the text. Put a description in your own words into the summary.',
  'unreadable-text:title': 'Text cannot be read',
  'unreadable-text:means':
    'The file is damaged, protected or too large when unpacked, or it contains no text.',
  'unreadable-text:todo': 'Send another copy of the document, or send its text as plain text.',
  'too-busy:title': 'Server busy',
  'too-busy:means': 'The server has too many tasks of this kind waiting.',
  'too-busy:todo': 'Wait for the number of seconds in Retry-After and send the request again.',
  'outcome-unknown:title': 'Outcome unknown',
  'outcome-unknown:means':
    'The connection to the database broke while the change was being kept. Whether it was kept is not known.',
  'outcome-unknown:todo':
    'Look whether the change is there. A program sends the same request again with the same Idempotency-Key, which records it once.',
  'text-changed:title': 'Source text has changed',
  'text-changed:means': 'The text of the source was replaced after you opened it.',
  'text-changed:todo': 'Read the text again and select the passage in the new text.',
  'already-decided:title': 'Already decided',
  'already-decided:means': 'Somebody has already decided this, and it can be decided only once.',
  'already-decided:todo': 'Read the existing decision.',
  'in-use:title': 'Still in use',
  'in-use:means': 'Other records depend on it, so it cannot be deleted.',
  'in-use:todo': 'Detach or move the records named in “detail”, and try again.',
  'wrong-state:title': 'Not possible in this state',
  'wrong-state:means':
    'This action is not possible in its present state: it may already be published, withdrawn or struck.',
  'wrong-state:todo': 'Read “detail”: it says what you can do instead.',
  'contradicting-decision:title': 'Contradicts another decision',
  'contradicting-decision:means':
    'A confirmed link says that an objective goes on in the later plan; a decision that it is not continued, or new, says that it does not. Both cannot stand.',
  'contradicting-decision:todo':
    'Follow the detail: reject the link, or set the decision back to undecided, then try again.',
  'already-retracted:title': 'Already retracted',
  'already-retracted:means': 'This assessment has already been retracted.',
  'already-retracted:todo':
    'Read the history of the objective. To give the objective a status, record a new assessment.',
  'sign-in-required:title': 'Sign-in required',
  'sign-in-required:means': 'Everybody can read, but this action requires you to sign in.',
  'sign-in-required:todo':
    'Sign in with your browser. A program sends an API token in the header Authorization.',
  'token-refused:title': 'Invalid API token',
  'token-refused:means': 'The API token is unknown, expired or revoked.',
  'token-refused:todo': 'Ask an administrator for a new token. Most data can be read without one.',
  'sign-in-failed:title': 'Sign-in failed',
  'sign-in-failed:means':
    'The identity provider’s response could not be used, or the one-time sign-in link was already used.',
  'sign-in-failed:todo': 'Start the sign-in again and complete it in the same browser.',
  'provider-unavailable:title': 'Identity provider unavailable',
  'provider-unavailable:means': 'The service that people sign in with does not respond.',
  'provider-unavailable:todo':
    'Try again in a moment. Everybody who is signed in stays signed in, and reading still works.',
  'not-allowed:title': 'Your role does not allow this',
  'not-allowed:means': 'You are signed in, but your role does not include this action.',
  'not-allowed:todo': 'Ask an administrator for the role named in “detail”.',
  'one-host:title': 'One Host header required',
  'one-host:means': 'The request does not name exactly one host.',
  'one-host:todo': 'Send exactly one Host header. A browser does so by itself; look at the proxy in between.',
  'unknown-host:title': 'Unknown host',
  'unknown-host:means': 'The service on this machine does not answer under this name.',
  'unknown-host:todo':
    'Open http://localhost with the port of the service. If the name is right, PUBLIC_URL has to be set to it.',
  'cross-site:title': 'Cross-site request refused',
  'cross-site:means': 'The change was not sent from a page of this site, or the page was out of date.',
  'cross-site:todo':
    'Reload the page and try again. A program sends an API token, or X-CSRF-Token with its session.',
  'too-many-requests:title': 'Too many requests',
  'too-many-requests:means': 'You have sent more requests within a minute than the limit allows.',
  'too-many-requests:todo':
    'Wait for the number of seconds in Retry-After. The limit is higher with an API token.',
  'malformed-json:title': 'Malformed JSON',
  'malformed-json:means': 'The request body is not valid JSON.',
  'malformed-json:todo': 'Correct the JSON at the position given in “detail”.',
  'bad-request:title': 'Bad request',
  'bad-request:means': 'The request is not valid HTTP: its address, a header or its length is wrong.',
  'bad-request:todo': 'Check how the request is built. An HTTP library builds valid requests.',
  'request-timeout:title': 'Request timeout',
  'request-timeout:means': 'The request did not arrive completely in time.',
  'request-timeout:todo': 'Send it again, over a better connection if possible.',
  'body-too-large:title': 'Request body too large',
  'body-too-large:means':
    'The request is larger than allowed: 1 MiB in general, 20 MiB for the text of a source.',
  'body-too-large:todo': 'Split the request into smaller ones.',
  'address-too-long:title': 'Address too long',
  'address-too-long:means': 'Part of the address is longer than any slug or code can be.',
  'address-too-long:todo': 'Check the address for typing mistakes.',
  'unsupported-media-type:title': 'Unsupported media type',
  'unsupported-media-type:means': 'The request body has a media type that this address does not accept.',
  'unsupported-media-type:todo': 'Send the media type named in “detail” and declare it in Content-Type.',
  'headers-too-large:title': 'Request headers too large',
  'headers-too-large:means': 'The request headers exceed 16 KiB in total.',
  'headers-too-large:todo': 'Send fewer headers. In a browser, delete the cookies of this site.',
  'internal:title': 'Internal server error',
  'internal:means': 'The service has a fault. Nothing was changed.',
  'internal:todo':
    'Report the X-Request-Id of the response to the operator of the service: it identifies the log entry.',
  'unavailable:title': 'Service unavailable',
  'unavailable:means': 'The database did not respond in time. Nothing was changed.',
  'unavailable:todo': 'Try again in a moment.',
} as const;
