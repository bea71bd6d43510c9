import * as openid from 'openid-client';
import type { Clock } from '../clock.ts';
import { createProviderFetch } from './provider-fetch.ts';
import type { ProviderSettings } from './provider-settings.ts';

/** For the metadata, and then for code, keys and UserInfo together: the gateway waits ten seconds. */
const DISCOVERY_DEADLINE_MS = 3_000;
const SIGN_IN_DEADLINE_MS = 6_000;
const METADATA_LIFETIME_MS = 3_600_000;
/** Whoever begins a sign-in makes us ask; not more often than this. */
const RETRY_AFTER_MS = 2_000;

/** Makes a client of the provider, by what its metadata say. Rejects as `openid.discovery` does. */
export type DiscoverProvider = () => Promise<openid.Configuration>;

/**
 * Makes what asks for a provider's metadata when they are first needed, and each hour; those there are stay
 * good while the provider is away.
 */
export function createDiscoverProvider(settings: ProviderSettings, now: Clock): DiscoverProvider {
  let known: { metadata: openid.ServerMetadata; untilMs: number } | undefined;
  let asking: Promise<openid.ServerMetadata> | undefined;
  let failure: { error: unknown; untilMs: number } | undefined;

  async function ask(): Promise<openid.ServerMetadata> {
    const nowMs = now().getTime();
    try {
      const found = await openid.discovery(
        ...([new URL(settings.issuer), settings.clientId, undefined, undefined] as const),
        optionsOf(settings),
      );
      known = { metadata: found.serverMetadata(), untilMs: nowMs + METADATA_LIFETIME_MS };
      failure = undefined;
      return known.metadata;
    } catch (error) {
      failure = { error, untilMs: nowMs + RETRY_AFTER_MS };
      if (known !== undefined) return known.metadata;
      throw error;
    } finally {
      asking = undefined;
    }
  }

  async function metadata(): Promise<openid.ServerMetadata> {
    const nowMs = now().getTime();
    if (known !== undefined && nowMs < known.untilMs) return known.metadata;
    if (failure !== undefined && nowMs < failure.untilMs) {
      if (known !== undefined) return known.metadata;
      throw failure.error;
    }
    asking ??= ask();
    return asking;
  }

  return async () => createConfiguration(await metadata(), settings);
}

/** Each sign-in has its own, and so asks for the keys anew: providers change them when they like. */
function createConfiguration(
  metadata: openid.ServerMetadata,
  settings: ProviderSettings,
): openid.Configuration {
  const { clientId, allowHttp } = settings;
  const config = new openid.Configuration(
    ...([{ ...metadata }, clientId, undefined, clientAuthOf(settings)] as const),
  );
  config[openid.customFetch] = createProviderFetch(SIGN_IN_DEADLINE_MS);
  // The signature of the ID token too, and not TLS alone.
  openid.enableNonRepudiationChecks(config);
  if (allowHttp) openid.allowInsecureRequests(config);
  return config;
}

function optionsOf({ allowHttp }: ProviderSettings): openid.DiscoveryRequestOptions {
  return {
    [openid.customFetch]: createProviderFetch(DISCOVERY_DEADLINE_MS),
    execute: allowHttp ? [openid.allowInsecureRequests] : [],
  };
}

function clientAuthOf({
  tokenEndpointAuthMethod,
  clientSecret,
}: ProviderSettings): openid.ClientAuth {
  switch (tokenEndpointAuthMethod) {
    case 'client_secret_basic':
      return openid.ClientSecretBasic(clientSecret);
    case 'client_secret_post':
      return openid.ClientSecretPost(clientSecret);
    case 'none':
      return openid.None();
  }
}
