import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { type DocumentNode, type GraphQLSchema, OperationTypeNode, print } from 'graphql';
import { useState } from 'react';
import './builder-panel.css';
import { changeOperation, findOperation, operationsOf } from './edit-document.ts';
import { type Edit, FieldList } from './field-list.tsx';

const roots = [
  { type: OperationTypeNode.QUERY, label: 'Query' },
  { type: OperationTypeNode.MUTATION, label: 'Mutation' },
  { type: OperationTypeNode.SUBSCRIPTION, label: 'Subscription' },
];

/** Builds the operation in the editor by ticking fields, and follows what is typed there. */
export function BuilderPanel() {
  const schema = useGraphiQL((state) => state.schema);
  return (
    <div className="builder">
      <h2 className="panel-title">Builder</h2>
      {schema ? (
        <Builder schema={schema} />
      ) : (
        <p className="panel-empty">There is no schema to build from.</p>
      )}
    </div>
  );
}

function Builder({ schema }: { schema: GraphQLSchema }) {
  const { document, isReadable } = useEditorDocument();
  const operationName = useGraphiQL((state) => state.operationName);
  const writeDocument = useWriteDocument();
  const [chosenType, setChosenType] = useState(OperationTypeNode.QUERY);
  const operation = findOperation(document, operationName);
  const type = operation?.operation ?? chosenType;
  const rootType = schema.getRootType(type);

  if (!isReadable) {
    return (
      <p className="panel-empty">
        The operation cannot be read yet. The builder goes on when it can.
      </p>
    );
  }
  if (!rootType) return <p className="panel-empty">This schema has no {type}.</p>;

  function apply(edit: Edit, path: Parameters<Edit>[1]['path']): void {
    if (!schema || !rootType) return;
    const place = { schema, parentType: rootType, path };
    const selectionSet = edit(operation?.selectionSet, place);
    writeDocument(changeOperation({ schema, document, operation, type, selectionSet }));
  }

  return (
    <>
      {operation ? (
        <p className="builder-operation">
          <code>{type}</code> {operation.name?.value ?? 'without a name'}
        </p>
      ) : (
        <RootChoice schema={schema} chosen={chosenType} onChoose={setChosenType} />
      )}
      <FieldList
        schema={schema}
        type={rootType}
        selectionSet={operation?.selectionSet}
        path={[]}
        apply={apply}
      />
    </>
  );
}

interface RootChoiceProps {
  schema: GraphQLSchema;
  chosen: OperationTypeNode;
  onChoose: (type: OperationTypeNode) => void;
}

function RootChoice({ schema, chosen, onChoose }: RootChoiceProps) {
  const available = roots.filter(({ type }) => schema.getRootType(type));
  if (available.length < 2) return null;
  return (
    <fieldset className="builder-roots">
      <legend className="visually-hidden">Kind of operation</legend>
      {available.map(({ type, label }) => (
        <label key={type}>
          <input
            type="radio"
            name="root"
            checked={type === chosen}
            onChange={() => onChoose(type)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

/** The editor's document as GraphiQL last parsed it; nothing but comments is an empty document. */
function useEditorDocument(): { document: DocumentNode | undefined; isReadable: boolean } {
  const { documentAST, tabs, activeTabIndex } = useGraphiQL(
    pick('documentAST', 'tabs', 'activeTabIndex'),
  );
  const text = tabs[activeTabIndex]?.query ?? '';
  const isEmpty = text.replace(/#.*/g, '').trim() === '';
  return {
    document: isEmpty ? undefined : documentAST,
    isReadable: isEmpty || documentAST !== undefined,
  };
}

/** Writes into the editor as one step that can be undone, and tells GraphiQL at once. */
function useWriteDocument(): (document: DocumentNode) => void {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const { setOperationFacts, updateActiveTabValues } = useGraphiQLActions();
  return (document) => {
    const model = queryEditor?.getModel();
    if (!queryEditor || !model) return;
    const text = print(document);
    queryEditor.pushUndoStop();
    queryEditor.executeEdits('builder', [{ range: model.getFullModelRange(), text }]);
    queryEditor.pushUndoStop();
    const operations = operationsOf(document);
    const operationName = operations[0]?.name?.value;
    setOperationFacts({
      documentAST: document,
      operations,
      ...(operationName && { operationName }),
    });
    updateActiveTabValues({ query: text });
  };
}
