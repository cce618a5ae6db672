import usual from './jest.config.js';

/** The same tests, with all of what the usual run takes a part of: `npm run test:long`. See test/support/part.ts. */
export default { ...usual, globals: { longForm: true } };
