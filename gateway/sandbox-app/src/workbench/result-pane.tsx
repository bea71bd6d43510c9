import { isMacOs, ResponseEditor, useGraphiQL, useMonaco } from '@graphiql/react';
import { useId, useState } from 'react';
import type { Exchange } from '../exchange/exchange-log.ts';
import { WidenIcon } from '../icons.tsx';
import { useObservable } from '../observable-value.ts';
import { PlanPanel } from '../plan/plan-panel.tsx';
import { useSandboxParts } from '../sandbox-parts.ts';
import { ExchangeFigures } from './exchange-figures.tsx';
import { TabStrip } from './tab-strip.tsx';

type View = 'response' | 'plan';

interface ResultPaneProps {
  isWide: boolean;
  onToggleWide: () => void;
}

/** What came back: the response, and how the gateway made it. */
export function ResultPane({ isWide, onToggleWide }: ResultPaneProps) {
  const [shown, setShown] = useState<View>('response');
  const exchange = useExchange();
  const isFetching = useGraphiQL((state) => state.isFetching);
  const idPrefix = useId();
  const panel = (id: View) => ({
    role: 'tabpanel',
    id: `${idPrefix}-panel-${id}`,
    'aria-labelledby': `${idPrefix}-tab-${id}`,
    hidden: shown !== id,
  });

  return (
    <section className="pane result-pane" aria-label="Result" aria-busy={isFetching}>
      <div className="result-head">
        <TabStrip
          label="Result"
          idPrefix={idPrefix}
          tabs={[
            { id: 'response', label: 'Response' },
            { id: 'plan', label: <PlanLabel exchange={exchange} /> },
          ]}
          shown={shown}
          onShow={setShown}
        />
        <ExchangeFigures exchange={exchange} />
        <button
          type="button"
          className="icon-button"
          aria-pressed={isWide}
          aria-label="Use the whole width for the result"
          title="Use the whole width for the result"
          onClick={onToggleWide}
        >
          <WidenIcon />
        </button>
      </div>
      <div className={isFetching ? 'progress is-on' : 'progress'} />
      <div {...panel('response')} className="editor-room">
        <Response isEmpty={!exchange && !isFetching} />
      </div>
      <div {...panel('plan')} className="plan-room">
        <PlanPanel exchange={exchange} />
      </div>
    </section>
  );
}

function useExchange(): Exchange | null {
  const { exchanges } = useSandboxParts();
  const byTab = useObservable(exchanges.byTab);
  const tabId = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.id ?? '');
  return byTab.get(tabId) ?? null;
}

function PlanLabel({ exchange }: { exchange: Exchange | null }) {
  const count = exchange?.report?.fetches.length;
  return (
    <>
      Query plan
      {count !== undefined && (
        <span className="count">
          {count}
          <span className="visually-hidden"> fetches</span>
        </span>
      )}
    </>
  );
}

function Response({ isEmpty }: { isEmpty: boolean }) {
  const hasMonaco = useMonaco((state) => Boolean(state.monaco));
  const hasText = useGraphiQL((state) => Boolean(state.tabs[state.activeTabIndex]?.response));
  return (
    <>
      {hasMonaco && <ResponseEditor />}
      {isEmpty && !hasText && (
        <p className="result-empty">
          Run an operation to see its answer here.
          <span>
            <kbd>{isMacOs ? '⌘' : 'Ctrl'}</kbd> <kbd>Enter</kbd>
          </span>
        </p>
      )}
    </>
  );
}
