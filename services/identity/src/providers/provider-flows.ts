import {
  type InvalidInput,
  invalidInput,
  type Logger,
  validateInput,
} from '@causeway/subgraph-kit';
import { z } from 'zod';
import { addMs, type Clock } from '../clock.ts';
import { logSecurityEvent } from '../security-events.ts';
import { deviceField } from '../sessions/device.ts';
import type { ProviderFailure } from './explain-provider-error.ts';
import { createFlowToken, deriveFlowSecrets, hashFlowToken, isFlowToken } from './flow-token.ts';
import type { ProviderClient, ProviderIdentity } from './provider-client.ts';
import type { ProviderFlow, ProviderFlowsStore } from './provider-flows-store.ts';

/** Long enough to find a password and a second factor. */
const FLOW_LIFETIME_MS = 10 * 60_000;
const MAXIMUM_URL_LENGTH = 8_192;

const beginInput = z.object({ provider: z.string(), redirectUri: z.string() });
const completeInput = z.object({
  flowToken: z.string().refine(isFlowToken, 'is not a flow token'),
  callbackUrl: z
    .string()
    .max(MAXIMUM_URL_LENGTH, {
      message: `must be at most ${MAXIMUM_URL_LENGTH} characters`,
      abort: true,
    })
    .refine((text) => URL.canParse(text), 'must be the whole address')
    .transform((text) => new URL(text)),
  device: deviceField,
});

/** What a browser needs to go to a provider and come back. */
export interface BegunFlow {
  readonly authorizationUrl: string;
  /** To be kept by the browser in which the sign-in was begun, and nowhere else. */
  readonly flowToken: string;
  readonly expiresAt: Date;
}

type Invalid = { readonly kind: 'invalid'; readonly failure: InvalidInput };

export type BeginFlowOutcome =
  | { readonly kind: 'begun'; readonly flow: BegunFlow }
  | { readonly kind: 'unavailable' }
  | Invalid;

/** Why nobody was identified. */
export type FlowFailure =
  | { readonly kind: 'flow-invalid' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'unavailable' }
  | Invalid;

export type CompleteFlowOutcome =
  | {
      readonly kind: 'identified';
      readonly identity: ProviderIdentity;
      readonly device: string | null;
    }
  | FlowFailure;

/** Sends browsers to providers, and reads what they come back with. `sessionId` is null to sign in. */
export interface ProviderFlows {
  begin(input: unknown, sessionId: string | null, logger: Logger): Promise<BeginFlowOutcome>;
  /** Ends the flow, whatever comes of it: a callback is looked at once. */
  complete(input: unknown, sessionId: string | null, logger: Logger): Promise<CompleteFlowOutcome>;
}

export function createProviderFlows(parts: {
  clients: ReadonlyMap<string, ProviderClient>;
  store: ProviderFlowsStore;
  now: Clock;
}): ProviderFlows {
  const { clients, store, now } = parts;

  return {
    async begin(input, sessionId, logger) {
      const validation = validateInput(beginInput, input);
      if (validation.kind === 'invalid') return validation;
      const { provider, redirectUri } = validation.value;
      const client = clients.get(provider);
      if (client === undefined) return wrong('provider', 'is none of `signInProviders`');
      if (!client.settings.redirectUris.includes(redirectUri)) {
        return wrong('redirectUri', 'is none of those that are allowed for the provider');
      }
      const flowToken = createFlowToken();
      const asked = await client.authorizationUrl({ ...deriveFlowSecrets(flowToken), redirectUri });
      if (asked.kind !== 'ready') return withoutFlow(asked, { provider, logger });
      const expiresAt = addMs(now(), FLOW_LIFETIME_MS);
      const flow = { provider, redirectUri, sessionId, expiresAt };
      await store.begin(hashFlowToken(flowToken), flow);
      return { kind: 'begun', flow: { authorizationUrl: asked.url, flowToken, expiresAt } };
    },

    async complete(input, sessionId, logger) {
      const validation = validateInput(completeInput, input);
      if (validation.kind === 'invalid') return validation;
      const { flowToken, callbackUrl, device } = validation.value;
      const flow = await store.take(hashFlowToken(flowToken), now());
      if (flow === null) return { kind: 'flow-invalid' };
      const { provider } = flow;
      const client = clients.get(provider);
      if (client === undefined || !isAnswerTo(flow, callbackUrl, sessionId)) {
        return failed({ kind: 'refused', reason: 'another flow' }, { provider, logger });
      }
      const outcome = await client.identify(callbackUrl, deriveFlowSecrets(flowToken));
      if (outcome.kind !== 'identified') return failed(outcome, { provider, logger });
      return { ...outcome, device };
    },
  };
}

/** Whether it came to the address that the flow named, and to the session that began it. */
function isAnswerTo(flow: ProviderFlow, callback: URL, sessionId: string | null): boolean {
  const address = new URL(callback);
  address.search = '';
  address.hash = '';
  return address.href === flow.redirectUri && flow.sessionId === sessionId;
}

function failed(
  failure: ProviderFailure,
  { provider, logger }: { provider: string; logger: Logger },
): FlowFailure {
  switch (failure.kind) {
    case 'denied':
      return { kind: 'denied' };
    case 'refused':
      logSecurityEvent(logger, {
        event: 'provider_callback_refused',
        ...{ provider, reason: failure.reason },
      });
      return { kind: 'flow-invalid' };
    case 'unavailable':
      logger.error({ provider, reason: failure.reason }, 'sign-in provider failed');
      return { kind: 'unavailable' };
  }
}

/** Before the browser was sent anywhere, whatever fails is the provider. */
function withoutFlow(
  failure: ProviderFailure,
  { provider, logger }: { provider: string; logger: Logger },
): BeginFlowOutcome {
  const reason = failure.kind === 'denied' ? failure.kind : failure.reason;
  logger.error({ provider, reason }, 'sign-in provider failed');
  return { kind: 'unavailable' };
}

function wrong(field: string, message: string): Invalid {
  return { kind: 'invalid', failure: invalidInput([{ path: [field], message }]) };
}
