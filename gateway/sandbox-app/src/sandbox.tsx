import { DocExplorerStore } from '@graphiql/plugin-doc-explorer';
import { HistoryStore } from '@graphiql/plugin-history';
import { GraphiQLProvider } from '@graphiql/react';
import { useState } from 'react';
import type { SandboxConfig } from './config.ts';
import { createFetcher } from './exchange/create-fetcher.ts';
import { createExchangeLog } from './exchange/exchange-log.ts';
import { createSendOperation } from './exchange/send-operation.ts';
import { Masthead } from './masthead/masthead.tsx';
import { Parts } from './navigation/parts.tsx';
import { docsPlugin, examplesPlugin, panelPlugins } from './panels/panel-plugins.tsx';
import { SandboxPartsContext } from './sandbox-parts.ts';
import { createBegunFlows } from './session/begun-flows.ts';
import { createSession } from './session/session.ts';
import { OpenSharedOperation } from './share/open-shared-operation.tsx';
import { StatusBanner } from './status/status-banner.tsx';
import { createEditorStorage } from './storage/editor-storage.ts';
import { editorThemes } from './theme/editor-themes.ts';
import { welcome } from './welcome.ts';

const customScalarSchemas = { JSONObject: {}, JSON: {}, DateTime: { type: 'string' as const } };

/** The page: the one component that knows every part. */
export function Sandbox({ config }: { config: SandboxConfig }) {
  const [{ parts, fetcher, storage }] = useState(() => buildParts(config));
  return (
    <SandboxPartsContext value={parts}>
      <GraphiQLProvider
        fetcher={fetcher}
        storage={storage}
        plugins={panelPlugins}
        referencePlugin={docsPlugin}
        visiblePlugin={examplesPlugin}
        editorTheme={editorThemes}
        defaultQuery={welcome}
        customScalarSchemas={customScalarSchemas}
        inputValueDeprecation
        schemaDescription
      >
        <DocExplorerStore>
          <HistoryStore maxHistoryLength={40}>
            <Masthead />
            <StatusBanner />
            <Parts />
            <OpenSharedOperation />
          </HistoryStore>
        </DocExplorerStore>
      </GraphiQLProvider>
    </SandboxPartsContext>
  );
}

function buildParts(config: SandboxConfig) {
  const send = createSendOperation(config.endpoint);
  const session = createSession({ send, storage: sessionStorage });
  const begunFlows = createBegunFlows(sessionStorage, window);
  const exchanges = createExchangeLog();
  const { developer } = config;
  const fetcher = createFetcher({ send, session, begunFlows, exchanges, developer });
  return {
    parts: { config, send, session, begunFlows, exchanges },
    fetcher,
    storage: createEditorStorage(localStorage),
  };
}
