import { KeyCode, type MonacoEditor, pick, useGraphiQL, useMonaco } from '@graphiql/react';
import { useEffect } from 'react';

const fontFamily = "'JetBrains Mono Variable', ui-monospace, 'SFMono-Regular', Consolas, monospace";

/** Escape first closes what is open inside the editor, then leaves it. */
const nothingIsOpen =
  '!suggestWidgetVisible && !findWidgetVisible && !editorHasSelection && !editorHasMultipleSelections && !renameInputVisible && !parameterHintsVisible && !inSnippetMode';

/** What all four editors have in common: our type, and a keyboard's way out (WCAG 2.1.2). */
export function useEditorManners(): void {
  const monaco = useMonaco((state) => state.monaco);
  const editors = useGraphiQL(
    pick('queryEditor', 'variableEditor', 'headerEditor', 'responseEditor'),
  );
  const { queryEditor, variableEditor, headerEditor, responseEditor } = editors;

  useEffect(() => {
    const all = { queryEditor, variableEditor, headerEditor, responseEditor };
    const ready = Object.entries(all).filter(
      (entry): entry is [string, MonacoEditor] => entry[1] !== undefined,
    );
    for (const [name, editor] of ready) teachManners(editor, labels[name] ?? '');
    if (monaco)
      void document.fonts.load(`13px ${fontFamily}`).then(() => monaco.editor.remeasureFonts());
  }, [monaco, queryEditor, variableEditor, headerEditor, responseEditor]);
}

const labels: Record<string, string> = {
  queryEditor: 'Operation',
  variableEditor: 'Variables',
  headerEditor: 'Headers',
  responseEditor: 'Response',
};

function teachManners(editor: MonacoEditor, label: string): void {
  editor.updateOptions({
    fontFamily,
    fontSize: 13,
    lineHeight: 21,
    ariaLabel: `${label} editor. Escape leaves it.`,
    guides: { indentation: true },
    lineNumbersMinChars: 3,
    // Completions and hovers are wider than a narrow pane, and must not be cut off at its edge.
    fixedOverflowWidgets: true,
    padding: { top: 10, bottom: 10 },
    smoothScrolling: false,
    scrollbar: { horizontalScrollbarSize: 8, verticalScrollbarSize: 8 },
    bracketPairColorization: { enabled: false },
  });
  editor.addCommand(KeyCode.Escape, () => leave(editor), nothingIsOpen);
}

/** GraphiQL lets Tab stop at the element around the editor, and Enter go back into it. */
function leave(editor: MonacoEditor): void {
  editor.getContainerDomNode().focus();
}
