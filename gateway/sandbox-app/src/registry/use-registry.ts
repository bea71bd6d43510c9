import { useCallback, useEffect, useState } from 'react';
import { useRegistryAccess } from './registry-access.ts';
import { askRegistry, type RegistryFailure } from './registry-client.ts';
import type { RegistryDocument } from './registry-document.ts';

export type Loaded<T> =
  | { phase: 'loading' }
  | { phase: 'ready'; data: T }
  | { phase: 'failed'; failure: Exclude<RegistryFailure, { kind: 'token-refused' }> };

/**
 * What the registry answers to a document about the pages' variant (`$ref`), asked again when the variables
 * change. What was shown before stays until the new answer is there.
 */
export function useRegistry<T, V>(
  { text }: RegistryDocument<T, V>,
  variables: Omit<V, 'ref'>,
): { loaded: Loaded<T>; isStale: boolean; reload: () => void } {
  const { endpoint, graph, token, refuseToken } = useRegistryAccess();
  const [round, setRound] = useState(0);
  // As text: equal variables are no reason to ask again.
  const asked = JSON.stringify({ ref: graph, ...variables });
  const key = `${round} ${asked}`;
  const [answered, setAnswered] = useState<{ key: string; loaded: Loaded<T> } | null>(null);

  useEffect(() => {
    const interest = new AbortController();
    const question = { document: text, variables: JSON.parse(asked) as Record<string, unknown> };
    askRegistry<T>(question, { endpoint, token, signal: interest.signal }).then(
      (answer) => {
        if (interest.signal.aborted) return;
        if (answer.kind === 'token-refused') return refuseToken(answer.message);
        setAnswered({
          key,
          loaded:
            answer.kind === 'answered'
              ? { phase: 'ready', data: answer.data }
              : { phase: 'failed', failure: answer },
        });
      },
      () => {},
    );
    return () => interest.abort();
  }, [key, text, asked, endpoint, token, refuseToken]);

  const isStale = answered?.key !== key;
  const reload = useCallback(() => setRound((before) => before + 1), []);
  return { loaded: answered?.loaded ?? { phase: 'loading' }, isStale, reload };
}
