import { CloseIcon } from '../icons.tsx';
import type { SessionState } from './session.ts';

/** Says why somebody is no longer signed in. The region stays, so that it is read aloud. */
export function SessionNotice({
  state,
  onDismiss,
}: {
  state: SessionState;
  onDismiss: () => void;
}) {
  const notice = state.phase === 'anonymous' ? state.notice : null;
  return (
    <div className="session-notice" role="status">
      {notice && (
        <p>
          {notice}
          <button type="button" className="icon-button" aria-label="Dismiss" onClick={onDismiss}>
            <CloseIcon />
          </button>
        </p>
      )}
    </div>
  );
}
