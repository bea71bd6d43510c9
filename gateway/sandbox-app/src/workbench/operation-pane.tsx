import { HeaderEditor, QueryEditor, useMonaco, VariableEditor } from '@graphiql/react';
import { useId, useState } from 'react';
import { OperationToolbar } from './operation-toolbar.tsx';
import { Split } from './split.tsx';
import { TabStrip } from './tab-strip.tsx';

const inputs = [
  { id: 'variables', label: 'Variables' },
  { id: 'headers', label: 'Headers' },
] as const;

/** Where an operation is written: the operation above, its variables and headers below. */
export function OperationPane() {
  const hasMonaco = useMonaco((state) => Boolean(state.monaco));
  return (
    <section className="pane operation-pane" aria-label="Operation">
      <OperationToolbar />
      <Split
        name="Operation height"
        direction="column"
        initialPercent={68}
        limitsPercent={[20, 88]}
        first={
          <div className="editor-room">{hasMonaco ? <QueryEditor /> : <EditorsLoading />}</div>
        }
        second={<InputsPane />}
      />
    </section>
  );
}

function InputsPane() {
  const [shown, setShown] = useState<(typeof inputs)[number]['id']>('variables');
  const idPrefix = useId();
  return (
    <div className="inputs">
      <TabStrip label="Inputs" idPrefix={idPrefix} tabs={inputs} shown={shown} onShow={setShown} />
      {inputs.map(({ id }) => (
        <div
          key={id}
          role="tabpanel"
          id={`${idPrefix}-panel-${id}`}
          aria-labelledby={`${idPrefix}-tab-${id}`}
          className="editor-room"
          hidden={shown !== id}
        >
          {id === 'variables' ? <VariableEditor /> : <HeaderEditor />}
        </div>
      ))}
    </div>
  );
}

function EditorsLoading() {
  return (
    <p className="editors-loading" role="status">
      Loading the editor…
    </p>
  );
}
