import { isMacOs, pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import type { ReactNode } from 'react';
import { CopyIcon, MergeIcon, PlayIcon, StopIcon, WandIcon } from '../icons.tsx';

/** Run, which operation of several, and the tools for the text. */
export function OperationToolbar() {
  const { prettifyEditors, mergeQuery, copyQuery } = useGraphiQLActions();
  return (
    <div className="operation-toolbar" role="toolbar" aria-label="Operation">
      <RunButton />
      <OperationChoice />
      <span className="toolbar-gap" />
      <ToolButton label="Tidy up (Shift Ctrl P)" onClick={() => void prettifyEditors()}>
        <WandIcon />
      </ToolButton>
      <ToolButton label="Merge fragments (Shift Ctrl M)" onClick={mergeQuery}>
        <MergeIcon />
      </ToolButton>
      <ToolButton label="Copy the operation" onClick={() => void copyQuery()}>
        <CopyIcon />
      </ToolButton>
    </div>
  );
}

function RunButton() {
  const { run, stop } = useGraphiQLActions();
  const { isFetching, operations, operationName } = useGraphiQL(
    pick('isFetching', 'operations', 'operationName'),
  );
  if (isFetching) {
    return (
      <button type="button" className="button run-button is-running" onClick={stop}>
        <StopIcon /> Stop
      </button>
    );
  }
  return (
    <button
      type="button"
      className="button run-button"
      onClick={run}
      disabled={!operations?.length}
      title={operationName ? `Run ${operationName}` : undefined}
      aria-keyshortcuts="Control+Enter Meta+Enter"
    >
      <PlayIcon /> Run
      <kbd>{isMacOs ? '⌘' : 'Ctrl'} ↵</kbd>
    </button>
  );
}

/** Only a document with several operations needs to say which one to run. */
function OperationChoice() {
  const { operations, operationName } = useGraphiQL(pick('operations', 'operationName'));
  const { setOperationName } = useGraphiQLActions();
  const names = (operations ?? []).flatMap((operation) => operation.name?.value ?? []);
  if (names.length < 2) return null;
  return (
    <select
      className="operation-choice"
      aria-label="Operation to run"
      value={operationName}
      onChange={(event) => setOperationName(event.currentTarget.value)}
    >
      {names.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  );
}

interface ToolButtonProps {
  label: string;
  onClick: () => void;
  children: ReactNode;
}

function ToolButton({ label, onClick, children }: ToolButtonProps) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
