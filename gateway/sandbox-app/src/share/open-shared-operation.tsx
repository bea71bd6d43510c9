import { useGraphiQL } from '@graphiql/react';
import { useEffect, useRef } from 'react';
import { useOpenOperation } from '../workbench/use-open-operation.ts';
import { decodeShareHash } from './share-link.ts';

/** Opens the operation of the page's address, once the editors are there, and tidies the address. */
export function OpenSharedOperation() {
  const areEditorsReady = useGraphiQL((state) =>
    Boolean(state.queryEditor && state.variableEditor),
  );
  const openOperation = useOpenOperation();
  const isDone = useRef(false);

  useEffect(() => {
    if (!areEditorsReady || isDone.current) return;
    isDone.current = true;
    const shared = decodeShareHash(location.hash);
    if (!shared) return;
    openOperation(shared);
    history.replaceState(null, '', location.pathname + location.search);
  }, [areEditorsReady, openOperation]);

  return null;
}
