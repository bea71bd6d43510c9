import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { interactionPolicy, Provider } from 'oidc-provider';

/** As long as identity waits for somebody to come back. */
const LIFETIME_S = 600;

/**
 * An OpenID provider to try sign-in with: it believes whatever name somebody types, and forgets everything
 * when it stops. For this machine alone.
 */
const { PORT = '', CLIENT_ID = '', CLIENT_SECRET = '', REDIRECT_URI = '' } = process.env;
const issuer = `http://127.0.0.1:${PORT}`;

const { privateKey } = await generateKeyPair('ES256', { extractable: true });
const policy = interactionPolicy.base();
// Each time, as whom: one person tries as several.
policy
  .get('login')
  ?.checks.add(
    new interactionPolicy.Check(
      'asked_each_time',
      'asked each time',
      ({ oidc }) => !oidc.result?.login,
    ),
  );
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
      redirect_uris: [REDIRECT_URI],
      grant_types: ['authorization_code'],
      id_token_signed_response_alg: 'ES256',
    },
  ],
  jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig' }] },
  cookies: { keys: [randomBytes(16).toString('hex')] },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  interactions: { policy },
  pkce: { required: () => true },
  ttl: {
    ...{ AccessToken: LIFETIME_S, AuthorizationCode: LIFETIME_S, IdToken: LIFETIME_S },
    ...{ Grant: LIFETIME_S, Interaction: LIFETIME_S, Session: LIFETIME_S },
  },
  findAccount: (_context, login) => ({ accountId: login, claims: () => claimsOf(login) }),
});

createServer(provider.callback()).listen(Number(PORT), '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ level: 'info', msg: 'listening', url: issuer })}\n`);
});

/** Who types an address has it; others have one at example.com. */
function claimsOf(login: string) {
  const [name = login] = login.split('@');
  const email = login.includes('@') ? login : `${login}@example.com`;
  return { sub: login, name, email, email_verified: true };
}
