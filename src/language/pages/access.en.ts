/** The pages of signing in, of the audit and of tokens. */
export const ACCESS_EN = {
  accountTitle: 'Your account',
  signOut: 'Sign out',
  signOutEverywhere: 'Sign out everywhere',
  mayReader: 'You may read everything that is public.',
  mayAnalyst: 'You may record assessments, sources, passages and links.',
  mayEditor: 'You may record, change plans, areas, objectives and scales, and confirm links and relocations.',
  mayAdmin: 'You may change everything, and see to people, tokens and the audit.',
  noProvider:
    'This service has no identity provider. Where it runs on your own machine, it has printed an address at its start that signs you in once; the command {command} prints another one.',
  tokensForPrograms: 'Programs send a token, which an administrator makes with {command}.',
  notSignedIn: 'You are not signed in',
  signedOut: 'You are signed out',
  signInAgain: 'Sign in again',
} as const;
