import { type FormEvent, useState } from 'react';
import type { SampleAccount } from '../config.ts';
import { useSandboxParts } from '../sandbox-parts.ts';
import { Avatar } from './account-card.tsx';

interface SignInFormProps {
  accounts: readonly SampleAccount[];
  onSignedIn: () => void;
}

type Attempt =
  | { phase: 'idle' }
  | { phase: 'trying'; email: string }
  | { phase: 'refused'; message: string };

/** One click for each sample account, or an e-mail address and a password. */
export function SignInForm({ accounts, onSignedIn }: SignInFormProps) {
  const { session } = useSandboxParts();
  const [attempt, setAttempt] = useState<Attempt>({ phase: 'idle' });
  const isTrying = attempt.phase === 'trying';

  async function signIn(email: string, password: string): Promise<void> {
    setAttempt({ phase: 'trying', email });
    const outcome = await session.signIn({ email, password });
    if (outcome.kind === 'signed-in') return onSignedIn();
    setAttempt({ phase: 'refused', message: outcome.message });
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    void signIn(String(fields.get('email')), String(fields.get('password')));
  }

  return (
    <div className="sign-in-form" aria-busy={isTrying}>
      {accounts.length > 0 && (
        <section aria-labelledby="sample-accounts">
          <h2 id="sample-accounts">Sample accounts</h2>
          <ul className="sample-accounts">
            {accounts.map((account) => (
              <li key={account.email}>
                <button
                  type="button"
                  disabled={isTrying}
                  onClick={() => void signIn(account.email, account.password)}
                >
                  <Avatar name={account.label} />
                  <span>
                    <strong>{account.label}</strong>
                    <small>{account.email}</small>
                  </span>
                  {isTrying && attempt.email === account.email && <small>Signing in…</small>}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <form onSubmit={submit} aria-labelledby="own-account">
        <h2 id="own-account">E-mail and password</h2>
        <label>
          E-mail
          <input name="email" type="email" required autoComplete="username" />
        </label>
        <label>
          Password
          <input name="password" type="password" required autoComplete="current-password" />
        </label>
        <button type="submit" className="button button-primary" disabled={isTrying}>
          {isTrying ? 'Signing in…' : 'Sign in'}
        </button>
      </form>
      <p className="sign-in-refusal" role="alert">
        {attempt.phase === 'refused' ? attempt.message : ''}
      </p>
    </div>
  );
}
