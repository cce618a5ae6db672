/**
 * What the server's programs get from our environment: everything but libpq's own settings, such as
 * PGDATESTYLE, which would change the server's defaults. Messages stay English because we read them.
 */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.toUpperCase().startsWith('PG'));
  return { ...Object.fromEntries(inherited), LC_ALL: 'C', TZ: 'UTC' };
}
