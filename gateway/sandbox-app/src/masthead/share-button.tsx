import { useGraphiQL } from '@graphiql/react';
import { useState } from 'react';
import { LinkIcon } from '../icons.tsx';
import { encodeShareHash } from '../share/share-link.ts';
import { redactSecrets } from '../storage/redact-secrets.ts';

const thanksMs = 2_000;

/** Copies an address that opens the current operation and its variables, without secrets. */
export function ShareButton() {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const [isCopied, setIsCopied] = useState(false);

  async function copy(): Promise<void> {
    const hash = encodeShareHash({
      query: redactSecrets(queryEditor?.getValue() ?? ''),
      variables: redactSecrets(variableEditor?.getValue() ?? ''),
    });
    history.replaceState(null, '', hash);
    await navigator.clipboard?.writeText(location.href).catch(() => undefined);
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), thanksMs);
  }

  return (
    <button
      type="button"
      className="button"
      onClick={() => void copy()}
      title="Copy a link to this operation"
    >
      <LinkIcon />
      <span className="button-label" aria-live="polite">
        {isCopied ? 'Link copied' : 'Share'}
      </span>
    </button>
  );
}
