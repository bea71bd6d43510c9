import { readFileSync } from 'node:fs';
import { ConfigurationError } from '@causeway/subgraph-kit';
import { z } from 'zod';

const MAXIMUM_PROVIDERS = 20;

const redirectUri = z.string().max(2_048).refine(isRedirectUri, {
  message: 'must be an https:// address (http:// of this machine also) without query or fragment',
});
const provider = z
  .strictObject({
    name: z.string().min(1).max(80),
    issuer: z.url({ protocol: /^https?$/ }),
    clientId: z.string().min(1),
    clientSecret: z.string().min(1).optional(),
    tokenEndpointAuthMethod: z
      .enum(['client_secret_basic', 'client_secret_post', 'none'])
      .default('client_secret_basic'),
    scopes: z.array(z.string()).default(['openid', 'email', 'profile']),
    redirectUris: z.array(redirectUri).min(1).max(20),
    allowHttp: z.boolean().default(false),
  })
  .superRefine((settings, context) => {
    const complain = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (!settings.allowHttp && !settings.issuer.startsWith('https:')) {
      complain('issuer', 'must be an https:// address, unless allowHttp is set');
    }
    if ((settings.tokenEndpointAuthMethod === 'none') !== (settings.clientSecret === undefined)) {
      complain('clientSecret', 'is needed, unless tokenEndpointAuthMethod is none');
    }
    if (!settings.scopes.includes('openid')) complain('scopes', 'must have openid');
  });

const file = z.strictObject({
  providers: z
    .record(
      z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits, -'),
      provider,
    )
    .superRefine((providers, context) => {
      const settings = Object.values(providers);
      if (settings.length > MAXIMUM_PROVIDERS) {
        context.addIssue(`must be at most ${MAXIMUM_PROVIDERS}`);
      }
      for (const issuer of repeated(settings.map((one) => one.issuer))) {
        context.addIssue(`the issuer ${issuer} occurs twice`);
      }
      // RFC 9700 §4.4.2.2: so that the answer of one provider cannot be taken for another's, also
      // where they do not say who they are (RFC 9207).
      for (const uri of repeated(settings.flatMap((one) => [...new Set(one.redirectUris)]))) {
        context.addIssue(`two providers have the redirect URI ${uri}; each needs its own`);
      }
    }),
});

/** An OpenID provider, and what it knows us as. */
export type ProviderSettings = Readonly<z.output<typeof provider>> & { readonly id: string };

/**
 * Reads the file of OpenID providers: `{ "providers": { "<id>": { … } } }`; there are none without a file.
 * Throws ConfigurationError with every problem at once; none shows a value.
 */
export function readProviderSettings(path: string | undefined): readonly ProviderSettings[] {
  if (path === undefined) return [];
  const fail = (...problems: string[]) =>
    new ConfigurationError(problems.map((problem) => `OIDC_PROVIDERS_FILE: ${path} ${problem}`));
  const parsed = file.safeParse(parseJson(readText(path, fail), fail));
  if (!parsed.success) {
    throw fail(
      ...parsed.error.issues.map((issue) => `at ${issue.path.join('.')}: ${issue.message}`),
    );
  }
  return Object.entries(parsed.data.providers).map(([id, settings]) => ({ ...settings, id }));
}

type Fail = (...problems: string[]) => ConfigurationError;

function readText(path: string, fail: Fail): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw fail('cannot be read');
  }
}

function parseJson(text: string, fail: Fail): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The cause shows a part of the file, which holds secrets.
    throw fail('is not JSON');
  }
}

/** RFC 8252 §7.3: a program on the user's own machine listens by http. */
function isRedirectUri(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const isLoopback = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback);
  return isSafe && url.href === text && url.search === '' && url.hash === '' && url.username === '';
}

function repeated(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}
