import type { RequestContext } from '@causeway/subgraph-kit';
import type { Clock } from '../clock.ts';
import { CUSTOMER } from '../roles/role.ts';
import type { SecondFactor, SecondFactorAsked } from '../second-factor/second-factor.ts';
import { logSecurityEvent } from '../security-events.ts';
import type { SessionGrant } from '../sessions/session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { displayNameField } from '../users/display-name.ts';
import type { EmailAddress } from '../users/email-address.ts';
import type { User } from '../users/user.ts';
import type { LinkedIdentitiesStore } from './linked-identities-store.ts';
import type { ProviderIdentity } from './provider-client.ts';
import type { BeginFlowOutcome, FlowFailure, ProviderFlows } from './provider-flows.ts';

/** Of somebody whose provider tells none that can be shown. */
const NAMELESS = 'Customer';

export type ProviderSignInOutcome =
  | { readonly kind: 'signed-in'; readonly session: SessionGrant }
  | SecondFactorAsked
  | { readonly kind: 'email-unverified' | 'account-exists' }
  | FlowFailure;

/** Signs people in who have an account with an OpenID provider, and signs them up the first time. */
export interface ProviderSignIn {
  begin(request: RequestContext, input: unknown): Promise<BeginFlowOutcome>;
  complete(request: RequestContext, input: unknown): Promise<ProviderSignInOutcome>;
}

export function createProviderSignIn(parts: {
  flows: ProviderFlows;
  store: LinkedIdentitiesStore;
  sessions: Sessions;
  secondFactor: Pick<SecondFactor, 'challenge'>;
  now: Clock;
}): ProviderSignIn {
  const { flows, store, sessions, secondFactor, now } = parts;

  /**
   * Finds the user by issuer and subject alone: an address is not who somebody is. Whoever has one at the
   * provider may not have it here, and the account that has it here may be somebody else's.
   */
  async function findOrCreate(
    identity: ProviderIdentity,
  ): Promise<
    { kind: 'known' | 'created'; user: User } | { kind: 'email-unverified' | 'account-exists' }
  > {
    const known = await store.findUser(identity);
    if (known !== null) return { kind: 'known', user: known };
    const { verifiedEmail } = identity;
    if (verifiedEmail === null) return { kind: 'email-unverified' };
    const user = await createUser(identity, verifiedEmail);
    if (user !== null) return { kind: 'created', user };
    // The same person may have come back twice at once.
    const created = await store.findUser(identity);
    return created === null ? { kind: 'account-exists' } : { kind: 'known', user: created };
  }

  function createUser(identity: ProviderIdentity, email: EmailAddress): Promise<User | null> {
    const { issuer, subject, provider, name } = identity;
    const createdAt = now();
    const displayName = displayNameField.safeParse(name).data ?? NAMELESS;
    const link = { issuer, subject, provider, email: email.written, linkedAt: createdAt };
    return store.createUser({ email, displayName, role: CUSTOMER, createdAt }, link);
  }

  return {
    begin: ({ logger }, input) => flows.begin(input, null, logger),

    async complete({ logger }, input) {
      const outcome = await flows.complete(input, null, logger);
      if (outcome.kind !== 'identified') return outcome;
      const { identity, device } = outcome;
      const { provider, issuer, subject } = identity;
      const found = await findOrCreate(identity);
      if (!('user' in found)) return found;
      const { user } = found;
      const provenBy = { issuer, subject };
      const challenge = await secondFactor.challenge({ userId: user.id, provenBy, device });
      if (challenge !== null) return challenge;
      const session = await sessions.start(user, { provenBy, device });
      // It was unlinked this moment.
      if (session === null) return { kind: 'flow-invalid' };
      const { sessionId } = session;
      const event = found.kind === 'created' ? 'signed_up' : 'sign_in_succeeded';
      logSecurityEvent(logger, { event, userId: user.id, sessionId, provider });
      return { kind: 'signed-in', session };
    },
  };
}
