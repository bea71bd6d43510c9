import {
  type ComponentType,
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { RegistryConfig } from '../config.ts';
import { partNames } from '../navigation/navigation.tsx';
import type { Part, Route } from '../navigation/route.ts';
import { type RegistryAccess, RegistryAccessContext } from './registry-access.ts';
import './registry.css';
import { createTokenStorage } from './registry-token.ts';
import { TokenForm } from './token-form.tsx';

export interface PageProps {
  route: Route;
}

const pages: Record<Exclude<Part, 'explorer'>, ComponentType<PageProps>> = {
  history: lazy(() => import('../schema-history/schema-history-page.tsx')),
  graph: lazy(() => import('../graph/graph-page.tsx')),
  checks: lazy(() => import('../checks/checks-page.tsx')),
  usage: lazy(() => import('../usage/usage-page.tsx')),
};

const tokens = () => createTokenStorage(sessionStorage);

/** The parts of the page that read the registry: the one that the address names. */
export default function RegistryPages({ config, route }: { config: RegistryConfig; route: Route }) {
  const [token, setToken] = useState(() => tokens().read() ?? config.token);
  const [refusal, setRefusal] = useState<string | null>(null);
  const refuseToken = useCallback((message: string) => {
    tokens().write(null);
    setToken(null);
    setRefusal(message);
  }, []);
  const { endpoint, graph } = config;
  const access = useMemo<RegistryAccess | null>(
    () => (token === null ? null : { endpoint, graph, token, refuseToken }),
    [endpoint, graph, token, refuseToken],
  );

  function useToken(given: string): void {
    tokens().write(given);
    setRefusal(null);
    setToken(given);
  }

  return (
    <PageFrame part={route.part} graph={graph}>
      {access === null ? (
        <TokenForm graph={graph} refusal={refusal} onToken={useToken} />
      ) : (
        <RegistryAccessContext value={access}>
          <Page route={route} />
        </RegistryAccessContext>
      )}
    </PageFrame>
  );
}

function Page({ route }: PageProps) {
  if (route.part === 'explorer') return null;
  const Content = pages[route.part];
  return (
    <Suspense fallback={<p className="page-loading">Loading…</p>}>
      <Content key={route.part} route={route} />
    </Suspense>
  );
}

/** The heading takes the focus when the part changes, so that it is read and Tab goes on from there. */
function PageFrame(props: { part: Part; graph: string; children: React.ReactNode }) {
  const { part, graph, children } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${partNames[part]} · Causeway sandbox`;
    heading.current?.focus();
    return () => {
      document.title = 'Causeway sandbox';
    };
  }, [part]);
  return (
    <main className="page" id="page">
      <header className="page-head">
        <h2 ref={heading} tabIndex={-1}>
          {partNames[part]}
        </h2>
        <code className="page-graph">{graph}</code>
      </header>
      <div className="page-body">{children}</div>
    </main>
  );
}
