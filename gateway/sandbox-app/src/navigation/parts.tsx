import { lazy, Suspense, useState } from 'react';
import { useSandboxParts } from '../sandbox-parts.ts';
import { Workbench } from '../workbench/workbench.tsx';
import { useRoute } from './use-route.ts';

const RegistryPages = lazy(() => import('../registry/registry-pages.tsx'));

/** The part that the address names. The explorer stays as it is behind the others, once it was opened. */
export function Parts() {
  const { config } = useSandboxParts();
  const route = useRoute();
  const isExplorer = route.part === 'explorer';
  const [wasExplored, setWasExplored] = useState(isExplorer);
  if (isExplorer && !wasExplored) setWasExplored(true);

  return (
    <>
      {wasExplored && (
        <div className="part-explorer" hidden={!isExplorer}>
          <Workbench />
        </div>
      )}
      {!isExplorer && (
        <Suspense fallback={<main className="page-waiting" />}>
          {config.registry ? (
            <RegistryPages config={config.registry} route={route} />
          ) : (
            <NoRegistry />
          )}
        </Suspense>
      )}
    </>
  );
}

/** For an address that was shared from a gateway with a registry. */
function NoRegistry() {
  return (
    <main className="start-failure">
      <h2>This gateway names no registry</h2>
      <p>
        Its setting <code>sandbox.registry</code> would say where the schema's history is.
      </p>
      <a href="#/">To the explorer</a>
    </main>
  );
}
