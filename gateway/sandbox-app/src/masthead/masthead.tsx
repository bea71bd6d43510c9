import { Navigation } from '../navigation/navigation.tsx';
import { useObservable } from '../observable-value.ts';
import { useSandboxParts } from '../sandbox-parts.ts';
import { SessionNotice } from '../session/session-notice.tsx';
import { SignInMenu } from '../session/sign-in-menu.tsx';
import { ThemeSwitch } from '../theme/theme-switch.tsx';
import { EndpointStatus } from './endpoint-status.tsx';
import { Logo } from './logo.tsx';
import './masthead.css';
import { ShareButton } from './share-button.tsx';
import { ShortcutsButton } from './shortcuts-button.tsx';
import { SkipButton } from './skip-button.tsx';

/** The top of the page: whose graph this is, how it is, and who is asking. */
export function Masthead() {
  const { config, session } = useSandboxParts();
  const state = useObservable(session.state);
  return (
    <header className="masthead">
      <SkipButton />
      <h1 className="masthead-name">
        <Logo />
        Causeway <span className="masthead-kind">sandbox</span>
      </h1>
      {config.registry && <Navigation />}
      <EndpointStatus endpoint={config.endpoint} />
      <SessionNotice state={state} onDismiss={session.dismissNotice} />
      <div className="masthead-actions">
        <ShareButton />
        <ShortcutsButton />
        <ThemeSwitch />
        {config.signIn && <SignInMenu accounts={config.signIn.accounts} />}
      </div>
    </header>
  );
}
