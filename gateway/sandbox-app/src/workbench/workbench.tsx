import { Tooltip, useGraphiQL } from '@graphiql/react';
import { useLayoutEffect, useState } from 'react';
import { PanelRail } from '../panels/panel-rail.tsx';
import { SidePanel } from '../panels/side-panel.tsx';
import { useSandboxParts } from '../sandbox-parts.ts';
import { useEditorThemes } from '../theme/editor-themes.ts';
import { OperationPane } from './operation-pane.tsx';
import { OperationTabs } from './operation-tabs.tsx';
import { ResultPane } from './result-pane.tsx';
import { Split } from './split.tsx';
import { useEditorManners } from './use-editor-manners.ts';
import { useMediaQuery } from './use-media-query.ts';
import { useRunFromAnywhere } from './use-run-from-anywhere.ts';
import './workbench.css';

/** Below this width editor and response stand above each other. */
const narrow = '(max-width: 1079px)';

/** Everything below the masthead: panels on the left, operation and response beside them. */
export function Workbench() {
  const isPanelOpen = useGraphiQL((state) => state.visiblePlugin !== null);
  const isNarrow = useMediaQuery(narrow);
  const [isResultWide, setIsResultWide] = useState(false);
  useEditorThemes();
  useEditorManners();
  useRunFromAnywhere();
  useFollowedTab();

  return (
    <Tooltip.Provider>
      <main className="graphiql-container workbench">
        <PanelRail />
        <Split
          name="Panel width"
          direction="row"
          initialPercent={27}
          limitsPercent={[16, 50]}
          first={isPanelOpen ? <SidePanel /> : null}
          second={
            <div className={isResultWide ? 'session result-is-wide' : 'session'}>
              <OperationTabs />
              <Split
                name="Operation size"
                direction={isNarrow ? 'column' : 'row'}
                initialPercent={50}
                limitsPercent={[20, 80]}
                first={<OperationPane />}
                second={
                  <ResultPane
                    isWide={isResultWide}
                    onToggleWide={() => setIsResultWide((isWide) => !isWide)}
                  />
                }
              />
            </div>
          }
        />
      </main>
    </Tooltip.Provider>
  );
}

/** Tells the log of exchanges which tab is in front, before anything can be run in it. */
function useFollowedTab(): void {
  const { exchanges } = useSandboxParts();
  const tabId = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.id ?? '');
  useLayoutEffect(() => exchanges.follow(tabId), [exchanges, tabId]);
}
