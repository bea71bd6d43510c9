import * as openid from 'openid-client';
import type { Clock } from '../clock.ts';
import { type EmailAddress, parseEmailAddress } from '../users/email-address.ts';
import { createDiscoverProvider } from './discover-provider.ts';
import { explainProviderError, type ProviderFailure } from './explain-provider-error.ts';
import type { FlowSecrets } from './flow-token.ts';
import type { ProviderSettings } from './provider-settings.ts';

/** OpenID Connect Core §2: at most 255 ASCII characters. */
const SUBJECT = /^[\x20-\x7e]{1,255}$/;

/** Who a provider says somebody is. */
export interface ProviderIdentity {
  readonly provider: string;
  readonly issuer: string;
  /** The same for ever, with this issuer. */
  readonly subject: string;
  /** Null unless the provider has verified that it is theirs. */
  readonly verifiedEmail: EmailAddress | null;
  /** As they call themselves; anything. */
  readonly name: string | null;
}

type Unavailable = Extract<ProviderFailure, { reason: string }>;

/** Speaks with one OpenID provider: authorization code with PKCE (RFC 7636), state and nonce. */
export interface ProviderClient {
  readonly settings: ProviderSettings;
  /** Where to send the browser. */
  authorizationUrl(
    flow: FlowSecrets & { redirectUri: string },
  ): Promise<{ kind: 'ready'; url: string } | ProviderFailure>;
  /** Trades the code in the callback for who it is. */
  identify(
    callback: URL,
    flow: FlowSecrets,
  ): Promise<{ kind: 'identified'; identity: ProviderIdentity } | ProviderFailure>;
}

export function createProviderClient(settings: ProviderSettings, now: Clock): ProviderClient {
  const discover = createDiscoverProvider(settings, now);
  return {
    settings,

    async authorizationUrl({ state, nonce, codeVerifier, redirectUri }) {
      try {
        const url = openid.buildAuthorizationUrl(await discover(), {
          redirect_uri: redirectUri,
          scope: settings.scopes.join(' '),
          ...{ state, nonce, code_challenge_method: 'S256' },
          code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
        });
        return { kind: 'ready', url: url.href };
      } catch (error) {
        return explainProviderError(error);
      }
    },

    async identify(callback, { state, nonce, codeVerifier }) {
      try {
        const config = await discover();
        const tokens = await openid.authorizationCodeGrant(config, callback, {
          ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier },
          idTokenExpected: true,
        });
        return identified(settings, await readClaims(config, tokens));
      } catch (error) {
        return explainProviderError(error);
      }
    },
  };
}

/** Core §5.4: unless told otherwise, a provider tells name and address at its UserInfo endpoint only. */
async function readClaims(
  config: openid.Configuration,
  tokens: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers,
): Promise<openid.IDToken> {
  const claims = tokens.claims();
  if (claims === undefined) throw new Error('There is no ID token, though one was expected.');
  if (claims.email !== undefined) return claims;
  if (config.serverMetadata().userinfo_endpoint === undefined) return claims;
  const more = await openid.fetchUserInfo(config, tokens.access_token, claims.sub);
  const { email, email_verified, name } = more;
  return { ...claims, ...(email !== undefined && { email, email_verified }), name };
}

function identified(
  { id: provider }: ProviderSettings,
  { iss: issuer, sub: subject, email, email_verified: isVerified, name }: openid.IDToken,
): { kind: 'identified'; identity: ProviderIdentity } | Unavailable {
  if (!SUBJECT.test(subject)) return { kind: 'refused', reason: 'malformed subject' };
  // Some write the truth as a text.
  const isTheirs = (isVerified === true || isVerified === 'true') && typeof email === 'string';
  const verifiedEmail = isTheirs ? parseEmailAddress(email) : null;
  const identity = { provider, issuer, subject, verifiedEmail };
  return {
    kind: 'identified',
    identity: { ...identity, name: typeof name === 'string' ? name : null },
  };
}
