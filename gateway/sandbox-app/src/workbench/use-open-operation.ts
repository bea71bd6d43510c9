import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { parse } from 'graphql';
import { useRef } from 'react';
import { operationsOf } from '../builder/edit-document.ts';
import { useSandboxParts } from '../sandbox-parts.ts';
import { welcome } from '../welcome.ts';

export interface OpenableOperation {
  query: string;
  variables: string;
}

/**
 * @returns a function that shows an operation: in the current tab when nothing would be lost (what
 * it showed before is still untouched there), otherwise in a new one.
 */
export function useOpenOperation(): (operation: OpenableOperation) => void {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const responseEditor = useGraphiQL((state) => state.responseEditor);
  const { addTab, setOperationFacts, updateActiveTabValues } = useGraphiQLActions();
  const { exchanges } = useSandboxParts();
  const lastOpened = useRef<OpenableOperation | null>(null);

  return ({ query, variables }) => {
    if (!queryEditor || !variableEditor) return;
    const current = { query: queryEditor.getValue(), variables: variableEditor.getValue() };
    if (!isUntouched(current, lastOpened.current) && current.query !== query) addTab();
    else exchanges.forget();
    queryEditor.setValue(query);
    variableEditor.setValue(variables);
    setOperationFacts(factsOf(query));
    responseEditor?.setValue('');
    updateActiveTabValues({ query, variables, response: null });
    lastOpened.current = { query, variables };
  };
}

function isUntouched(current: OpenableOperation, opened: OpenableOperation | null): boolean {
  if ([welcome.trim(), ''].includes(current.query.trim())) return true;
  return current.query === opened?.query && current.variables === opened.variables;
}

/** GraphiQL works these out a moment after a change; running at once needs them at once. */
function factsOf(query: string) {
  try {
    const documentAST = parse(query);
    const operations = operationsOf(documentAST);
    const operationName = operations[0]?.name?.value;
    return { documentAST, operations, ...(operationName && { operationName }) };
  } catch {
    return {};
  }
}
