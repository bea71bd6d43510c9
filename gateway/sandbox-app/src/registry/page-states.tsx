import type { ReactNode } from 'react';
import { useRegistryAccess } from './registry-access.ts';
import type { Loaded } from './use-registry.ts';

/** What a page shows instead of what it is about. */
export function PageState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <section className="page-state">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Shows an answer, or why there is none. */
function WhenLoaded<T>(props: {
  loaded: Loaded<T>;
  onRetry: () => void;
  children: (data: T) => ReactNode;
}) {
  const { loaded, onRetry, children } = props;
  const { endpoint } = useRegistryAccess();
  switch (loaded.phase) {
    case 'loading':
      return (
        <p className="page-loading" role="status">
          Asking the registry…
        </p>
      );
    case 'ready':
      return children(loaded.data);
    case 'failed':
      return (
        <div role="alert">
          <PageState
            title={
              loaded.failure.kind === 'away'
                ? 'The registry does not answer'
                : 'The registry could not answer'
            }
          >
            <p>
              {loaded.failure.kind === 'away' ? (
                <>
                  Nothing came back from <code>{endpoint}</code>. Gateways go on serving what they
                  have.
                </>
              ) : (
                loaded.failure.message
              )}
            </p>
            <button type="button" className="button button-primary" onClick={onRetry}>
              Try again
            </button>
          </PageState>
        </div>
      );
  }
}

/** What the registry says of the variant, or that it says nothing to this token. */
export function WhenVariant<V>(props: {
  loaded: Loaded<{ variant: V | null }>;
  onRetry: () => void;
  children: (variant: V) => ReactNode;
}) {
  const { graph, refuseToken } = useRegistryAccess();
  return (
    <WhenLoaded loaded={props.loaded} onRetry={props.onRetry}>
      {({ variant }) =>
        variant === null ? (
          <PageState title="Nothing to read here">
            <p>
              Nothing has been published to <code>{graph}</code> yet, or the token has no right to
              read it. The registry does not tell which.
            </p>
            <p className="page-actions">
              <button type="button" className="button button-primary" onClick={props.onRetry}>
                Look again
              </button>
              <button
                type="button"
                className="button"
                onClick={() => refuseToken('Give a token with a right to READ.')}
              >
                Use another token
              </button>
            </p>
          </PageState>
        ) : (
          props.children(variant)
        )
      }
    </WhenLoaded>
  );
}

/** A variant without a version. */
export function NothingPublished() {
  const { graph } = useRegistryAccess();
  return (
    <PageState title="Nothing published yet">
      <p>
        The first publish that composes makes version 1 of <code>{graph}</code>.
      </p>
      <p className="page-hint">
        <code>
          causeway subgraph publish {graph} --name catalog --schema schema.graphql --routing-url
          http://localhost:4002/graphql
        </code>
      </p>
    </PageState>
  );
}
