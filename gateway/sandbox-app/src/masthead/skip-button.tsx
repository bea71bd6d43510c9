import { useGraphiQL } from '@graphiql/react';
import { useRoute } from '../navigation/use-route.ts';

/** The first stop of Tab: past the masthead and the panels, to where operations are written, or the page. */
export function SkipButton() {
  const { part } = useRoute();
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const isExplorer = part === 'explorer';
  return (
    <button
      type="button"
      className="button button-primary skip-button"
      onClick={() => {
        if (isExplorer) queryEditor?.getContainerDomNode().focus();
        else document.querySelector<HTMLElement>('#page h2')?.focus();
      }}
    >
      {isExplorer ? 'Skip to the operation' : 'Skip to the page'}
    </button>
  );
}
