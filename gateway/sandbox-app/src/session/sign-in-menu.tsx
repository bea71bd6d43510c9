import { useRef } from 'react';
import type { SampleAccount } from '../config.ts';
import { ChevronIcon, PersonIcon } from '../icons.tsx';
import { useObservable } from '../observable-value.ts';
import { useSandboxParts } from '../sandbox-parts.ts';
import { AccountCard, Avatar } from './account-card.tsx';
import type { Account } from './session.ts';
import { SignInForm } from './sign-in-form.tsx';
import './sign-in-menu.css';

/** The control at the top right: who is signed in, and how to change that. */
export function SignInMenu({ accounts }: { accounts: readonly SampleAccount[] }) {
  const { session } = useSandboxParts();
  const state = useObservable(session.state);
  const popover = useRef<HTMLDivElement>(null);
  const close = () => popover.current?.hidePopover();

  return (
    <>
      <button
        type="button"
        className={state.phase === 'anonymous' ? 'button button-primary' : 'button account-button'}
        popoverTarget="sign-in"
        aria-haspopup="dialog"
      >
        {state.phase === 'anonymous' ? (
          <AnonymousLabel />
        ) : (
          <AccountLabel account={state.account} />
        )}
      </button>
      <div
        ref={popover}
        id="sign-in"
        popover="auto"
        role="dialog"
        aria-label="Sign in"
        className="sign-in"
      >
        {state.phase === 'anonymous' ? (
          <SignInForm accounts={accounts} onSignedIn={close} />
        ) : (
          <AccountCard account={state.account} tokens={state.tokens} onSignOut={close} />
        )}
      </div>
    </>
  );
}

function AnonymousLabel() {
  return (
    <>
      <PersonIcon />
      Sign in
    </>
  );
}

function AccountLabel({ account }: { account: Account }) {
  return (
    <>
      <Avatar name={account.displayName} />
      <span className="account-label">
        <span className="visually-hidden">Signed in as </span>
        <strong>{account.displayName}</strong>
        <small>{account.roles.join(', ') || 'no roles'}</small>
      </span>
      <ChevronIcon />
    </>
  );
}
