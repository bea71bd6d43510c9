import { useGraphiQL } from '@graphiql/react';

/** The first stop of Tab: past the masthead and the panels, to where operations are written. */
export function SkipButton() {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  return (
    <button
      type="button"
      className="button button-primary skip-button"
      onClick={() => queryEditor?.getContainerDomNode().focus()}
    >
      Skip to the operation
    </button>
  );
}
