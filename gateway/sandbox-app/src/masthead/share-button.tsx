import { useGraphiQL } from '@graphiql/react';
import { useState } from 'react';
import { copyText } from '../copy-text.ts';
import { LinkIcon } from '../icons.tsx';
import { useRoute } from '../navigation/use-route.ts';
import { encodeShareHash } from '../share/share-link.ts';
import { redactSecrets } from '../storage/redact-secrets.ts';

const invitation = 'Share';
const thanksMs = 2_000;

/** Copies an address that opens the part in view; of the explorer its operation and variables, without secrets. */
export function ShareButton() {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const isExplorer = useRoute().part === 'explorer';
  const [label, setLabel] = useState(invitation);

  async function copy(): Promise<void> {
    if (isExplorer) {
      const hash = encodeShareHash({
        query: redactSecrets(queryEditor?.getValue() ?? ''),
        variables: redactSecrets(variableEditor?.getValue() ?? ''),
      });
      history.replaceState(null, '', hash);
    }
    setLabel((await copyText(location.href)) ? 'Link copied' : 'In the address bar');
    setTimeout(() => setLabel(invitation), thanksMs);
  }

  return (
    <button
      type="button"
      className="button"
      onClick={() => void copy()}
      title={isExplorer ? 'Copy a link to this operation' : 'Copy a link to this page'}
    >
      <LinkIcon />
      <span className="button-label" aria-live="polite">
        {label}
      </span>
    </button>
  );
}
