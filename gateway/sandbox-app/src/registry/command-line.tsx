import { useState } from 'react';
import { copyText } from '../copy-text.ts';
import { CopyIcon } from '../icons.tsx';

const thanksMs = 2_000;

/** A command for a terminal, and a button that copies it. */
export function CommandLine({ command, label }: { command: string; label: string }) {
  const [answer, setAnswer] = useState('');

  async function copy(): Promise<void> {
    setAnswer((await copyText(command)) ? 'Copied' : 'Select it and copy');
    setTimeout(() => setAnswer(''), thanksMs);
  }

  return (
    <p className="command-line">
      <code>{command}</code>
      <span role="status">{answer}</span>
      <button
        type="button"
        className="icon-button"
        aria-label={label}
        title={label}
        onClick={() => void copy()}
      >
        <CopyIcon />
      </button>
    </p>
  );
}
