import { type RequestContext, requireUser } from '@causeway/subgraph-kit';
import type { Clock } from '../clock.ts';
import { logSecurityEvent } from '../security-events.ts';
import { isFreshSession } from '../sessions/fresh-session.ts';
import type { LinkedIdentitiesStore, LinkOutcome } from './linked-identities-store.ts';
import type { BeginFlowOutcome, FlowFailure, ProviderFlows } from './provider-flows.ts';

export type BeginLinkOutcome = BeginFlowOutcome | { readonly kind: 'stale-session' };
export type CompleteLinkOutcome = LinkOutcome | FlowFailure;
export type UnlinkOutcome =
  | { readonly kind: 'unlinked'; readonly userId: string }
  | { readonly kind: 'not-linked' | 'only-way' };

/** Adds ways to sign in to the caller's account, and takes them away. Each throws UNAUTHENTICATED. */
export interface ProviderLinks {
  begin(request: RequestContext, input: unknown): Promise<BeginLinkOutcome>;
  complete(request: RequestContext, input: unknown): Promise<CompleteLinkOutcome>;
  unlink(request: RequestContext, provider: string): Promise<UnlinkOutcome>;
}

export function createProviderLinks(parts: {
  flows: ProviderFlows;
  store: LinkedIdentitiesStore;
  now: Clock;
}): ProviderLinks {
  const { flows, store, now } = parts;

  async function findFreshSession(sessionId: string) {
    const session = await store.findSession(sessionId);
    return session !== null && isFreshSession(session, now()) ? session : null;
  }

  return {
    async begin({ principal, logger }, input) {
      const { sessionId } = requireUser(principal);
      if ((await findFreshSession(sessionId)) === null) return { kind: 'stale-session' };
      return flows.begin(input, sessionId, logger);
    },

    async complete({ principal, logger }, input) {
      const { sessionId } = requireUser(principal);
      const outcome = await flows.complete(input, sessionId, logger);
      if (outcome.kind !== 'identified') return outcome;
      const { issuer, subject, provider, verifiedEmail } = outcome.identity;
      // Somebody may have made an account with another's address, and wait for them to take it over:
      // what they had linked to it before would stay a way in.
      if (verifiedEmail === null) return { kind: 'email-mismatch' };
      const link = { issuer, subject, provider, email: verifiedEmail.written, linkedAt: now() };
      // Who signs out while the browser is at the provider does not link anything.
      const result = await store.link(sessionId, verifiedEmail.normalized, link);
      if (result.kind === 'linked') {
        const { userId } = result;
        logSecurityEvent(logger, { event: 'provider_linked', userId, provider });
      }
      return result;
    },

    async unlink({ principal, logger }, provider) {
      const { userId } = requireUser(principal);
      const outcome = await store.unlink(userId, provider);
      if (outcome !== 'unlinked') return { kind: outcome };
      logSecurityEvent(logger, { event: 'provider_unlinked', userId, provider });
      return { kind: 'unlinked', userId };
    },
  };
}
