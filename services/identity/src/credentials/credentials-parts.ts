import type { InvalidInput } from '@causeway/subgraph-kit';
import type { Clock } from '../clock.ts';
import type { PasswordHasher } from '../passwords/password-hasher.ts';
import type { SecondFactor } from '../second-factor/second-factor.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { CredentialsStore } from './credentials-store.ts';
import type { SignInAttempts } from './sign-in-attempts.ts';

/** What signing up, signing in and changing a password work with. */
export interface CredentialsParts {
  readonly store: CredentialsStore;
  readonly hasher: PasswordHasher;
  readonly sessions: Sessions;
  readonly attempts: SignInAttempts;
  readonly secondFactor: Pick<SecondFactor, 'challenge'>;
  readonly now: Clock;
}

export interface Invalid {
  readonly kind: 'invalid';
  readonly failure: InvalidInput;
}
