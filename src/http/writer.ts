/** Who writes through the API until sign-in tells people apart. */
export const LOCAL = 'local';
