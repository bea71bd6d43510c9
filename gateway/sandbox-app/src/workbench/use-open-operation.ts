import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { parse } from 'graphql';
import { operationsOf } from '../builder/edit-document.ts';
import { welcome } from '../welcome.ts';

export interface OpenableOperation {
  query: string;
  variables: string;
}

/**
 * @returns a function that shows an operation: in the current tab when nothing would be lost,
 * otherwise in a new one.
 */
export function useOpenOperation(): (operation: OpenableOperation) => void {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const { addTab, setOperationFacts } = useGraphiQLActions();

  return ({ query, variables }) => {
    if (!queryEditor || !variableEditor) return;
    if (isWorthKeeping(queryEditor.getValue(), query)) addTab();
    queryEditor.setValue(query);
    variableEditor.setValue(variables);
    setOperationFacts(factsOf(query));
  };
}

function isWorthKeeping(current: string, next: string): boolean {
  return ![welcome.trim(), next.trim(), ''].includes(current.trim());
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
