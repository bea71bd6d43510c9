import { useState } from 'react';
import { copyText } from '../copy-text.ts';
import { useSandboxParts } from '../sandbox-parts.ts';
import type { Account } from './session.ts';
import { expiryOf, type SessionTokens } from './session-tokens.ts';

interface AccountCardProps {
  account: Account;
  tokens: SessionTokens;
  onSignOut: () => void;
}

/** Who is signed in, with what, and the way out. */
export function AccountCard({ account, tokens, onSignOut }: AccountCardProps) {
  const { session } = useSandboxParts();
  const [copyLabel, setCopyLabel] = useState('Copy access token');

  async function copyToken(): Promise<void> {
    const isCopied = await copyText(tokens.accessToken);
    setCopyLabel(isCopied ? 'Token copied' : 'Copying is not allowed');
  }

  function signOut(): void {
    onSignOut();
    void session.signOut();
  }

  return (
    <div className="account-card">
      <div className="account-who">
        <Avatar name={account.displayName} />
        <div>
          <strong>{account.displayName}</strong>
          {account.email && <span>{account.email}</span>}
        </div>
      </div>
      <ul className="roles" aria-label="Roles">
        {account.roles.map((role) => (
          <li key={role}>{role}</li>
        ))}
      </ul>
      <p className="account-token">
        Every request carries an access token that ends at {endOf(tokens.accessToken)}; it is
        renewed before. It leaves this browser tab only for the gateway.
      </p>
      <div className="account-actions">
        <button type="button" className="button" onClick={() => void copyToken()}>
          {copyLabel}
        </button>
        <button type="button" className="button button-primary" onClick={signOut}>
          Sign out
        </button>
      </div>
    </div>
  );
}

export function Avatar({ name }: { name: string }) {
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0] ?? '')
    .join('')
    .toUpperCase();
  return (
    <span className="avatar" aria-hidden="true">
      {initials}
    </span>
  );
}

function endOf(accessToken: string): string {
  const endMs = expiryOf(accessToken);
  return endMs === null
    ? 'a time it does not say'
    : new Date(endMs).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}
