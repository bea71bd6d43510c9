import { isMacOs, useGraphiQL } from '@graphiql/react';
import { useRef } from 'react';
import { CloseIcon, KeyboardIcon } from '../icons.tsx';

const command = isMacOs ? '⌘' : 'Ctrl';

const shortcuts = [
  { keys: [command, 'Enter'], does: 'Run the operation, from anywhere on the page' },
  { keys: ['Enter'], does: 'Go into the editor that has the focus ring' },
  { keys: ['Escape'], does: 'Leave the editor again, to move on with Tab' },
  { keys: ['Ctrl', 'Space'], does: 'Complete what is being written' },
  { keys: ['Shift', 'Ctrl', 'P'], does: 'Tidy the operation, variables and headers' },
  { keys: ['Shift', 'Ctrl', 'M'], does: 'Merge fragments into the operation' },
  { keys: [command, 'F'], does: 'Find in the editor' },
  { keys: ['←', '→'], does: 'Move a divider that has the focus; Home and End for its limits' },
];

/** Opens the list of keys, and the one way to forget what this page keeps in the browser. */
export function ShortcutsButton() {
  const dialog = useRef<HTMLDialogElement>(null);
  const storage = useGraphiQL((state) => state.storage);

  function forget(): void {
    storage.clear();
    location.reload();
  }

  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts"
        onClick={() => dialog.current?.showModal()}
      >
        <KeyboardIcon />
      </button>
      <dialog ref={dialog} className="dialog" aria-labelledby="shortcuts-title">
        <div className="dialog-head">
          <h2 id="shortcuts-title">Keyboard</h2>
          <form method="dialog">
            <button type="submit" className="icon-button" aria-label="Close">
              <CloseIcon />
            </button>
          </form>
        </div>
        <dl className="shortcuts">
          {shortcuts.map(({ keys, does }) => (
            <div key={does}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <p className="dialog-foot">
          Tabs and history are kept in this browser, tokens and passwords are not.
          <button type="button" className="button" onClick={forget}>
            Forget tabs and history
          </button>
        </p>
      </dialog>
    </>
  );
}
