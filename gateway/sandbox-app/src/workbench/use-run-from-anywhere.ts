import { useGraphiQLActions } from '@graphiql/react';
import { useEffect } from 'react';
import { parseRoute } from '../navigation/route.ts';

/** Ctrl or Cmd + Enter runs the operation wherever the focus is; the editors do so themselves. */
export function useRunFromAnywhere(): void {
  const { run } = useGraphiQLActions();
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const isShortcut = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
      const isInEditor = event.target instanceof Element && event.target.closest('.monaco-editor');
      if (!isShortcut || isInEditor || event.defaultPrevented || !isExplorerShown()) return;
      event.preventDefault();
      run();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [run]);
}

/** On the other parts nobody sees what would be run. */
function isExplorerShown(): boolean {
  return parseRoute(location.hash).part === 'explorer';
}
