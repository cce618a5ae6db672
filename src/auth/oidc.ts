import { Injectable } from '@nestjs/common';
import type { Configuration } from 'openid-client';
import { Settings } from '../config/settings.js';
import { rowsOf, Transactions } from '../database/transactions.js';
import { Refusal } from '../core/errors.js';
import { because } from '../language/reasons.js';
import { personName } from './person-name.js';
import { roleOf } from './role-claim.js';
import { hashOf, newSecret } from './secrets.js';
import type { Person } from './sessions.service.js';

/** Where the provider sends people back to. */
export const CALLBACK = '/sign-in/callback';

interface Attempt {
  state: string;
  nonce: string;
  code_verifier: string;
  return_to: string;
}

/**
 * Sign-in by OpenID Connect: authorization code with PKCE, state and nonce. What belongs to an attempt is kept in
 * Postgres under a cookie of the browser that began it, so that no other browser can finish it.
 */
@Injectable()
export class Oidc {
  #configuration: Promise<Configuration> | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly transactions: Transactions,
  ) {}

  get isConfigured(): boolean {
    return this.settings.OIDC_ISSUER !== undefined;
  }

  /** @returns where to send the browser, and the secret for its cookie */
  async begin(returnTo: string): Promise<{ address: string; browser: string }> {
    const client = await import('openid-client');
    const configuration = await this.configuration();
    const [browser, verifier] = [newSecret(), client.randomPKCECodeVerifier()];
    const [state, nonce] = [client.randomState(), client.randomNonce()];
    await this.transactions.run((tx) =>
      tx.query(
        `INSERT INTO sign_in_attempt (browser_sha256, state, nonce, code_verifier, return_to)
         VALUES ($1, $2, $3, $4, $5)`,
        [hashOf(browser), state, nonce, verifier, returnTo],
      ),
    );
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.settings.PUBLIC_URL! + CALLBACK,
      scope: 'openid profile email',
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return { address: address.href, browser };
  }

  /**
   * Finishes an attempt, which can be done once.
   * @param query what the provider put behind the callback's address, with its `?`
   * @throws Refusal `sign-in-failed`
   */
  async finish(query: string, browser: string | undefined): Promise<{ person: Person; returnTo: string }> {
    const attempt = browser === undefined ? undefined : await this.take(browser);
    if (!attempt) {
      throw new Refusal(
        'sign-in-failed',
        'This sign-in was started in another browser, took longer than ten minutes, or has already been completed. Start again.',
        undefined,
        undefined,
        because('reason:signInLost'),
      );
    }
    const client = await import('openid-client');
    try {
      const tokens = await client.authorizationCodeGrant(
        await this.configuration(),
        new URL(this.settings.PUBLIC_URL! + CALLBACK + query),
        {
          pkceCodeVerifier: attempt.code_verifier,
          expectedState: attempt.state,
          expectedNonce: attempt.nonce,
          idTokenExpected: true,
        },
      );
      const claims = tokens.claims()!;
      const { OIDC_ROLE_CLAIM, OIDC_ROLES } = this.settings;
      const person: Person = {
        issuer: claims.iss,
        subject: claims.sub,
        name: personName(claims),
        role: roleOf(claims[OIDC_ROLE_CLAIM], OIDC_ROLES),
      };
      return { person, returnTo: attempt.return_to };
    } catch (error) {
      // The provider's own words go to the log of the refusal, shortened; secrets are not among them.
      const { code, error: reason } = error as { code?: string; error?: string };
      throw new Refusal(
        'sign-in-failed',
        `The identity provider's response was not accepted (${String(reason ?? code ?? 'no reason given').slice(0, 80)}). Start again.`,
        undefined,
        undefined,
        because('reason:signInNotAccepted'),
      );
    }
  }

  private async take(browser: string): Promise<Attempt | undefined> {
    const [attempt] = await this.transactions.run((tx) =>
      rowsOf<Attempt>(
        tx,
        `DELETE FROM sign_in_attempt WHERE browser_sha256 = $1 AND created_at > now() - interval '10 minutes'
         RETURNING state, nonce, code_verifier, return_to`,
        [hashOf(browser)],
      ),
    );
    return attempt;
  }

  /** Asks the provider for its endpoints and keys once; again where that failed. */
  private configuration(): Promise<Configuration> {
    this.#configuration ??= this.discover().catch((error: unknown) => {
      this.#configuration = undefined;
      throw new Refusal(
        'provider-unavailable',
        `The identity provider did not respond as expected (${(error as { code?: string }).code ?? 'no connection'}). Try again in a moment.`,
      );
    });
    return this.#configuration;
  }

  private async discover(): Promise<Configuration> {
    const client = await import('openid-client');
    const issuer = new URL(this.settings.OIDC_ISSUER!);
    return client.discovery(
      issuer,
      this.settings.OIDC_CLIENT_ID!,
      this.settings.OIDC_CLIENT_SECRET,
      undefined,
      {
        timeout: 10,
        // The settings admit http for this machine alone.
        execute: issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [],
      },
    );
  }
}
