/*
 * An OpenID provider for tests: asks for a name and any password, then for consent, and gives each person the roles
 * that their name spells: `ada+editor+staff` has the roles editor and staff. Prints its issuer when it listens, and
 * lives until its input ends.
 */
import { Provider } from 'oidc-provider';

const [port, redirectUri] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'scorecard',
      client_secret: 'a secret that only tests know',
      redirect_uris: [redirectUri],
      response_types: ['code'],
      grant_types: ['authorization_code'],
    },
  ],
  // Roles are in the ID token itself, as many providers can be told to do.
  conformIdTokenClaims: false,
  claims: { openid: ['sub', 'roles'], profile: ['name'] },
  pkce: { required: () => true },
  cookies: { keys: ['not a secret'] },
  findAccount: (_context: unknown, id: string) => ({
    accountId: id,
    claims: () => {
      const [name, ...roles] = id.split('+');
      return { sub: id, name: `${name} of tests`, roles };
    },
  }),
});

const server = provider.listen(Number(port), '127.0.0.1', () => console.log(issuer));
process.stdin.resume();
process.stdin.once('end', () => {
  server.close();
  server.closeAllConnections();
});
